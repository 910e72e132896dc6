//! The flags of the subcommands that use a database: directory, import, history, show, errors, undo.

use std::path::PathBuf;

use bulk_user_upload::import::{CountRange, ImportFilter, ImportId, ImportMode, ImportStatus};
use clap::Subcommand;

use super::{ShowFormat, UploadArgs};
use crate::new_file::Existing;

const IMPORT_EXAMPLES: &str = "\
Examples:
  bulk-user-upload directory load directory.json
  bulk-user-upload import users.csv --as alice
  bulk-user-upload import users.csv --as alice --all-or-nothing
  bulk-user-upload import users.csv --as alice --encoding windows-1250

Exit status: 0 if every user was created, 1 if not, 2 if the import could not run, or failed on the way; the history then says
how far it got.";

const HISTORY_EXAMPLES: &str = "\
Examples:
  bulk-user-upload history --status failed --status interrupted
  bulk-user-upload history --rows-with-errors 1.. --uploaded-by alice";

const UNDO_EXIT_STATUS: &str = "\
Exit status: 0 if users were deactivated, 1 if no users were, 2 if the import could not be undone.";

/// Where users and the history of their imports are.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct DatabaseArgs {
    /// The database, which is one file. By default, the file that the environment variable
    /// `BULK_USER_UPLOAD_DB` names, or else `bulk-user-upload/users.db` in the data folder of the platform.
    #[arg(long, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
}

/// The subcommands of `directory`.
#[derive(Debug, Subcommand)]
pub(crate) enum DirectoryCommand {
    /// Add and change what a directory JSON names; everything else stays as it is
    Load(DirectoryLoadArgs),
    /// Show the users, permission groups, teams and capacity plans
    Show(DirectoryShowArgs),
    /// Set the password with which a user signs in on the page
    SetPassword(SetPasswordArgs),
}

/// The flags of `directory load`.
#[derive(Debug, clap::Args)]
pub(crate) struct DirectoryLoadArgs {
    /// The directory as JSON: users, permission groups, teams, capacity plans, password policies.
    #[arg(value_name = "D.json")]
    pub(crate) directory: PathBuf,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// How the result is shown.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ShowFormat,
}

/// The flags of `directory show`.
#[derive(Debug, clap::Args)]
pub(crate) struct DirectoryShowArgs {
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// How the directory is shown. The JSON can be loaded again.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ShowFormat,
}

/// The flags of `directory set-password`.
#[derive(Debug, clap::Args)]
pub(crate) struct SetPasswordArgs {
    /// The user. The command asks for the password, or reads it from the first line of standard input. There
    /// is no flag for it, because every list of processes would show the flag.
    #[arg(value_name = "LOGIN")]
    pub(crate) login: String,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
}

/// The flags of `import`.
#[derive(Debug, clap::Args)]
#[command(after_help = IMPORT_EXAMPLES)]
pub(crate) struct ImportArgs {
    #[command(flatten)]
    pub(crate) upload: UploadArgs,
    /// The uploader: the login of an active user whose permission group has the right to import.
    #[arg(long = "as", value_name = "LOGIN")]
    pub(crate) uploader: String,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// Create no users if any row has an error. By default, the users of rows without errors are created.
    #[arg(long)]
    pub(crate) all_or_nothing: bool,
    /// How the result is shown.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ShowFormat,
}

/// The flags of `history`: one for each filter, and the page.
#[derive(Debug, clap::Args)]
#[command(after_help = HISTORY_EXAMPLES)]
pub(crate) struct HistoryArgs {
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// Only imports with this upload status: in-progress, succeeded, failed, interrupted or undone. May be
    /// given several times.
    #[arg(long, value_name = "STATUS")]
    pub(crate) status: Vec<ImportStatus>,
    /// Only imports of files with this number of users: 5, 1..10, 1.. or ..10.
    #[arg(long, value_name = "RANGE", default_value_t, hide_default_value = true)]
    pub(crate) users: CountRange,
    /// Only imports that created this number of users.
    #[arg(long, value_name = "RANGE", default_value_t, hide_default_value = true)]
    pub(crate) created: CountRange,
    /// Only imports with this number of rows with errors.
    #[arg(long, value_name = "RANGE", default_value_t, hide_default_value = true)]
    pub(crate) rows_with_errors: CountRange,
    /// Only imports of this user.
    #[arg(long, value_name = "LOGIN")]
    pub(crate) uploaded_by: Option<String>,
    /// Only imports of files with this text in their name, in any case.
    #[arg(long, value_name = "TEXT")]
    pub(crate) file_name: Option<String>,
    /// At most this number of imports, newest first.
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    pub(crate) limit: usize,
    /// Only imports older than this one: the next page.
    #[arg(long, value_name = "ID")]
    pub(crate) before: Option<i64>,
    /// How the history is shown.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ShowFormat,
}

/// The flags of `show`.
#[derive(Debug, clap::Args)]
pub(crate) struct ShowArgs {
    /// The import, by its number in the history.
    #[arg(value_name = "ID", allow_negative_numbers = true)]
    pub(crate) id: i64,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// How the import is shown.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ShowFormat,
}

/// The flags of `errors`.
#[derive(Debug, clap::Args)]
pub(crate) struct ErrorsArgs {
    /// The import, by its number in the history.
    #[arg(value_name = "ID", allow_negative_numbers = true)]
    pub(crate) id: i64,
    /// Write to this new file, which only its owner can read; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// Let --output replace an existing file.
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// How the result is shown.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ShowFormat,
}

/// The flags of `undo`.
#[derive(Debug, clap::Args)]
#[command(after_help = UNDO_EXIT_STATUS)]
pub(crate) struct UndoArgs {
    /// The import, by its number in the history.
    #[arg(value_name = "ID", allow_negative_numbers = true)]
    pub(crate) id: i64,
    /// The user who undoes the import: the login of an active user who may import. Their level limits whom
    /// they can deactivate.
    #[arg(long = "as", value_name = "LOGIN")]
    pub(crate) undoer: String,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// Undo without asking. By default, the command asks in a terminal, and only shows a preview elsewhere.
    #[arg(long)]
    pub(crate) yes: bool,
    /// How the result is shown.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ShowFormat,
}

impl DatabaseArgs {
    /// The flag as it is typed after a command, with a space before it; empty if it was not given.
    pub(crate) fn as_flag(&self) -> String {
        let Some(path) = &self.db else { return String::new() };
        let path = path.display().to_string();
        if path.contains(|character: char| !character.is_alphanumeric() && !"-_./\\:".contains(character)) {
            return format!(" --db '{}'", path.replace('\'', r"'\''"));
        }
        format!(" --db {path}")
    }
}

impl ImportArgs {
    /// Whether one error prevents the creation of all users.
    pub(crate) fn mode(&self) -> ImportMode {
        if self.all_or_nothing { ImportMode::AllOrNothing } else { ImportMode::PartialSuccess }
    }
}

impl HistoryArgs {
    /// The filter for imports.
    pub(crate) fn filter(&self) -> ImportFilter {
        ImportFilter {
            status: self.status.clone(),
            users: self.users,
            created: self.created,
            rows_with_errors: self.rows_with_errors,
            uploaded_by: self.uploaded_by.clone(),
            file_name: self.file_name.clone(),
        }
    }

    /// The import before which the page begins.
    pub(crate) fn before(&self) -> Option<ImportId> {
        self.before.map(ImportId)
    }
}

impl ErrorsArgs {
    /// What happens to an existing file with the name of `--output`.
    pub(crate) fn existing(&self) -> Existing {
        if self.overwrite { Existing::Replace } else { Existing::Keep }
    }
}
