//! The flags as they are parsed. The module of each subcommand resolves them.

mod choices;
mod database;
mod serve;
mod upload;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub(crate) use self::choices::{CheckFormat, CodesFormat, Color, KeepOrBlank, ShowFormat, TemplateFormat};
pub(crate) use self::database::{
    DatabaseArgs, DirectoryCommand, DirectoryLoadArgs, DirectoryShowArgs, ErrorsArgs, HistoryArgs,
    ImportArgs, SetPasswordArgs, ShowArgs, UndoArgs,
};
pub(crate) use self::serve::{LogFormat, ServeArgs};
pub(crate) use self::upload::UploadArgs;
use crate::new_file::Existing;

/// Imports users from a CSV file: shows every error at once, with its cell and how to correct it; creates the
/// user of each valid row once; returns the rows with errors; and can undo an import.
#[derive(Debug, Parser)]
#[command(name = "bulk-user-upload", version, after_help = EXIT_STATUS)]
pub(crate) struct Args {
    /// When to use colours. By default, in a terminal unless `NO_COLOR` is set.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_STATUS: &str = "\
Exit status: 0 if there are no errors, 1 if the file has errors, 2 if the command could not run.";

const CHECK_EXAMPLES: &str = "\
Examples:
  bulk-user-upload check users.csv --as alice
  bulk-user-upload check users.csv --directory directory.json --as alice
  bulk-user-upload check users.csv --directory directory.json --as alice --errors-to to-mend.csv
  producer | bulk-user-upload check - --directory directory.json --as alice --format jsonl
  bulk-user-upload check users.csv --as alice --encoding windows-1250 --map E-mail=Login

Exit status: 0 if the file has no errors, 1 if it has errors, 2 if the check could not run.";

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check a file: what is wrong, in which cell, and what to do about it
    Check(CheckArgs),
    /// Write the import template: a CSV file with the header to fill in below
    Template(TemplateArgs),
    /// Check a file, create the users of its valid rows, and keep the rows with errors
    Import(ImportArgs),
    /// List the imports, newest first
    History(HistoryArgs),
    /// Show an import: its counts, its errors, its users
    Show(ShowArgs),
    /// Write the rows with errors of an import, to correct and upload again
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
    #[command(flatten)]
    pub(crate) upload: UploadArgs,
    /// The directory to check against, as JSON: users, permission groups, teams, capacity plans. By default,
    /// the directory in the database.
    #[arg(long, value_name = "D.json", conflicts_with = "db")]
    pub(crate) directory: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// The uploader: the login of an active user of the directory. Their level and teams limit what they may
    /// assign.
    #[arg(long = "as", value_name = "LOGIN")]
    pub(crate) uploader: String,
    /// How the errors are shown.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: CheckFormat,
    /// Write the rows with errors to this new file, to correct and upload again. Only its owner can read it.
    #[arg(long, value_name = "FILE")]
    pub(crate) errors_to: Option<PathBuf>,
    /// Let --errors-to replace an existing file.
    #[arg(long, requires = "errors_to")]
    pub(crate) overwrite: bool,
    /// Whether the file of --errors-to contains the passwords.
    #[arg(long, value_enum, default_value_t, requires = "errors_to")]
    pub(crate) passwords: KeepOrBlank,
}

/// The flags of `template`.
#[derive(Debug, clap::Args)]
pub(crate) struct TemplateArgs {
    /// Write to this new file. By default, or with `-`, to standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// A template other than the product's: TOML where the name ends in `.toml`, else JSON.
    #[arg(long, value_name = "T")]
    pub(crate) template: Option<PathBuf>,
    /// Let --output replace an existing file.
    #[arg(long, requires = "output")]
    pub(crate) overwrite: bool,
    /// What is written: the CSV file to fill in, or the template itself, to change it and use it with --template.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: TemplateFormat,
}

/// The flags of `codes`.
#[derive(Debug, clap::Args)]
pub(crate) struct CodesArgs {
    /// How the codes are shown.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: CodesFormat,
}

impl CheckArgs {
    /// What happens to an existing file with the name of `--errors-to`.
    pub(crate) fn existing(&self) -> Existing {
        if self.overwrite { Existing::Replace } else { Existing::Keep }
    }
}

impl TemplateArgs {
    /// What happens to an existing file with the name of `--output`.
    pub(crate) fn existing(&self) -> Existing {
        if self.overwrite { Existing::Replace } else { Existing::Keep }
    }
}
