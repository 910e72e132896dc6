//! The engine and the store for C and C++: what `include/bulk_user_upload.h` declares.
//!
//! Each file is one type of the header, with its functions; `cargo xtask docs` writes the header from them.
//! `guard.rs` is the boundary: no panic crosses it, and outputs are written on success alone.

// The types are named as in C, so that one search finds them in both languages.
#![allow(non_camel_case_types)]
// The top of the header says what every function asks of its caller; a function only says what it asks
// beyond that.
#![allow(clippy::missing_safety_doc)]
// C has no must_use.
#![allow(clippy::must_use_candidate)]

// The boundary.
mod argument;
mod guard;
mod options;
mod out;
mod panic;

// The header has its parts in this order.
mod version;

mod result;

mod str;

mod text;

mod error;

mod codes;

mod catalogue;

mod template;

mod password_policy;

mod name;

mod answers;

mod directory;

mod encoding;

mod file;

mod check;

mod checked;

mod report;

mod problem;

mod notice;

mod reading;

mod new_user;

mod rows_with_errors;

mod fold;

mod store;

pub use crate::answers::*;
pub use crate::catalogue::*;
pub use crate::check::*;
pub use crate::checked::*;
pub use crate::codes::*;
pub use crate::directory::*;
pub use crate::encoding::*;
pub use crate::error::*;
pub use crate::file::*;
pub use crate::fold::*;
pub use crate::name::*;
pub use crate::new_user::*;
pub use crate::notice::*;
pub use crate::password_policy::*;
pub use crate::problem::*;
pub use crate::reading::*;
pub use crate::report::*;
pub use crate::result::*;
pub use crate::rows_with_errors::*;
pub use crate::store::*;
pub use crate::str::*;
pub use crate::template::*;
pub use crate::text::*;
pub use crate::version::*;

/// The header promises that threads may share them.
const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<buu_checked>();
    shared::<buu_directory>();
    shared::<buu_error>();
    shared::<buu_history>();
    shared::<buu_password_policy>();
    shared::<buu_report>();
    shared::<buu_store>();
    shared::<buu_template>();
    shared::<buu_text>();
    shared::<buu_undo>();
};
