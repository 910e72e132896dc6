//! Why the command could not run, in one line that says what failed and where.

use std::io;
use std::path::Path;

use bulk_user_upload::directory::DirectoryError;
use bulk_user_upload::template::TemplateError;
use bulk_user_upload::{MappingError, ValidateError};
use bulk_user_upload_sqlite::StoreError;

/// Why the command could not run. Errors of the file that is checked are in its report, not here.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// An input that cannot be opened or read.
    #[error("cannot read the {what} {path}: {source}")]
    Read {
        /// What the input is: file, directory or template.
        what: &'static str,
        /// Its path.
        path: String,
        /// The error of the system.
        source: io::Error,
    },
    /// The directory JSON is invalid, or the uploader is not in it.
    #[error("{path}: {source}")]
    Directory {
        /// The path of the directory JSON.
        path: String,
        /// What is wrong with it.
        source: DirectoryError,
    },
    /// The template is invalid.
    #[error("{path}: {source}")]
    Template {
        /// The path of the template.
        path: String,
        /// What is wrong with it.
        source: TemplateError,
    },
    /// The directory could not be asked.
    #[error("{0}")]
    Validate(#[from] ValidateError<std::convert::Infallible>),
    /// A flag `--map` that does not fit the template.
    #[error("--map: {0}")]
    Mapping(#[from] MappingError),
    /// The encoding of the file must be chosen before an import. The choices were shown.
    #[error(
        "nobody was created: the file does not say how it is encoded. Choose the line above in which the names are right, \
         and run the command again with it"
    )]
    EncodingNotStated,
    /// The database failed.
    #[error("{0}")]
    Store(#[from] StoreError),
    /// An import failed after it had begun.
    #[error("{0}. What the import came to is in the history: the next command brings it to its end")]
    Import(StoreError),
    /// The database could not be asked.
    #[error("{0}")]
    ValidateStore(#[from] ValidateError<StoreError>),
    /// The database does not exist.
    #[error(
        "there is no database {0}: make one with `bulk-user-upload directory load`, or name another with --db"
    )]
    NoDatabase(String),
    /// The platform has no data folder.
    #[error("this platform has no data folder: name the database with --db")]
    NoDataFolder,
    /// A file exists, and `--overwrite` was not given.
    #[error("{0} already exists, and was not changed: choose another name, or replace it with --overwrite")]
    Exists(String),
    /// The file to write is also an input.
    #[error("{path} is the {what} being read, which --errors-to must not replace: choose another name")]
    IsInput {
        /// Its path.
        path: String,
        /// Which input it is.
        what: &'static str,
    },
    /// The file to replace is a device, a pipe or a folder.
    #[error("{0} is not a regular file, and cannot be replaced: choose another name")]
    NotAFile(String),
    /// The report already goes to standard output.
    #[error("--errors-to needs the name of a file: standard output has the report")]
    ErrorsToStdout,
    /// A file that cannot be written.
    #[error("cannot write {path}: {source}")]
    Write {
        /// Its path.
        path: String,
        /// The error of the system.
        source: io::Error,
    },
    /// No password was typed.
    #[error("a password has at least one character")]
    NoPassword,
    /// The two passwords that were typed differ.
    #[error("the two passwords are not the same: nothing was changed")]
    PasswordsDiffer,
    /// The page cannot be served.
    #[error("cannot serve at {address}: {source}")]
    Serve {
        /// The address.
        address: String,
        /// The error of the system.
        source: io::Error,
    },
    /// A name that a header cannot have.
    #[error("`{0}` is not a name that a header can have")]
    HeaderName(String),
    /// The system gives no random numbers, or no temporary folder.
    #[error("the demo cannot be made: {0}")]
    Demo(String),
    /// Standard output cannot be written, and not because its reader has closed it.
    #[error("cannot write to standard output: {0}")]
    Stdout(io::Error),
}

impl Error {
    /// An input that cannot be opened or read.
    pub(crate) fn read(what: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Read { what, path: path.display().to_string(), source }
    }

    /// A file that cannot be written.
    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.display().to_string(), source }
    }
}
