//! From a report to users, and the history of it (SPEC section 9): what is decided here, and what a store must do.
//!
//! The engine does no I/O here either. A [`Report`](crate::Report) becomes an [`ImportPlan`]; [`run_import`] carries it out
//! in a host's [`ImportStore`], which has the database, the clock and the hashing of passwords.

mod filter;
mod kept;
pub mod kit;
mod plan;
mod record;
mod rows_file;
mod run;
mod store;
mod undo;
mod user;

pub use self::filter::{CountRange, CountRangeError, ImportFilter};
pub use self::kept::{ErrorCount, ImportedRow, KeptFile, KeptNotice, KeptProblem, RowOutcome, count_errors};
pub use self::plan::{ImportMode, ImportPlan};
pub use self::record::{
    EndedCounts, ImportDetails, ImportId, ImportRecord, ImportStatus, Undone, UnknownStatus,
};
pub use self::rows_file::write_kept_rows_with_errors;
pub use self::run::{ImportProgress, ImportStep, Resumed, carry_out, resume_imports, run_import};
pub use self::store::{HashedUser, HistoryPage, ImportStore};
pub use self::undo::{LeftReason, LeftUser, Undo, UndoneUser};
pub use self::user::{PlannedCell, PlannedUser, Recheck, recheck};
