//! The flags as they are parsed. What they stand for is worked out by the module of each subcommand.

mod database;
mod serve;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use self::database::{
    DatabaseArgs, DirectoryCommand, DirectoryLoadArgs, DirectoryShowArgs, ErrorsArgs, HistoryArgs,
    ImportArgs, SetPasswordArgs, ShowArgs, UndoArgs,
};
pub(crate) use self::serve::{LogFormat, ServeArgs};
use crate::new_file::Existing;

/// Imports users from a CSV file: says everything that is wrong at once, exactly where, and how to mend it; creates every
/// good row once, hands the bad ones back, and can undo.
#[derive(Debug, Parser)]
#[command(name = "bulk-user-upload", version, after_help = EXIT_STATUS)]
pub(crate) struct Args {
    /// Whether to use colours; by default in a terminal, unless `NO_COLOR` is set.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_STATUS: &str = "\
Exit status: 0 if all is well, 1 if the file has errors, 2 if the command could not run.";

const CHECK_EXAMPLES: &str = "\
Examples:
  bulk-user-upload check users.csv --as alice
  bulk-user-upload check users.csv --directory directory.json --as alice
  bulk-user-upload check users.csv --directory directory.json --as alice --errors-to mend.csv
  producer | bulk-user-upload check - --directory directory.json --as alice --format jsonl

Exit status: 0 if the file has no errors, 1 if it has, 2 if the check could not run.";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check a file: what is wrong, in which cell, and what to do about it
    Check(CheckArgs),
    /// Write the import template: a CSV file with the header to fill in below
    Template(TemplateArgs),
    /// Check a file, create the users of its good rows, and keep the bad rows for mending
    Import(ImportArgs),
    /// List the imports, newest first
    History(HistoryArgs),
    /// Show an import: its counts, its errors, its users
    Show(ShowArgs),
    /// Write the rows with errors of an import, ready to mend and upload again
    Errors(ErrorsArgs),
    /// Deactivate the users that an import created
    Undo(UndoArgs),
    /// Fill or show the directory of users, permission groups, teams and capacity plans
    #[command(subcommand)]
    Directory(DirectoryCommand),
    /// Serve the Bulk User Upload page and its JSON API
    Serve(ServeArgs),
    /// List every error code, with its number and what it means
    Codes(CodesArgs),
    /// Write completions for a shell
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Write the manual page (roff)
    Man,
}

/// The flags of `check`.
#[derive(Debug, clap::Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct CheckArgs {
    /// The file to check; `-` reads standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// The directory to check against, as JSON: users, permission groups, teams, capacity plans. Without it, that of the
    /// database.
    #[arg(long, value_name = "D.json", conflicts_with = "db")]
    pub(crate) directory: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// Who uploads: the login of an active user of the directory. Their level and teams are what the check goes by.
    #[arg(long = "as", value_name = "LOGIN")]
    pub(crate) uploader: String,
    /// A template other than the product's: TOML where the name ends in `.toml`, else JSON.
    #[arg(long, value_name = "T")]
    pub(crate) template: Option<PathBuf>,
    /// The name that the file goes by, in place of its own. Standard input is `stdin.csv` without it.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// How the errors are shown.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: CheckFormat,
    /// Write the rows with errors to this new file, ready to mend and upload again. Only its owner can read it.
    #[arg(long, value_name = "FILE")]
    pub(crate) errors_to: Option<PathBuf>,
    /// Let --errors-to replace a file that exists.
    #[arg(long, requires = "errors_to")]
    pub(crate) overwrite: bool,
    /// Whether the file of --errors-to has the passwords.
    #[arg(long, value_enum, default_value_t, requires = "errors_to")]
    pub(crate) passwords: KeepOrBlank,
}

/// The flags of `template`.
#[derive(Debug, clap::Args)]
pub(crate) struct TemplateArgs {
    /// Write to this new file; standard output without it, or with `-`.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// A template other than the product's: TOML where the name ends in `.toml`, else JSON.
    #[arg(long, value_name = "T")]
    pub(crate) template: Option<PathBuf>,
    /// Let --output replace a file that exists.
    #[arg(long, requires = "output")]
    pub(crate) overwrite: bool,
}

/// The flags of `codes`.
#[derive(Debug, clap::Args)]
pub(crate) struct CodesArgs {
    /// How the codes are shown.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: CodesFormat,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// In a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// In files and pipes, too
    Always,
    /// Never
    Never,
}

/// How a report is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people: the same problem on many rows is shown once
    #[default]
    Human,
    /// The whole report as one JSON object
    Json,
    /// One JSON object a line for each error
    Jsonl,
    /// One line of CSV for each error
    Csv,
}

/// How what is in the database is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ShowFormat {
    /// For people
    #[default]
    Human,
    /// As JSON
    Json,
}

/// How the catalogue of codes is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CodesFormat {
    /// A table for people
    #[default]
    Human,
    /// An array of JSON objects
    Json,
    /// CSV with a header
    Csv,
}

/// What becomes of passwords in the rows-with-errors file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeepOrBlank {
    /// They stay, as in the file that is checked
    #[default]
    Keep,
    /// They are left blank
    Blank,
}

impl CheckArgs {
    /// What becomes of a file that exists under the name of `--errors-to`.
    pub(crate) fn existing(&self) -> Existing {
        if self.overwrite { Existing::Replace } else { Existing::Keep }
    }
}

impl TemplateArgs {
    /// What becomes of a file that exists under the name of `--output`.
    pub(crate) fn existing(&self) -> Existing {
        if self.overwrite { Existing::Replace } else { Existing::Keep }
    }
}

impl From<KeepOrBlank> for bulk_user_upload::Passwords {
    fn from(choice: KeepOrBlank) -> Self {
        match choice {
            KeepOrBlank::Keep => Self::Keep,
            KeepOrBlank::Blank => Self::Blank,
        }
    }
}
