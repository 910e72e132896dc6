//! `history`, `show` and `errors`: what was imported, and the rows to mend.

use std::path::Path;

use bulk_user_upload::{
    HistoryPage, ImportId, ImportStatus, ImportStore, RowOutcome, write_kept_rows_with_errors,
};
use bulk_user_upload_sqlite::StoreError;

use crate::args::{Color, ErrorsArgs, HistoryArgs, ShowArgs, ShowFormat};
use crate::database;
use crate::error::Error;
use crate::new_file::{Access, NewFile};
use crate::output::{self, counted};
use crate::terminal::{tell, write_stdout};

/// Runs `history`.
pub(crate) fn history(args: &HistoryArgs, color: Color) -> Result<(), Error> {
    let store = database::open(&args.database)?;
    // One more than is shown tells whether there are more.
    let page = HistoryPage { before: args.before(), limit: args.limit.saturating_add(1) };
    let mut records = store.history(&args.filter(), page)?;
    let has_more = records.len() > args.limit;
    records.truncate(args.limit);
    match args.format {
        ShowFormat::Human => output::history(&records, color)?,
        ShowFormat::Json => output::json(&records)?,
    }
    if let (true, Some(last)) = (has_more, records.last()) {
        tell(&format!("There are more: add --before {}.", last.id));
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
    if rows.is_empty() {
        tell(&format!("Import {id} has no rows with errors, so nothing was written."));
        return Ok(());
    }
    if details.record.status == ImportStatus::InProgress {
        tell(&format!(
            "note: import {id} is in progress: there may be more rows with errors when it has ended."
        ));
    }
    if args.output == Path::new("-") {
        return write_stdout(|out| write_kept_rows_with_errors(&details.file, &rows, out).map(drop));
    }
    let existing = args.existing();
    let file = NewFile { path: args.output, existing, access: Access::Owner };
    file.write(|file| write_kept_rows_with_errors(&details.file, &rows, std::io::BufWriter::new(file)))?;
    let rows = counted(rows.len(), "row", "rows");
    tell(&format!(
        "Wrote {rows} with errors to {}. Passwords are not kept: type them again.",
        file.path.display()
    ));
    Ok(())
}
