//! The report in the format that the flags ask for.

mod csv;
mod directory;
mod history;
mod human;
mod import;
mod json;
mod position;
mod readings;
mod summary;
mod table;
mod undo;

use bulk_user_upload::Report;

pub(crate) use self::csv::{csv_failure, csv_writer};
pub(crate) use self::directory::directory;
pub(crate) use self::history::{details, history};
pub(crate) use self::import::{import_json, imported};
pub(crate) use self::json::write_value as json;
use self::position::before_message;
pub(crate) use self::readings::to_choose_encoding;
pub(crate) use self::summary::counted;
pub(crate) use self::undo::{undo_preview, undone};
use crate::args::{CheckFormat, Color};
use crate::error::Error;
use crate::terminal::{tell, write_stdout};

/// Writes the report to standard output. If the format has no place for the notices and the summary, they go
/// to standard error.
pub(crate) fn write(report: &Report, format: CheckFormat, color: Color) -> Result<(), Error> {
    match format {
        CheckFormat::Human => return human::write(report, color),
        CheckFormat::Json => return json::write_value(report),
        CheckFormat::Jsonl => write_stdout(|out| json::write_lines(report, out))?,
        CheckFormat::Csv => write_stdout(|out| csv::write(report, out))?,
    }
    for group in report.notice_groups() {
        let position = before_message(&group.rows, (&group.first).into());
        tell(&format!("note: {position}{}", group.message));
    }
    tell(&summary::line(report));
    Ok(())
}
