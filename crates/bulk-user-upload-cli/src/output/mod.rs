//! The report, as the flags want it.

mod csv;
mod groups;
mod human;
mod json;
mod places;
mod summary;

use bulk_user_upload::Report;

pub(crate) use self::csv::{csv_failure, csv_writer};
use crate::args::{CheckFormat, Color};
use crate::error::Error;
use crate::terminal::{tell, write_stdout};

/// Writes the report to standard output. Where a format has no room for the notices and the summary, they go to standard
/// error.
pub(crate) fn write(report: &Report, format: CheckFormat, color: Color) -> Result<(), Error> {
    match format {
        CheckFormat::Human => return human::write(report, color),
        CheckFormat::Json => return write_stdout(|out| json::write(report, out)),
        CheckFormat::Jsonl => write_stdout(|out| json::write_lines(report, out))?,
        CheckFormat::Csv => write_stdout(|out| csv::write(report, out))?,
    }
    for notice in report.notices() {
        tell(&format!("note: {}", notice.message()));
    }
    tell(&summary::line(report));
    Ok(())
}
