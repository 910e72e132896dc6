//! The rows-with-errors file: the upload's own rows, ready to mend (SPEC section 8).

use std::io::{self, Write};
use std::ops::Range;

use zeroize::Zeroizing;

use super::{Report, Resolved};
use crate::csv_cell::push_escaped_cell;
use crate::dialect::CANDIDATES;
use crate::header::Role;
use crate::problem::Finding;
use crate::sheet::Reread;
use crate::wiped;

/// Whether the passwords go into a rows-with-errors file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passwords {
    /// They stay, for a caller who holds the upload itself.
    Keep,
    /// They are left blank, for a file that is stored or passed on. The cell `Errors` says so. Of a row whose cells cannot
    /// be told apart, every cell that may hold the password is left blank.
    Blank,
}

/// What stands between the messages of a row.
const BETWEEN_MESSAGES: &str = " | ";

const PASSWORD_LEFT_OUT: &str = "The password is left out of this file: type it again.";

impl Report {
    /// Writes the rows with errors as CSV: UTF-8 with byte-order mark, CRLF, the upload's own columns in their order with
    /// the values as typed, then the column `Errors` with the row's messages. The delimiter is the upload's own where it
    /// is comma, semicolon, tab or pipe, else a comma. What begins like a formula is escaped with a `'`, which a new
    /// check takes off again.
    ///
    /// Where the messages would make the file larger than the template allows, so that it could not be checked again, the
    /// cells `Errors` have the codes' titles, or their numbers alone, or nothing: the longest that fits. A file that is too
    /// large even so has the messages.
    ///
    /// Returns how many rows were written. After an error of the file there are no rows, and nothing is written.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::{Answers, Passwords, Template, Upload, check};
    ///
    /// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
    /// let checked = check(&template, Upload::new("users.csv", "Login;Note\nann;-\nbob;=1+1\n"));
    /// let report = checked.resolve(Answers { logins: vec![false, true], ..Answers::default() })?;
    /// let mut file = Vec::new();
    /// assert_eq!(report.write_rows_with_errors(&mut file, Passwords::Keep)?, 1);
    /// let text = String::from_utf8(file)?;
    /// assert!(text.starts_with("\u{FEFF}Login;Note;Errors\r\nbob;'=1+1;\"The login “bob” already exists. "));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_rows_with_errors(&self, mut out: impl Write, passwords: Passwords) -> io::Result<usize> {
        let Some(resolved) = &self.resolved else { return Ok(0) };
        if self.findings.is_empty() {
            return Ok(0);
        }
        let export = Export::new(self, resolved, passwords);
        let limit = self.template.limits().max_bytes();
        let fits = |wording: &Wording| {
            let mut room = Room(limit);
            export.write(&mut room, *wording).is_ok()
        };
        let wording = Wording::LONGEST_FIRST.into_iter().find(fits).unwrap_or(Wording::Messages);
        let rows = export.write(&mut out, wording)?;
        out.flush()?;
        Ok(rows)
    }
}

/// How the cells `Errors` are worded.
#[derive(Debug, Clone, Copy)]
enum Wording {
    Messages,
    Titles,
    Numbers,
    Nothing,
}

impl Wording {
    const LONGEST_FIRST: [Self; 4] = [Self::Messages, Self::Titles, Self::Numbers, Self::Nothing];
}

/// A writer that keeps nothing, and fails where more is written than there is room for.
struct Room(u64);

impl Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len() as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Export<'r> {
    report: &'r Report,
    resolved: &'r Resolved,
    delimiter: char,
    /// The upload's columns, less its own old `Errors`, and less those without name and text: of these a hostile header can
    /// have as many as the file has rows.
    columns: Vec<usize>,
    /// The template's column of the password, where that is to be left out.
    hidden: Option<usize>,
}

/// A line of CSV in the making. It may hold a password.
struct Line {
    text: Zeroizing<String>,
    delimiter: char,
    is_begun: bool,
}

impl Line {
    fn cell(&mut self, text: &str) {
        // At the most, every character is a quote, and there are two around it, an escape, a delimiter and the line end.
        wiped::reserve(&mut self.text, 2 * text.len() + 6);
        if std::mem::replace(&mut self.is_begun, true) {
            self.text.push(self.delimiter);
        }
        push_escaped_cell(&mut self.text, text);
    }

    fn end(mut self) -> Zeroizing<String> {
        self.text.push_str("\r\n");
        self.text
    }
}

impl<'r> Export<'r> {
    fn new(report: &'r Report, resolved: &'r Resolved, passwords: Passwords) -> Self {
        let own = resolved.sheet().delimiter.as_str().chars().next();
        let hidden = match passwords {
            Passwords::Keep => None,
            Passwords::Blank => report.template.roles().password,
        };
        let delimiter = own.filter(|own| CANDIDATES.contains(own)).unwrap_or(CANDIDATES[0]);
        let header = &resolved.sheet().header;
        let is_written = |&index: &usize| !matches!(header.roles[index], Role::Errors | Role::Blank);
        let columns = (0..header.width()).filter(is_written).collect();
        Self { report, resolved, delimiter, columns, hidden }
    }

    fn write(&self, out: &mut dyn Write, wording: Wording) -> io::Result<usize> {
        out.write_all("\u{FEFF}".as_bytes())?;
        out.write_all(self.header().as_bytes())?;
        let mut rows = 0;
        for findings in self.report.findings.chunk_by(|a, b| a.entry() == b.entry()) {
            out.write_all(self.row(findings, wording).as_bytes())?;
            rows += 1;
        }
        Ok(rows)
    }

    /// What the cell `Errors` of a row says.
    fn errors(&self, findings: &[Finding], wording: Wording, left_out: bool) -> String {
        let word = |&finding: &Finding| match wording {
            Wording::Messages => Some(self.report.problem(finding).message()),
            Wording::Titles => Some(finding.code().title().to_owned()),
            Wording::Numbers => Some(finding.code().number().to_string()),
            Wording::Nothing => None,
        };
        let mut words: Vec<_> = findings.iter().filter_map(word).collect();
        if left_out && matches!(wording, Wording::Messages) {
            words.push(PASSWORD_LEFT_OUT.to_owned());
        }
        words.join(BETWEEN_MESSAGES)
    }

    fn line(&self) -> Line {
        Line { text: Zeroizing::default(), delimiter: self.delimiter, is_begun: false }
    }

    fn header(&self) -> Zeroizing<String> {
        let mut line = self.line();
        for &index in &self.columns {
            line.cell(&self.resolved.sheet().header.names[index]);
        }
        line.cell("Errors");
        line.end()
    }

    fn row(&self, findings: &[Finding], wording: Wording) -> Zeroizing<String> {
        let entry = findings[0].entry();
        let row = self.resolved.sheet().reread(entry);
        let width = self.resolved.sheet().header.width();
        let hidden = self.hidden_cells(entry, &row);
        let mut left_out = false;
        let mut text = |index: usize| {
            let text = cell_as_typed(&row, index);
            let is_hidden = hidden.contains(&index) && !crate::characters::is_blank(text);
            left_out |= is_hidden;
            if is_hidden { "" } else { text }
        };
        let mut line = self.line();
        for &index in &self.columns {
            line.cell(text(index));
        }
        // What stands beyond the header comes after `Errors`, so that it is found again.
        let mut extra: Vec<_> = (width..Self::length(&row)).map(&mut text).collect();
        if self.is_damaged_in_errors(&row) {
            extra.push(text(row.row.len()));
        }
        line.cell(&self.errors(findings, wording, left_out));
        for text in extra {
            line.cell(text);
        }
        line.end()
    }

    /// How many cells a row has, the damaged one included. Blank ones beyond the header count: by them a new check sees that
    /// the password may have been moved.
    fn length(row: &Reread<'_>) -> usize {
        row.row.len() + usize::from(row.raw.damage.is_some())
    }

    /// Whether the damage of a row began in the upload's own `Errors`, which is not written.
    fn is_damaged_in_errors(&self, row: &Reread<'_>) -> bool {
        let role = self.resolved.sheet().header.roles.get(row.row.len());
        row.raw.damage.is_some() && role == Some(&Role::Errors)
    }

    /// The cells that may hold the password: its own; in a row with too many cells, blank or not, as many more as there are
    /// too many, for an unquoted delimiter before it moved it; in a damaged row, where nobody can tell, all from there on.
    fn hidden_cells(&self, entry: usize, row: &Reread<'_>) -> Range<usize> {
        let sheet = self.resolved.sheet();
        let hidden = sheet.may_be_password(entry, self.hidden);
        if row.raw.damage.is_some() && !hidden.is_empty() {
            return hidden.start.min(row.row.len())..usize::MAX;
        }
        hidden
    }
}

/// The text of a cell as typed; of a damaged row, the cell after those that were read is the rest of its line.
fn cell_as_typed<'t>(row: &'t Reread<'_>, index: usize) -> &'t str {
    match (row.row.get(index), row.raw.damage) {
        (Some(&cell), _) => row.cells.get(cell),
        (None, Some(damage)) if index == row.row.len() => row.cells.get(damage.rest),
        (None, _) => "",
    }
}
