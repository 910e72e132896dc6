//! How the engine trims, compares and escapes texts, for a host that must do the same.

pub use crate::characters::{is_invisible, trim};
pub use crate::csv_cell::escape_formula;
pub use crate::fold::fold;
