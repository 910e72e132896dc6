//! Checks a CSV file of new users: finds everything that is wrong at once, says exactly where, and how to
//! correct it.
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
//! # The types to begin with
//!
//! - [`Template`] says which columns a file has and what their cells may hold. `Template::default()` is that
//!   of the product.
//! - [`Upload`] is a file: a name and bytes. [`Mapping`] says which header is which column, if their names
//!   differ.
//! - [`validate`] checks an upload against a [`UserDirectory`] and gives a [`Report`]. [`InMemoryDirectory`]
//!   is a directory for tests and trials.
//! - [`check`] is for a host that awaits its directory. It returns a [`Checked`]: the host asks its directory
//!   the [`Questions`], and [`resolve`](Checked::resolve) takes the [`Answers`] and returns the same report.
//!   The engine itself does no I/O.
//! - [`Report`] has the errors ([`Problem`], each with a [`Code`]), the notices ([`Notice`]), the counts, the
//!   users that may be created ([`NewUser`]), and the rows-with-errors file.
//!
//! Problems in a file are values in the report. `Result::Err` is for everything else: a directory that fails,
//! a template that contradicts itself, or a mapping that does not fit the file.
//!
//! # Modules
//!
//! - [`template`]: columns, kinds of columns, limits. [`policy`]: password policies.
//! - [`problem`]: the catalogue of errors and notices, and the details of each. [`report`]: groups of errors.
//! - [`directory`]: what a directory answers, suggestions for misspelt names, and a kit that tests your own
//!   directory.
//! - `import`: the plan of an import, the store that carries it out, its history, and undo.
//! - [`text`]: how texts are trimmed, compared and escaped.
//!
//! # Features
//!
//! Both are on by default. A host that only checks files needs neither.
//!
//! - `import`: the module `import`.
//! - `toml`: templates in TOML as well as JSON.

#![forbid(unsafe_code)]

mod accept;
mod cells;
mod characters;
mod check;
mod csv_cell;
mod damage;
mod dialect;
pub mod directory;
mod duplicates;
mod encoding;
mod entries;
mod export_options;
mod fields;
mod file_info;
mod file_notices;
mod fold;
mod header;
#[cfg(feature = "import")]
pub mod import;
mod interner;
mod mapping;
pub mod policy;
pub mod problem;
mod records;
mod regex_error;
pub mod report;
mod resolve_error;
mod row_shape;
mod rows_with_errors_file;
mod scanner;
mod scripts;
mod secret;
mod several_names;
mod sheet;
mod suggest;
pub mod template;
pub mod text;
mod text_formula;
mod upload;
mod validate;
mod zeroizing;

pub use crate::check::{Checked, check};
pub use crate::directory::{Answers, InMemoryDirectory, Questions, UserDirectory};
pub use crate::encoding::Encoding;
pub use crate::file_info::FileInfo;
pub use crate::fold::fold;
pub use crate::mapping::{Mapping, MappingError};
pub use crate::policy::PasswordPolicy;
pub use crate::problem::{Code, Notice, Problem};
pub use crate::report::{NewUser, Passwords, Report};
pub use crate::resolve_error::ResolveError;
pub use crate::secret::Password;
pub use crate::template::Template;
pub use crate::upload::Upload;
pub use crate::validate::{ValidateError, validate};
