//! `history`, `show` and `errors`: the imports, and their rows with errors.

use std::path::Path;

use bulk_user_upload::import::{
    HistoryPage, ImportId, ImportRecord, ImportStatus, ImportStore, RowOutcome, write_stored_rows_with_errors,
};
use bulk_user_upload_sqlite::StoreError;
use serde::Serialize;

use crate::args::{Color, ErrorsArgs, HistoryArgs, ShowArgs, ShowFormat};
use crate::database;
use crate::error::Error;
use crate::new_file::{Access, NewFile};
use crate::output::{self, counted};
use crate::terminal::{tell, write_stdout};

/// What `history --format json` shows.
#[derive(Serialize)]
struct History<'h> {
    imports: &'h [ImportRecord],
    /// The value of `--before` for the next page; null if there is none.
    next_before: Option<ImportId>,
}

/// What `errors --format json` shows.
#[derive(Serialize)]
struct Written {
    /// The file; null if there are no rows with errors, so that no file was written.
    file: Option<String>,
    rows: usize,
}

/// Runs `history`.
pub(crate) fn history(args: &HistoryArgs, color: Color) -> Result<(), Error> {
    let store = database::open(&args.database)?;
    // One more import than is shown tells whether there is another page.
    let page = HistoryPage { before: args.before(), limit: args.limit.saturating_add(1) };
    let mut records = store.history(&args.filter(), page)?;
    let has_more = records.len() > args.limit;
    records.truncate(args.limit);
    let next_before = records.last().filter(|_| has_more).map(|last| last.id);
    if args.format == ShowFormat::Json {
        return output::json(&History { imports: &records, next_before });
    }
    output::history(&records, color)?;
    if let Some(id) = next_before {
        tell(&format!("There are more: add --before {id}."));
    }
    Ok(())
}

/// Runs `show`.
pub(crate) fn show(args: &ShowArgs, color: Color) -> Result<(), Error> {
    let store = database::open(&args.database)?;
    let id = ImportId(args.id);
    let details = store.details(id)?.ok_or(StoreError::UnknownImport(id))?;
    let rows = store.rows(id, None)?;
    match args.format {
        ShowFormat::Human => output::details(&details, &rows, color),
        ShowFormat::Json => output::import_json(&details, &rows),
    }
}

/// Runs `errors`.
pub(crate) fn errors(args: ErrorsArgs) -> Result<(), Error> {
    let store = database::open(&args.database)?;
    let id = ImportId(args.id);
    let details = store.details(id)?.ok_or(StoreError::UnknownImport(id))?;
    let rows = store.rows(id, Some(RowOutcome::WithErrors))?;
    if details.record.status == ImportStatus::InProgress {
        tell(&format!(
            "note: import {id} is in progress: there may be more rows with errors when it has ended."
        ));
    }
    if !rows.is_empty() && args.output == Path::new("-") {
        return write_stdout(|out| write_stored_rows_with_errors(&details.file, &rows, out).map(drop));
    }
    let format = args.format;
    let mut written = Written { file: None, rows: rows.len() };
    if !rows.is_empty() {
        let existing = args.existing();
        let file = NewFile { path: args.output, existing, access: Access::Owner };
        file.write(|file| {
            write_stored_rows_with_errors(&details.file, &rows, std::io::BufWriter::new(file))
        })?;
        written.file = Some(file.path.display().to_string());
    }
    if format == ShowFormat::Json {
        return output::json(&written);
    }
    tell(&match written.file {
        None => format!("Import {id} has no rows with errors, so nothing was written."),
        Some(file) => {
            let rows = counted(rows.len(), "row", "rows");
            format!("Wrote {rows} with errors to {file}. Passwords are not stored: type them again.")
        }
    });
    Ok(())
}
