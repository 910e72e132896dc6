//! Validating the cells of a column (SPEC section 5).
//!
//! [`Column::validate`] only says which codes apply, so that a valid cell costs no allocation; the
//! particulars of a code are worked out when somebody reads the report, from the same cell by the same rules.

use super::column::Column;
use super::length;
use crate::characters::{is_blank, trim};
use crate::damage::{converted, garbled};
use crate::problem::{
    CellCode, CellNotice, DataTypeHint, DataTypeMismatch, FieldLength, NameInvalidCharacters,
    ValueLooksConverted,
};

/// What was found in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finding {
    Problem(CellCode),
    Notice(CellNotice),
}

impl Column {
    /// The text of a cell that is validated, shown and stored: trimmed, but for a password.
    pub(crate) fn normalized<'t>(&self, cell: &'t str) -> &'t str {
        if self.is_password() { cell } else { trim(cell) }
    }

    /// Reports what is found in a normalized text, and says whether it is valid: a notice is no problem.
    pub(crate) fn validate(&self, text: &str, mut report: impl FnMut(Finding)) -> bool {
        if is_blank(text) {
            if self.is_required() {
                report(Finding::Problem(CellCode::FieldEmpty));
            }
            return !self.is_required();
        }
        if self.kind().is_plain(text) && self.is_within_lengths(text) {
            return true;
        }
        let mut is_valid = true;
        self.look_closely(text, |finding| {
            is_valid &= matches!(finding, Finding::Notice(_));
            report(finding);
        });
        is_valid
    }

    /// Reports everything that is found in a text that is not blank.
    fn look_closely(&self, text: &str, mut report: impl FnMut(Finding)) {
        if let Some(notice) = self.kind().notice(text) {
            report(Finding::Notice(notice));
        }
        if self.kind().is_text() && garbled::is_garbled(text) {
            // Nobody typed the text, so nothing else that is wrong with it helps anybody.
            report(Finding::Problem(CellCode::TextGarbled));
            return;
        }
        self.refusals(text).map(Finding::Problem).for_each(&mut report);
        if !self.is_within_lengths(text) {
            report(Finding::Problem(CellCode::FieldLength));
        }
    }

    fn is_within_lengths(&self, text: &str) -> bool {
        self.lengths().is_none_or(|lengths| length::is_within(&lengths, text))
    }

    fn data_type_hint(&self, text: &str) -> Option<DataTypeHint> {
        self.kind().hint(self.allowed(), text)
    }

    /// The codes by which a text is refused, apart from its length. Only a name can have two.
    fn refusals(&self, text: &str) -> impl Iterator<Item = CellCode> {
        let by_hint = self.data_type_hint(text).map(|_| CellCode::DataTypeMismatch);
        let by_kind = self.kind().refusal(text);
        by_hint.into_iter().chain(by_kind.filter(move |code| Some(*code) != by_hint))
    }

    /// The particulars of a text that is not what the column holds, and what to write instead.
    pub(crate) fn explain_mismatch(&self, text: &str) -> (DataTypeMismatch, Option<String>) {
        let mismatch =
            DataTypeMismatch { expected: self.kind().expected(text), hint: self.data_type_hint(text) };
        (mismatch, self.valid(self.kind().suggestion(text)))
    }

    /// The characters that a name may not have, and what to write instead.
    pub(crate) fn explain_name(&self, text: &str) -> (NameInvalidCharacters, Option<String>) {
        (self.kind().invalid_characters(text), self.valid(self.kind().suggestion(text)))
    }

    /// The text as it was before a wrong encoding damaged it.
    pub(crate) fn repaired(&self, text: &str) -> Option<String> {
        self.valid(garbled::repaired(text))
    }

    /// The particulars of a login that was changed, and what it was before.
    pub(crate) fn explain_converted(&self, text: &str) -> (ValueLooksConverted, Option<String>) {
        let kind = converted::look(text).expect("only a text that looks converted gets this notice");
        (
            ValueLooksConverted { kind },
            self.valid(converted::original(text).map(|text| trim(text).to_owned())),
        )
    }

    /// The suggestion, if it is valid in this column.
    fn valid(&self, suggestion: Option<String>) -> Option<String> {
        suggestion.filter(|text| !is_blank(text) && trim(text) == text && self.validate(text, |_| {}))
    }

    /// The particulars of a length outside of the column's bounds.
    pub(crate) fn explain_length(&self, text: &str) -> FieldLength {
        let (min, max) = self.lengths().expect("only a column with lengths gets this code").into_inner();
        FieldLength { min, max, actual: length::of(text, max) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn columns() -> [Column; 9] {
        let mut lenient = Column::person_name("Name");
        if let crate::fields::ColumnKind::Name(allowed) = &mut lenient.kind {
            allowed.symbols = "#=?/'".to_owned();
        }
        [
            Column::person_name("First name"),
            lenient,
            Column::login("Login"),
            Column::password("Password"),
            Column::primary_team("Team"),
            Column::digits("Extension"),
            Column::boolean("Active"),
            Column::email("E-mail"),
            Column::text("Note").pattern("[a-z=]*"),
        ]
    }

    #[test]
    fn a_name_can_have_two_codes_and_a_garbled_cell_one() {
        let findings = |column: &Column, text: &str| {
            let mut findings = Vec::new();
            column.validate(text, |finding| findings.push(finding));
            findings
        };
        let [name, _, login, ..] = columns();
        assert_eq!(
            findings(&name, "#N/A"),
            [CellCode::DataTypeMismatch, CellCode::NameInvalidCharacters].map(Finding::Problem)
        );
        assert_eq!(findings(&name, "JosÃ©#"), [Finding::Problem(CellCode::TextGarbled)]);
        assert_eq!(findings(&login, "=\u{7}"), [Finding::Problem(CellCode::DataTypeMismatch)]);
        assert_eq!(findings(&login, "'01"), [Finding::Notice(CellNotice::ValueLooksConverted)]);
    }

    #[test]
    fn suggestions_are_valid_and_trimmed() {
        let [name, _, login, ..] = columns();
        assert_eq!(name.explain_name("O’Brien").1.as_deref(), Some("O'Brien"));
        assert_eq!(name.explain_name("Ann Lee&nbsp;").1.as_deref(), Some("Ann Lee"));
        for text in ["O’Br#en", "&nbsp;", "&#8203;", "A &amp; B", "Jos&Atilde;&copy;", &"’".repeat(101)] {
            assert_eq!(name.explain_name(text).1, None, "{text}");
        }
        assert_eq!(name.repaired("Oâ€™Brien"), None, "a name cannot have the apostrophe");
        assert_eq!(login.repaired("Oâ€™Brien").as_deref(), Some("O’Brien"));
        assert_eq!(login.explain_converted("'ann '").1.as_deref(), Some("ann"));
        assert_eq!(login.explain_converted("'#N/A'").1, None);
    }

    proptest! {
        #[test]
        fn nothing_is_found_in_a_plain_text_but_its_length(
            text in "[#N/A=E+1-3.,'?mar“’JÃ©\u{430}\u{7} \u{200B}]{1,8}|TRUE|'?[0-9]{1,4}'?|[0-9]{1,2}[-/.](mar|[0-9]{1,4})",
        ) {
            for column in columns() {
                let text = column.normalized(&text);
                if !is_blank(text) && column.kind().is_plain(text) {
                    column.look_closely(text, |finding| assert_eq!(finding, Finding::Problem(CellCode::FieldLength)));
                }
            }
        }
    }
}
