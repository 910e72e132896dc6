//! The import history, and a single import, for people.

use std::fmt::Write as _;

use bulk_user_upload::import::{
    ImportDetails, ImportMode, ImportRecord, ImportStatus, ImportedRow, RowOutcome, StoredNoticeGroup,
    StoredProblem,
};
use bulk_user_upload::problem::format_rows;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::counted;
use super::position::before_message;
use super::table::{Align, Table};
use crate::args::Color;
use crate::error::Error;
use crate::terminal::{ERROR, GOOD, GUIDE, TITLE, visible, write_text};

/// The number of users shown. JSON has all of them.
const MAX_USERS: usize = 20;

/// The number of notices shown. JSON has all of them.
const MAX_NOTICES: usize = 50;

/// The number of rows with errors shown. The rows-with-errors file has all of them.
const MAX_ROWS: usize = 50;

/// The table that the page shows.
pub(crate) fn history(records: &[ImportRecord], color: Color) -> Result<(), Error> {
    if records.is_empty() {
        return write_text("No imports.\n", color);
    }
    let mut table = Table::new(&[
        ("ID", Align::Right),
        ("Upload status", Align::Left),
        ("Users", Align::Right),
        ("Created", Align::Right),
        ("Rows with errors", Align::Right),
        ("Uploaded by", Align::Left),
        ("Upload start", Align::Left),
        ("Upload end", Align::Left),
        ("File", Align::Left),
    ]);
    for record in records {
        table.row([
            record.id.to_string(),
            status(record.status),
            record.users.to_string(),
            record.created.to_string(),
            record.rows_with_errors.to_string(),
            record.uploaded_by.clone(),
            time(record.start),
            record.end.map(time).unwrap_or_default(),
            record.file_name.clone(),
        ]);
    }
    write_text(&table.to_string(), color)
}

/// What the page shows under Details.
pub(crate) fn details(details: &ImportDetails, rows: &[ImportedRow], color: Color) -> Result<(), Error> {
    let mut text = head(details);
    counts(&mut text, details);
    let (of_rows, of_file): (Vec<_>, Vec<_>) =
        details.notice_groups().into_iter().partition(|group| group.first.row.is_some());
    notices(&mut text, &of_file);
    for error in &details.file_errors {
        let _ = writeln!(text, "\n{ERROR}error{ERROR:#}: {}", visible(&error.message));
    }
    rows_with_errors(&mut text, rows);
    notices(&mut text, &of_rows);
    users(&mut text, rows);
    write_text(&text, color)
}

/// A tick, a cross or a spinner, with the word for readers who cannot see them.
fn status(status: ImportStatus) -> String {
    let (sign, word) = match status {
        ImportStatus::InProgress => ("…", "in progress"),
        ImportStatus::Succeeded => ("✓", "succeeded"),
        ImportStatus::Failed => ("✗", "failed"),
        ImportStatus::Interrupted => ("✗", "interrupted"),
        ImportStatus::Undone => ("↶", "undone"),
    };
    format!("{sign} {word}")
}

/// The time in the time zone of the reader.
pub(super) fn time(time: Timestamp) -> String {
    time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

fn head(details: &ImportDetails) -> String {
    let record = &details.record;
    let style = if record.status == ImportStatus::Succeeded { GOOD } else { TITLE };
    let mut text =
        format!("{TITLE}Import {}{TITLE:#}  {style}{}{style:#}\n", record.id, status(record.status));
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<18}{}", visible(value));
    };
    line("Users", &record.users.to_string());
    line("Created", &record.created.to_string());
    line("Rows with errors", &record.rows_with_errors.to_string());
    if record.not_attempted > 0 {
        line("Not attempted", &format!("{}{}", record.not_attempted, why_not_attempted(details)));
    }
    line("Uploaded by", &record.uploaded_by);
    line("Upload start", &time(record.start));
    line("Upload end", &record.end.map(time).unwrap_or_default());
    line("File", &file(details));
    if let Some(hash) = &record.sha256 {
        line("SHA-256", hash);
    }
    if let Some(earlier) = record.same_file_as {
        line("Same file as", &format!("import {earlier}"));
    }
    if let Some(undone) = &record.undone {
        let users = counted(undone.users as usize, "user", "users");
        line("Undone", &format!("{users} deactivated by {}, {}", undone.by, time(undone.at)));
    }
    text
}

fn why_not_attempted(details: &ImportDetails) -> &'static str {
    let record = &details.record;
    match record.status {
        ImportStatus::InProgress => "",
        _ if !details.file_errors.is_empty() => " (the file itself has errors)",
        _ if record.mode == ImportMode::AllOrNothing && record.rows_with_errors > 0 => " (all or nothing)",
        _ => " (the import was interrupted: upload the file again)",
    }
}

fn file(details: &ImportDetails) -> String {
    let mut text = details.file.name.clone();
    if let Some(size) = details.file.size {
        let _ = write!(text, ", {size} bytes");
    }
    if let Some(encoding) = &details.file.encoding {
        let _ = write!(text, ", {encoding}");
    }
    text
}

/// How often each error occurs in the file.
fn counts(text: &mut String, details: &ImportDetails) {
    if details.error_counts.is_empty() {
        return;
    }
    let mut table = Table::new(&[("No.", Align::Right), ("Error", Align::Left), ("Count", Align::Right)]);
    for count in &details.error_counts {
        table.row([count.number.to_string(), count.title.clone(), count.count.to_string()]);
    }
    let _ = write!(text, "\n{table}");
}

fn notices(text: &mut String, groups: &[StoredNoticeGroup<'_>]) {
    for group in groups.iter().take(MAX_NOTICES) {
        let position = before_message(&group.rows, group.first.into());
        let _ = writeln!(text, "\n{GUIDE}note{GUIDE:#}: {position}{}", visible(&group.first.message));
    }
    if let more @ 1.. = groups.len().saturating_sub(MAX_NOTICES) {
        let _ = writeln!(text, "\nand {}", counted(more, "more note", "more notes"));
    }
}

fn rows_with_errors(text: &mut String, rows: &[ImportedRow]) {
    let with_errors: Vec<_> = rows.iter().filter(|row| row.outcome == RowOutcome::WithErrors).collect();
    if with_errors.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{TITLE}Rows with errors{TITLE:#}");
    for row in with_errors.iter().take(MAX_ROWS) {
        row_errors(text, row);
    }
    if let more @ 1.. = with_errors.len().saturating_sub(MAX_ROWS) {
        let _ = writeln!(text, "  and {more} more");
    }
}

/// A row with its login, and a line for each error.
pub(super) fn row_errors(text: &mut String, row: &ImportedRow) {
    let login = row.login.as_deref().map(|login| format!("  {}", visible(login))).unwrap_or_default();
    let _ = writeln!(text, "  {GUIDE}row {}{GUIDE:#}{login}", row.row);
    for StoredProblem { cell, message, .. } in &row.errors {
        let position = cell.as_deref().map(|cell| format!("{cell}: ")).unwrap_or_default();
        let _ = writeln!(text, "    {position}{}", visible(message));
    }
}

fn users(text: &mut String, rows: &[ImportedRow]) {
    let titles = [
        (RowOutcome::Pending, "Still to be created"),
        (RowOutcome::Created, "Created"),
        (RowOutcome::Undone, "Deactivated again"),
        (RowOutcome::NotAttempted, "Not attempted"),
    ];
    for (outcome, title) in titles {
        let users: Vec<_> = rows.iter().filter(|row| row.outcome == outcome).collect();
        if users.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{TITLE}{title}{TITLE:#}");
        for user in users.iter().take(MAX_USERS) {
            let login = user.login.as_deref().unwrap_or_default();
            let _ = writeln!(text, "  {GUIDE}row {}{GUIDE:#}  {}", user.row, visible(login));
        }
        if users.len() > MAX_USERS {
            let rest: Vec<_> = users[MAX_USERS..].iter().map(|user| user.row).collect();
            let _ = writeln!(text, "  and {}", format_rows(&rest, MAX_USERS));
        }
    }
}
