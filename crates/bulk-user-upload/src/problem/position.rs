//! Where a problem is, as a spreadsheet names it.

use std::fmt;

use super::{Code, NoticeCode};

/// How many rows or cells an error names at most.
pub(crate) const MAX_NAMED: usize = 10;

/// The code and the position of an error, with the cell's text: all of it that takes no memory to work out,
/// but for an error of a whole row, which is read anew. [`Problem`](crate::Problem) has the rest.
///
/// # Example
///
/// ```
/// use bulk_user_upload::{Answers, Template, Upload, check};
///
/// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
/// let checked = check(&template, Upload::new("users.csv", "Login\nbob\n"));
/// let report = checked.resolve(Answers::default().logins(vec![true]))?;
/// let position = report.error_position(0).unwrap();
/// assert_eq!((position.code.number(), position.row), (402, Some(2)));
/// assert_eq!(position.cell.unwrap().as_str(), "A2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProblemPosition<'r, C = Code> {
    /// What is wrong; for a notice, what was noticed.
    pub code: C,
    /// The row that a spreadsheet shows, from 1.
    pub row: Option<u32>,
    /// The physical line of the file, from 1, on which the row begins; for `row-quoting` that of the quote at
    /// fault.
    pub line: Option<u32>,
    /// The column, under the template's name.
    pub column: Option<&'r str>,
    /// The cell as a spreadsheet names it, in the file's own order of columns: `C7`.
    pub cell: Option<CellName>,
    /// The normalized text of the cell (trimmed); `None` for a password, a row, a header or a file.
    pub value: Option<&'r str>,
}

/// The code and the position of a notice; see [`ProblemPosition`].
pub type NoticePosition<'r> = ProblemPosition<'r, NoticeCode>;

impl<C> ProblemPosition<'_, C> {
    /// Of the file itself.
    pub(crate) fn of_file(code: C) -> Self {
        Self { code, row: None, line: None, column: None, cell: None, value: None }
    }
}

/// A cell as a spreadsheet names it: `C7`. It is a value without an allocation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CellName {
    text: [u8; LONGEST],
    length: u8,
}

/// A file is at most 512 MiB: that makes seven letters and ten digits at the most.
const LONGEST: usize = 17;

impl CellName {
    /// The cell of a column, which counts from 0, in a row.
    pub(crate) fn new(column: usize, row: u32) -> Self {
        let mut name = Self { text: [0; LONGEST], length: 0 };
        let mut rest = column + 1;
        while rest > 0 {
            name.push(b'A' + ((rest - 1) % 26) as u8);
            rest = (rest - 1) / 26;
        }
        let letters = usize::from(name.length);
        name.text[..letters].reverse();
        let mut rest = row;
        while rest > 0 {
            name.push(b'0' + (rest % 10) as u8);
            rest /= 10;
        }
        name.text[letters..usize::from(name.length)].reverse();
        name
    }

    fn push(&mut self, character: u8) {
        self.text[usize::from(self.length)] = character;
        self.length += 1;
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text[..usize::from(self.length)]).expect("letters and digits are ASCII")
    }
}

impl fmt::Display for CellName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for CellName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

/// The column letters and the row of a spreadsheet: `C7`. `column` counts from 0.
pub(crate) fn cell_reference(column: usize, row: u32) -> String {
    CellName::new(column, row).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        for (column, letters) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(cell_reference(column, 7), format!("{letters}7"));
        }
        assert_eq!(cell_reference(0, 4_294_967_295), "A4294967295");
        assert_eq!(cell_reference(1 << 29, 1_048_576), "ASDUQSG1048576");
    }
}
