//! The notices one by one, and in groups for people to read.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use super::Report;
use crate::problem::{
    CellNotice, EncodingAssumed, HeaderRepeated, Notice, NoticeCode, NoticeParams, PasswordOuterSpace,
    RowNotice, ValueLooksLost, visible,
};

/// The maximum number of values of a group that are shown.
const MAX_VALUES: usize = 5;

/// One notice and the rows that have it. An administrator reads only once about the outer spaces of forty
/// passwords ([`Report::notice_groups`]).
#[derive(Debug)]
#[non_exhaustive]
pub struct NoticeGroup<'r> {
    /// The first notice of the group.
    pub first: Notice<'r>,
    /// The notice in a sentence or two that are true of every row.
    pub message: String,
    /// The rows in ascending order. Empty if the notice is one of the file itself.
    pub rows: Vec<u32>,
    /// The first distinct values; empty if the message names the only one, and for a password.
    pub values: Vec<NoticeValue>,
}

/// A value that has a notice. As text, it has its suggestion behind it: `'0123 (0123?)`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoticeValue {
    /// The value, made visible and shortened.
    pub value: String,
    /// What the cell should probably hold instead, made visible and shortened.
    pub suggestion: Option<String>,
}

impl fmt::Display for NoticeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.suggestion {
            Some(suggestion) => write!(f, "{} ({suggestion}?)", self.value),
            None => f.pad(&self.value),
        }
    }
}

impl Report {
    /// What the check decided about the file, or saw in it, and the reader should know: first the notices of
    /// the file, then those of rows by row and by column of the template.
    pub fn notices(&self) -> impl ExactSizeIterator<Item = Notice<'_>> + Clone {
        (0..self.notice_count()).map(|index| self.notice(index).expect("there are that many"))
    }

    /// The notice that the encoding of the file was assumed, if cells of users depend on it. Nobody may be created
    /// from such a file before a person has chosen from the readings (SPEC section 2).
    pub fn encoding_in_question(&self) -> Option<&EncodingAssumed> {
        self.notices.iter().find_map(|notice| match notice.params() {
            NoticeParams::EncodingAssumed(assumed) => {
                Some(assumed).filter(|assumed| !assumed.readings.is_empty())
            }
            _ => None,
        })
    }

    /// The number of notices.
    pub fn notice_count(&self) -> usize {
        self.notices.len() + self.row_notices.len()
    }

    /// The notice at this index in the order of [`Report::notices`].
    pub fn notice(&self, index: usize) -> Option<Notice<'_>> {
        if let Some(notice) = self.notices.get(index) {
            return Some(notice.into());
        }
        Some(self.row_notice(*self.row_notices.get(index - self.notices.len())?))
    }

    pub(super) fn row_notice(&self, row_notice: RowNotice) -> Notice<'_> {
        let (entry, column, code) = match row_notice {
            RowNotice::HeaderRepeated { row, line } => return Notice::of_row(row, line, HeaderRepeated {}),
            RowNotice::InCell { entry, column, code } => (entry as usize, column.get(), code),
        };
        let resolved = self.resolved();
        let text = self.normalized(resolved, entry, column);
        let (params, suggestion): (NoticeParams, Option<Cow<'_, str>>) = match code {
            CellNotice::ValueLooksConverted => {
                let (params, suggestion) = self.template.columns()[column].explain_converted(text);
                (params.into(), suggestion.map(Cow::Owned))
            }
            CellNotice::ValueLooksLost => (ValueLooksLost {}.into(), None),
            CellNotice::PasswordOuterSpace => (PasswordOuterSpace {}.into(), None),
        };
        let position = self.cell_position(resolved, entry, column, NoticeCode::from(code));
        let mut notice = Notice { position, params: Cow::Owned(params), suggestion };
        if position.value.is_none() {
            notice.hide_value();
        }
        notice
    }

    /// Groups the notices: each once, in the order in which they first appear, with the rows that have it.
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
    /// let checked = check(&template, Upload::new("users.csv", "Login,Password\nann, Passw0rd\nbob,Passw0rd \n"));
    /// let report = checked.resolve(Answers::default().logins(vec![false; 2]))?;
    /// let [group] = &report.notice_groups()[..] else { panic!("it is the same notice") };
    /// assert_eq!(group.rows, [2, 3]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn notice_groups(&self) -> Vec<NoticeGroup<'_>> {
        let mut groups: Vec<NoticeGroup<'_>> = Vec::new();
        let mut indexes = HashMap::new();
        for notice in self.notices() {
            let general = notice.message_of_group();
            let index = *indexes.entry((notice.code(), notice.column(), general)).or_insert(groups.len());
            if index == groups.len() {
                let message = notice.message();
                groups.push(NoticeGroup {
                    first: notice.clone(),
                    message,
                    rows: Vec::new(),
                    values: Vec::new(),
                });
            }
            groups[index].add(&notice);
        }
        groups.into_iter().map(NoticeGroup::finish).collect()
    }
}

impl NoticeGroup<'_> {
    fn add(&mut self, notice: &Notice<'_>) {
        self.rows.extend(notice.row());
        if self.values.len() < MAX_VALUES
            && let Some(value) = notice.value().map(visible)
            && self.values.iter().all(|known| known.value != value)
        {
            self.values.push(NoticeValue { value, suggestion: notice.suggestion().map(visible) });
        }
        if self.message != notice.message() {
            self.message = notice.message_of_group();
        }
    }

    fn finish(mut self) -> Self {
        if self.message == self.first.message() {
            self.values.clear();
        }
        self
    }
}
