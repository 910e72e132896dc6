//! Creating the users of a report, and the history of imports (SPEC section 9): what the engine decides,
//! and what a store must do.
//!
//! The engine does no I/O here either. A [`Report`](crate::Report) becomes an [`ImportPlan`];
//! [`run_import`] carries it out in the host's [`ImportStore`], which has the database, the clock and the
//! hashing of passwords.

mod filter;
pub mod kit;
mod notice_groups;
mod plan;
mod recheck;
mod record;
mod rows_file;
mod run;
mod store;
mod stored;
mod undo;
mod user;

pub use self::filter::{CountRange, CountRangeError, FilterField, FilterValue, ImportFilter};
pub use self::notice_groups::StoredNoticeGroup;
pub use self::plan::{EncodingNotStated, ImportMode, ImportPlan};
pub use self::recheck::{RecheckError, recheck};
pub use self::record::{
    EndedCounts, ImportDetails, ImportId, ImportRecord, ImportStatus, Undone, UnknownStatus,
};
pub use self::rows_file::{write_stored_rows_with_errors, write_stored_rows_with_errors_as};
pub use self::run::{ImportProgress, ImportStep, Resumed, carry_out, resume_imports, run_import};
pub use self::store::{HashedUser, HistoryPage, ImportStore};
pub use self::stored::{
    ErrorCount, ImportedRow, RowOutcome, StoredFile, StoredNotice, StoredProblem, count_errors,
};
pub use self::undo::{SkipReason, SkippedUser, Undo, UndoneUser};
pub use self::user::{PlannedCell, PlannedUser};
