//! The result of an import.

use std::collections::HashSet;
use std::fmt::Write as _;

use bulk_user_upload::Report;
use bulk_user_upload::import::{ImportDetails, ImportMode, ImportStatus, ImportedRow, RowOutcome};
use serde::Serialize;

use super::history::{row_errors, time};
use super::{counted, human, json};
use crate::args::{Color, DatabaseArgs};
use crate::error::Error;
use crate::terminal::{GOOD, GUIDE, TITLE, visible, write_text};

/// An import with its rows.
#[derive(Serialize)]
struct Import<'d> {
    #[serde(flatten)]
    details: &'d ImportDetails,
    rows: &'d [ImportedRow],
}

/// Details and rows as one JSON object.
pub(crate) fn import_json(details: &ImportDetails, rows: &[ImportedRow]) -> Result<(), Error> {
    json::write_value(&Import { details, rows })
}

/// For people: the errors as a check shows them, the rows that the directory has refused since, and the
/// result.
pub(crate) fn imported(
    report: &Report,
    details: &ImportDetails,
    rows: &[ImportedRow],
    database: &DatabaseArgs,
    color: Color,
) -> Result<(), Error> {
    let mut text = human::problems(report);
    text.push_str(&refused(report, rows));
    text.push_str(&result(details, database));
    write_text(&text, color)
}

/// Rows that were valid at the check, but were refused when their users were created.
fn refused(report: &Report, rows: &[ImportedRow]) -> String {
    let known: HashSet<_> = report.errors().filter_map(|problem| problem.row()).collect();
    let refused: Vec<_> = rows
        .iter()
        .filter(|row| row.outcome == RowOutcome::WithErrors && !known.contains(&row.row))
        .collect();
    let mut text = String::new();
    if !refused.is_empty() {
        let _ = writeln!(text, "{TITLE}Valid when checked, refused when created{TITLE:#}");
        for row in refused {
            row_errors(&mut text, row);
        }
        text.push('\n');
    }
    text
}

fn result(details: &ImportDetails, database: &DatabaseArgs) -> String {
    let record = &details.record;
    let mut text = String::new();
    if let Some(earlier) = record.same_file_as {
        let _ = writeln!(
            text,
            "{GUIDE}note{GUIDE:#}{TITLE}:{TITLE:#} The same file was uploaded before, as import {earlier}.\n"
        );
    }
    let style = if record.status == ImportStatus::Succeeded { GOOD } else { TITLE };
    let users = counted(record.users as usize, "user", "users");
    let rows = counted(record.rows_with_errors as usize, "row", "rows");
    let _ = write!(text, "{style}Import {}: {users}, {} created", record.id, record.created);
    if record.rows_with_errors > 0 {
        let _ = write!(text, ", {rows} with errors");
    }
    if record.not_attempted > 0 {
        let _ = write!(text, ", {} not attempted", record.not_attempted);
    }
    let _ = writeln!(text, ".{style:#}");
    if let Some(next) = next_step(details, database) {
        let _ = writeln!(text, "{}", visible(&next));
    }
    text
}

/// What to do next.
fn next_step(details: &ImportDetails, database: &DatabaseArgs) -> Option<String> {
    let record = &details.record;
    match record.status {
        ImportStatus::Interrupted => Some(format!(
            "The import was interrupted at {}. Upload the file again to create the others.",
            record.end.map(time).unwrap_or_default()
        )),
        ImportStatus::Failed if !details.file_errors.is_empty() => {
            Some("Mend the file, and upload it again.".to_owned())
        }
        ImportStatus::Failed if record.mode == ImportMode::AllOrNothing => {
            Some("Nothing was created. Mend the rows in the file, and upload all of it again.".to_owned())
        }
        ImportStatus::Failed => Some(format!(
            "To get the rows with errors, ready to mend: bulk-user-upload errors {} -o FILE{}",
            record.id,
            database.as_flag()
        )),
        _ => None,
    }
}
