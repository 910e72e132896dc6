//! How a caller wants a rows-with-errors file written (SPEC section 8).

use crate::rows_with_errors_file::CellStyle;

/// How [`Report::write_rows_with_errors`](crate::Report::write_rows_with_errors) writes the file. It can be
/// made from [`Passwords`] alone.
///
/// # Example
///
/// ```
/// use bulk_user_upload::report::{ExportOptions, TextCells};
/// use bulk_user_upload::{Answers, Passwords, Template, Upload, check};
///
/// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
/// let checked = check(&template, Upload::new("users.csv", "Login\n00123\n"));
/// let report = checked.resolve(Answers::default().logins(vec![true]))?;
///
/// let mut file = Vec::new();
/// report.write_rows_with_errors(&mut file, Passwords::Keep)?;
/// assert!(String::from_utf8(file)?.contains("\r\n\"=\"\"00123\"\"\",\"The login “00123” already exists."));
///
/// let mut file = Vec::new();
/// let options = ExportOptions { text_cells: TextCells::Plain, ..Passwords::Keep.into() };
/// report.write_rows_with_errors(&mut file, options)?;
/// assert!(String::from_utf8(file)?.contains("\r\n00123,\"The login “00123” already exists."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportOptions {
    /// Whether the file contains the passwords.
    pub passwords: Passwords,
    /// How texts are written that a spreadsheet might change.
    pub text_cells: TextCells,
}

impl From<Passwords> for ExportOptions {
    fn from(passwords: Passwords) -> Self {
        Self { passwords, text_cells: TextCells::default() }
    }
}

/// Whether a rows-with-errors file contains the passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passwords {
    /// They stay, for a caller who has the upload itself.
    Keep,
    /// They are left blank, for a file that is stored or passed on. The cell `Errors` says so. Columns that
    /// the template does not have are left out. If the cells of a row may have moved, every cell that may be
    /// the password is left blank.
    Blank,
}

/// How texts are written that a spreadsheet might take for a number, a date or TRUE.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TextCells {
    /// As formulas of nothing but text, `="00123"`. The file can be opened and saved by a spreadsheet, and
    /// logins, extensions, groups, teams and plans come back as they were. A check reads such a cell as the
    /// text in it.
    #[default]
    Protected,
    /// As they are, `00123`, for a program that does not know that form.
    Plain,
}

impl TextCells {
    pub(crate) fn style(self) -> CellStyle {
        match self {
            Self::Protected => CellStyle::Protected,
            Self::Plain => CellStyle::Escaped,
        }
    }
}
