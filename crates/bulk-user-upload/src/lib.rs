//! Checks a CSV file of new users: everything that is wrong at once, exactly where, and how to mend it.
//!
//! ```
//! use bulk_user_upload::{InMemoryDirectory, Template, Upload, validate};
//!
//! let directory = InMemoryDirectory::from_json(r#"{
//!     "users": [{"login": "alice", "permission_group": "Sys Admin", "teams": ["Sales"]}],
//!     "permission_groups": [{"name": "Sys Admin", "level": 100}, {"name": "Agent Role", "level": 10}],
//!     "teams": [{"name": "Sales"}]
//! }"#)?;
//! let csv = "\
//! First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,Capacity plan,Active*
//! Ann,Lee,ann.lee,Passw0rd,Agent Role,TRUE,101,Sales,,TRUE
//! Bob,,bob,secret,Agent Rule,yes,,Sales,,TRUE
//! ";
//! let report = validate(&Template::default(), Upload::new("users.csv", csv), &directory.as_uploader("alice")?)?;
//!
//! assert_eq!((report.users(), report.valid()), (2, 1));
//! let errors: Vec<_> = report.errors().map(|error| (error.cell().unwrap().to_owned(), error.code().as_str())).collect();
//! assert_eq!(errors, [
//!     ("B3".to_owned(), "field-empty"),
//!     ("D3".to_owned(), "password-policy-complexity-not-met"),
//!     ("E3".to_owned(), "permission-group-does-not-exist"),
//!     ("F3".to_owned(), "data-type-mismatch"),
//! ]);
//! let suggestions: Vec<_> = report.errors().filter_map(|error| error.suggestion().map(str::to_owned)).collect();
//! assert_eq!(suggestions, ["Agent Role", "TRUE"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # One way through
//!
//! A file is an [`Upload`]. [`check`] takes it and a [`Template`] and gives a [`Checked`], which has [`Questions`] for a
//! directory; its answers ([`Answers`]) make it a [`Report`]: errors ([`Problem`]), notices ([`Notice`]), counts, the
//! users that may be created ([`NewUser`]), and the rows-with-errors file. The engine does no I/O: a host that is async
//! awaits between the questions and the answers. A host that can ask on the spot implements [`UserDirectory`] and calls
//! [`validate`].
//!
//! Whatever is wrong with a file is a value in the report. `Result::Err` is for what is not the file's fault: a directory
//! that fails, a template that contradicts itself.

#![forbid(unsafe_code)]

mod cells;
mod characters;
mod check;
mod csv_cell;
mod decode;
mod dialect;
mod directory;
mod duplicates;
mod entries;
mod fields;
mod file_info;
mod fold;
mod header;
mod import;
mod interner;
mod policy;
pub mod problem;
mod records;
mod regex_error;
mod report;
mod rows_with_errors_file;
mod scanner;
mod secret;
mod sheet;
mod suggest;
mod template;
mod upload;
mod validate;
mod zeroizing;

pub use crate::characters::{NameCharacters, is_invisible, trim};
pub use crate::check::{Checked, check};
pub use crate::csv_cell::escape_formula;
pub use crate::decode::Encoding;
pub use crate::directory::{
    Answers, AnswersError, CapacityPlan, DirectoryData, DirectoryError, DirectoryGroup, DirectoryName,
    DirectoryUser, InMemoryDirectory, InMemoryUploader, Name, PermissionGroup, PrimaryTeam, Questions,
    UserDirectory, kit,
};
pub use crate::fields::{Choices, ColumnKind, KindDescription, Pattern, Text};
pub use crate::file_info::FileInfo;
pub use crate::fold::fold;
pub use crate::import::{
    CountRange, CountRangeError, EndedCounts, ErrorCount, FilterField, FilterValue, HashedUser, HistoryPage,
    ImportDetails, ImportFilter, ImportId, ImportMode, ImportPlan, ImportProgress, ImportRecord,
    ImportStatus, ImportStep, ImportStore, ImportedRow, PlannedCell, PlannedUser, Recheck, Resumed,
    RowOutcome, SkipReason, SkippedUser, StoredFile, StoredNotice, StoredProblem, Undo, Undone, UndoneUser,
    UnknownStatus, carry_out, count_errors, kit as store_kit, recheck, resume_imports, run_import,
    write_stored_rows_with_errors,
};
pub use crate::policy::{Denylist, PasswordOwner, PasswordPolicy, PolicyError, PolicyRules, Rule, Unmet};
pub use crate::problem::{
    CellName, Code, Level, Notice, NoticeCode, NoticeParams, Params, Problem, ProblemPosition, UnknownCode,
    format_cells, format_rows, quoted,
};
pub use crate::report::{NewUser, Passwords, ProblemGroup, ProblemValue, Report};
pub use crate::rows_with_errors_file::LeftOut;
pub use crate::secret::Password;
pub use crate::suggest::{NearMisses, Suggestions};
pub use crate::template::{Column, Limits, Template, TemplateBuilder, TemplateError};
pub use crate::upload::Upload;
pub use crate::validate::{ValidateError, validate};
