//! `--format csv`: one error per line, for a spreadsheet.

use std::io::{self, Write};

use bulk_user_upload::Report;
use bulk_user_upload::text::escape_formula;

use crate::terminal::visible;

const HEADER: [&str; 10] =
    ["row", "line", "cell", "column", "code", "number", "level", "value", "message", "suggestion"];

/// A writer of the CSV that the command prints: CRLF, no byte-order mark.
pub(crate) fn csv_writer<W: Write>(out: W) -> csv::Writer<W> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out)
}

/// The error of the underlying writer. If it stayed wrapped in another error, a closed pipe would not be
/// recognised.
pub(crate) fn csv_failure(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

/// A header, and a line for each error. Invisible characters are written as code points, so that each error
/// is on one line. Text that begins like a formula is escaped.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv_writer(out);
    csv.write_record(HEADER).map_err(csv_failure)?;
    for problem in report.errors() {
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let cells = [
            number(problem.row()),
            number(problem.line()),
            problem.cell().unwrap_or_default().to_owned(),
            problem.column().unwrap_or_default().to_owned(),
            problem.code().as_str().to_owned(),
            problem.code().number().to_string(),
            problem.code().level().as_str().to_owned(),
            problem.value().unwrap_or_default().to_owned(),
            problem.message(),
            problem.suggestion().unwrap_or_default().to_owned(),
        ];
        let cells = cells.iter().map(|cell| escape_formula(&visible(cell)).into_owned());
        csv.write_record(cells).map_err(csv_failure)?;
    }
    csv.flush()
}
