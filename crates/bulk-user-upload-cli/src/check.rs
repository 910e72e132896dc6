//! `check`: reads the file, the directory and the template, and shows what is wrong.

use bulk_user_upload::{InMemoryDirectory, Report, Template, Upload, validate};
use bulk_user_upload_sqlite::SqliteStore;

use crate::args::{CheckArgs, CheckFormat, Color};
use crate::database;
use crate::error::Error;
use crate::errors_file::ErrorsFile;
use crate::input::Input;
use crate::output;

/// What the exit status means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// There are no errors.
    Clean,
    /// The file has errors.
    Problems,
}

/// Runs `check`.
pub(crate) fn run(args: CheckArgs, color: Color) -> Result<Verdict, Error> {
    let check = Check::resolve(args)?;
    let (format, errors_file) = (check.format, check.errors_file);
    let report = check.subject.report()?;
    // The rows with errors are written first, because the reader of the report may close the pipe before its
    // end.
    if let Some(file) = errors_file {
        file.write(&report)?;
    }
    output::write(&report, format, color)?;
    Ok(if report.is_ok() { Verdict::Clean } else { Verdict::Problems })
}

/// The resolved flags.
struct Check {
    subject: Subject,
    errors_file: Option<ErrorsFile>,
    format: CheckFormat,
}

/// What is checked, and against what.
struct Subject {
    upload: Upload,
    template: Template,
    directory: Directory,
    uploader: String,
}

/// A directory JSON with its path, or a database.
enum Directory {
    Json(InMemoryDirectory, String),
    Database(SqliteStore),
}

impl Check {
    fn resolve(args: CheckArgs) -> Result<Self, Error> {
        let directory = args.directory.as_deref().map(Input::directory).transpose()?;
        let template = args.upload.template.as_deref().map(Input::template).transpose()?;
        let upload = Input::upload(&args.upload.file)?;
        let inputs: Vec<_> =
            [Some(&upload), directory.as_ref(), template.as_ref()].into_iter().flatten().collect();
        let errors_file = ErrorsFile::resolve(&args, &inputs)?;
        let directory = match directory {
            Some(json) => {
                let path = json.path().display().to_string();
                Directory::Json(json.read_directory()?, path)
            }
            None => Directory::Database(database::open(&args.database)?),
        };
        let template = template.map_or_else(|| Ok(Template::default()), Input::read_template)?;
        let upload = upload.read_upload(&args.upload, &template)?;
        let subject = Subject { upload, template, directory, uploader: args.uploader };
        Ok(Self { subject, errors_file, format: args.format })
    }
}

impl Subject {
    fn report(self) -> Result<Report, Error> {
        match self.directory {
            Directory::Json(directory, path) => {
                let uploader = directory.as_uploader(&self.uploader);
                let uploader = uploader.map_err(|source| Error::Directory { path, source })?;
                Ok(validate(&self.template, self.upload, &uploader)?)
            }
            Directory::Database(store) => {
                Ok(validate(&self.template, self.upload, &store.as_uploader(&self.uploader)?)?)
            }
        }
    }
}
