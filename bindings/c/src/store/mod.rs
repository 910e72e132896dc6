//! The store: users, and the history of their imports.

// The header has its parts in this order.
mod open;

mod directory;

mod mode;

mod history;

mod import;

mod stored;

mod undo;

pub use self::directory::*;
pub use self::history::*;
pub use self::import::*;
pub use self::mode::*;
pub use self::open::*;
pub use self::stored::*;
pub use self::undo::*;
