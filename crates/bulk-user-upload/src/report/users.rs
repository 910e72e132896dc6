//! The users that may be created. Only a report can give them, so each of them was checked.

use std::fmt;

use super::Report;
use crate::secret::Password;

/// An entry without errors.
///
/// # Example
///
/// ```
/// use bulk_user_upload::{Answers, Template, Upload, check};
///
/// let template = Template::from_toml("
///     [[columns]]
///     name = 'Login'
///     kind = 'login'
///     [[columns]]
///     name = 'Password'
///     kind = 'password'
/// ")?;
/// let checked = check(&template, Upload::new("users.csv", "Password,Login\n Passw0rd ,ann \n"));
/// let answers = Answers::default().logins(vec![false]);
/// let report = checked.resolve(answers)?;
/// let user = report.new_users().next().unwrap();
/// assert_eq!((user.row(), user.login(), user.get("login")), (2, "ann", Some("ann")));
/// assert_eq!(user.password().unwrap().expose(), " Passw0rd ");
/// assert_eq!(format!("{user:?}"), r#"NewUser { row: 2, login: "ann", .. }"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct NewUser<'r> {
    pub(super) report: &'r Report,
    pub(super) entry: usize,
}

impl Report {
    /// The users that may be created, in the order of the file. There are none if the file itself has an
    /// error. If the encoding of the file is in question ([`Report::encoding_in_question`]), a person must choose
    /// it before any of them is created.
    pub fn new_users(&self) -> impl ExactSizeIterator<Item = NewUser<'_>> + Clone {
        self.new_user_entries().iter().map(|&entry| NewUser { report: self, entry: entry as usize })
    }

    /// The user at this index in the order of [`Report::new_users`]. There are [`Report::valid`] of them.
    pub fn new_user(&self, index: usize) -> Option<NewUser<'_>> {
        let entry = *self.new_user_entries().get(index)?;
        Some(NewUser { report: self, entry: entry as usize })
    }

    /// The entries without errors. They are listed at the first call, because most reports are only read.
    fn new_user_entries(&self) -> &[u32] {
        self.new_users.get_or_init(|| {
            let entries = self.resolved.as_ref().map_or(0, |resolved| resolved.sheet().entries.len() as u32);
            let mut with_errors = self.entries_with_errors().map(|entry| entry as u32).peekable();
            let is_valid = |&entry: &u32| with_errors.next_if_eq(&entry).is_none();
            (0..entries).filter(is_valid).collect()
        })
    }
}

impl<'r> NewUser<'r> {
    /// The number of the row in a spreadsheet, from 1.
    pub fn row(self) -> u32 {
        self.report.resolved.as_ref().map_or(0, |resolved| resolved.sheet().entries[self.entry].row)
    }

    /// The login as typed, but trimmed.
    pub fn login(self) -> &'r str {
        self.text(self.report.template.roles().login)
    }

    /// The password. `None` if the template has no password column or the cell is blank.
    pub fn password(self) -> Option<Password<'r>> {
        let column = self.report.template.roles().password?;
        let password = self.text(column);
        (!crate::characters::is_blank(password)).then(|| Password::new(password))
    }

    /// The cell in the column with this name of the template, in any case: as typed, but trimmed. Empty if
    /// the cell is blank. `None` if the template does not have that column, and for the password, which only
    /// [`NewUser::password`] returns.
    pub fn get(self, column: &str) -> Option<&'r str> {
        let key = crate::fold::header_key(column);
        let is_it = |name: &str| crate::fold::header_key(name) == key;
        let columns = self.report.template.columns();
        let index = columns.iter().position(|column| is_it(column.name()) && !column.is_password())?;
        Some(self.text(index))
    }

    /// Whether the password of the row may have slipped into a column of the template.
    pub(crate) fn may_be_password(self, column: usize) -> bool {
        self.report.resolved.as_ref().is_some_and(|resolved| resolved.may_be_password(self.entry, column))
    }

    /// The physical line of the file, from 1, at which the row begins.
    pub fn line(self) -> u32 {
        self.report.resolved.as_ref().map_or(0, |resolved| resolved.sheet().entries[self.entry].position.line)
    }

    pub(crate) fn text(self, column: usize) -> &'r str {
        let resolved = self.report.resolved.as_ref().expect("there are users in a sheet only");
        self.report.template.columns()[column].normalized(resolved.sheet().cell(self.entry, column))
    }
}

impl fmt::Debug for NewUser<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut user = f.debug_struct("NewUser");
        user.field("row", &self.row());
        if !self.may_be_password(self.report.template.roles().login) {
            user.field("login", &self.login());
        }
        user.finish_non_exhaustive()
    }
}
