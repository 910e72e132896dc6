//! What a row is before anybody looks at its cells (SPEC section 4): one cause, one error.

use std::ops::RangeInclusive;

use crate::cells::{Cell, Cells};
use crate::characters::is_blank;
use crate::header::{Header, Role};
use crate::problem::{FieldCountHint, RowCode, RowFieldCount};
use crate::records::{Delimiter, RawRow};
use crate::template::Template;

/// The delimiters that are tried on a row of one cell.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// With fewer required columns than this, a row with text in one cell may be a user.
const MIN_REQUIRED: usize = 3;

/// What the rows below a header must be like.
pub(crate) struct RowShape {
    /// The cells of the header, without blank ones after `Errors`.
    width: usize,
    /// The cells of the header up to the last that is not blank.
    named_width: usize,
    /// A row with fewer cells lacks one of a required column.
    min_width: usize,
    /// The column `Errors`.
    errors: Option<usize>,
    /// The column of the password.
    password: Option<usize>,
    /// A row with text in one cell only is not a user.
    is_note_told: bool,
}

impl RowShape {
    pub(crate) fn new(template: &Template, header: &Header) -> Self {
        let is_named = |role: &Role| !matches!(role, Role::Blank | Role::Nameless);
        let named_width = header.roles.iter().rposition(is_named).map_or(0, |last| last + 1);
        let errors = header.roles.iter().position(|&role| role == Role::Errors);
        let columns = template.columns().iter().zip(&header.file_indexes);
        let required = columns.filter(|(column, _)| column.is_required());
        let last_required = required.clone().filter_map(|(_, file_index)| *file_index).max();
        Self {
            width: if errors.is_some() { named_width } else { header.width() },
            named_width,
            min_width: last_required.map_or(0, |last| last + 1),
            errors,
            password: header.password,
            is_note_told: required.count() >= MIN_REQUIRED,
        }
    }

    /// How many cells of a row the header has.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// What is wrong with a row as a whole.
    pub(crate) fn code(&self, cells: &Cells<'_>, raw: RawRow, row: &[Cell]) -> Option<RowCode> {
        if raw.damage.is_some() {
            Some(RowCode::RowQuoting)
        } else if row.len() < self.min_width || !cells.are_blank(row.get(self.width..).unwrap_or_default()) {
            Some(RowCode::RowFieldCount)
        } else if self.is_note_told && row.len() >= self.width && self.has_one_text(cells, row) {
            Some(RowCode::RowNotAUser)
        } else {
            None
        }
    }

    /// Whether exactly one cell has text; the column `Errors` does not count.
    fn has_one_text(&self, cells: &Cells<'_>, row: &[Cell]) -> bool {
        let is_text =
            |(index, &cell): (usize, &Cell)| Some(index) != self.errors && !is_blank(cells.get(cell));
        // Two are enough to know, and in nearly every row they are the first two.
        row.iter().enumerate().filter(|&cell| is_text(cell)).take(2).count() == 1
    }

    /// How many cells a row has more than the header, or fewer: by so many columns its password may have
    /// slipped.
    pub(crate) fn slip(&self, cells: &Cells<'_>, row: &[Cell]) -> i16 {
        let count = self.count(cells, row);
        match count.checked_sub(self.named_width) {
            Some(more) => i16::try_from(more).unwrap_or(i16::MAX),
            None => i16::try_from(self.named_width - count).map_or(i16::MIN, |fewer| -fewer),
        }
    }

    /// How many cells a row has: as the reader gives them, but for blank ones after `Errors`. These are the
    /// padding of a file of rows with errors (SPEC, fine print).
    pub(crate) fn count(&self, cells: &Cells<'_>, row: &[Cell]) -> usize {
        if self.errors.is_none() {
            return row.len();
        }
        let padding =
            row.iter().skip(self.width).rev().take_while(|&&cell| is_blank(cells.get(cell))).count();
        row.len() - padding
    }

    /// The columns of the file in which the password of a row may stand; a slip that is as far as it can be
    /// told may be farther.
    pub(crate) fn may_be_password(&self, slip: i16) -> Option<RangeInclusive<usize>> {
        let password = self.password?;
        let by = usize::from(slip.unsigned_abs());
        Some(match slip {
            i16::MAX => password..=usize::MAX,
            0.. => password..=password + by,
            i16::MIN => 0..=password,
            _ => password.saturating_sub(by)..=password,
        })
    }

    /// The particulars of [`RowCode::RowFieldCount`]; `line` is the text from the beginning of the row.
    pub(crate) fn explain(
        &self,
        cells: &Cells<'_>,
        row: &[Cell],
        line: &str,
        delimiter: Delimiter,
    ) -> RowFieldCount {
        let hint = match row {
            _ if row.len() > self.width => FieldCountHint::UnquotedDelimiter,
            [only] => self.hint_of_one_cell(cells.get(*only), line.starts_with('"'), delimiter),
            _ => FieldCountHint::MissingCell,
        };
        RowFieldCount { expected: self.width, actual: self.count(cells, row), hint }
    }

    fn hint_of_one_cell(&self, cell: &str, is_quoted: bool, delimiter: Delimiter) -> FieldCountHint {
        let fits = |by: &char| cell.split(*by).count() == self.width;
        let is_other = |by: &char| by.encode_utf8(&mut [0; 4]).as_bytes() != delimiter.as_bytes();
        if is_quoted && DELIMITERS.iter().any(fits) {
            FieldCountHint::QuotedRow
        } else if DELIMITERS.iter().filter(|by| is_other(by)).any(fits) {
            FieldCountHint::OtherDelimiter
        } else {
            FieldCountHint::MissingCell
        }
    }
}
