//! What several flags choose from.

use clap::ValueEnum;

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
    /// One JSON object for each error, on a line of its own
    Jsonl,
    /// One line of CSV for each error
    Csv,
}

/// How the contents of the database are shown.
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

/// What happens to passwords in the rows-with-errors file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeepOrBlank {
    /// They stay, as in the file that is checked
    #[default]
    Keep,
    /// They are left blank
    Blank,
}

impl From<KeepOrBlank> for bulk_user_upload::Passwords {
    fn from(choice: KeepOrBlank) -> Self {
        match choice {
            KeepOrBlank::Keep => Self::Keep,
            KeepOrBlank::Blank => Self::Blank,
        }
    }
}

/// What `template` writes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TemplateFormat {
    /// The CSV file to fill in.
    #[default]
    Csv,
    /// The template itself, as TOML.
    Toml,
    /// The template itself, as JSON.
    Json,
}
