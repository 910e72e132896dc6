//! The cells that depend on the encoding of a file that does not say it (SPEC section 2, "Cells in question").

use std::collections::HashMap;

use encoding_rs::WINDOWS_1252;

use crate::cells::{Cell, Cells};
use crate::header::{Header, Role};
use crate::problem::cell_reference;
use crate::records::{Delimiter, Position, Reader};
use crate::row_shape::RowShape;
use crate::sheet::{is_blank_row, unwrap_cells};
use crate::template::Template;

/// A distinct text among the cells in question.
pub(super) struct Question {
    /// The bytes of the cell in the file.
    pub(super) bytes: Vec<u8>,
    /// Its first cell: `A2`.
    pub(super) cell: String,
    /// The columns of the template in which it stands, and how often.
    pub(super) columns: Vec<(usize, u32)>,
}

/// The rows of a file that was assumed to be Windows-1252.
#[derive(Clone, Copy)]
pub(crate) struct AssumedRows<'a> {
    pub(crate) template: &'a Template,
    pub(crate) text: &'a str,
    pub(crate) header: &'a Header,
    pub(crate) shape: &'a RowShape,
    /// Where the rows below the header begin.
    pub(crate) start: Position,
    pub(crate) delimiter: Delimiter,
}

impl AssumedRows<'_> {
    /// The distinct cells in question, in the order of the file.
    pub(super) fn questions(self) -> Vec<Question> {
        let mut found = Questions::default();
        if !self.are_columns_known() {
            return found.questions;
        }
        let (mut cells, mut row, mut number) = (Cells::new(self.text), Vec::new(), self.header.number);
        let mut reader = Reader::new(self.text, self.start, self.delimiter)
            .with_literal_column(self.header.literal_column());
        while let Some(raw) = reader.read(&mut cells, &mut row) {
            number += 1;
            unwrap_cells(self.header, &cells, raw, &mut row);
            let is_entry =
                !is_blank_row(self.header, &cells, &row) && !self.header.is_repeated_in(&cells, &row);
            if raw.damage.is_some() || is_entry {
                self.add_row(&mut found, &cells, &row, number);
            }
        }
        found.questions
    }

    /// Whether it is clear in which column the passwords are.
    fn are_columns_known(self) -> bool {
        let is_password_twice = |password| self.header.roles.contains(&Role::Duplicate(password));
        self.header.is_recognized
            && !self.header.may_be_a_user
            && !self.template.roles().password.is_some_and(is_password_twice)
    }

    fn add_row(self, found: &mut Questions, cells: &Cells<'_>, row: &[Cell], number: u32) {
        let slip = self.shape.slip(cells, row);
        // Its password may have slipped, and nobody knows from which column.
        if slip != 0 && self.header.password.is_none() && self.template.roles().password.is_some() {
            return;
        }
        let slipped = self.shape.may_be_password(slip);
        for (index, (&cell, role)) in row.iter().zip(&self.header.roles).enumerate() {
            let Role::Template(column) = *role else { continue };
            let text = cells.get(cell);
            let is_hidden = self.template.columns()[column].is_password()
                || slipped.as_ref().is_some_and(|slipped| slipped.contains(&index));
            if !text.is_ascii() && !is_hidden {
                found.add(text.trim_ascii(), column, || cell_reference(index, number));
            }
        }
    }
}

#[derive(Default)]
struct Questions {
    questions: Vec<Question>,
    indexes: HashMap<String, usize>,
}

impl Questions {
    fn add(&mut self, text: &str, column: usize, cell: impl FnOnce() -> String) {
        let index = if let Some(&index) = self.indexes.get(text) {
            index
        } else {
            // The text was decoded from these bytes, so nothing of it cannot be encoded.
            let bytes = WINDOWS_1252.encode(text).0.into_owned();
            self.questions.push(Question { bytes, cell: cell(), columns: Vec::new() });
            self.indexes.insert(text.to_owned(), self.questions.len() - 1);
            self.questions.len() - 1
        };
        let columns = &mut self.questions[index].columns;
        match columns.iter_mut().find(|(known, _)| *known == column) {
            Some((_, count)) => *count += 1,
            None => columns.push((column, 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Answers, Template, Upload, check};

    /// The texts that the notice about the encoding shows.
    fn samples(header: &str) -> Vec<String> {
        let rows = "J\u{F6}rg, Dr.,Lee,ann,S\u{E9}cret1x,Agent\nJ\u{F6}rg,Lee,bob,S\u{E9}cret2x,Agent\n";
        let file: Vec<u8> = format!("{header}\n{rows}").chars().map(|letter| letter as u8).collect();
        let checked = check(&Template::default(), Upload::new("users.csv", file));
        let questions = checked.questions();
        let answers =
            Answers::default().logins(vec![false; questions.logins().len()]).permission_groups(vec![
                crate::directory::PermissionGroup::assignable(None);
                questions.permission_groups().len()
            ]);
        let report = checked.resolve(answers).unwrap();
        let assumed = report.encoding_in_question().expect("there are names in question");
        assumed.readings.iter().flat_map(|reading| reading.samples.clone()).collect()
    }

    #[test]
    fn a_password_that_slipped_is_no_sample_whatever_its_column_is_called() {
        for password in ["Password", "Passwort", "", "Secret"] {
            let samples = samples(&format!("First name,Last name,Login,{password},Permission group"));
            assert!(samples.contains(&"J\u{F6}rg".to_owned()), "{password}");
            assert!(!samples.iter().any(|sample| sample.contains("cret")), "{password}: {samples:?}");
        }
    }
}
