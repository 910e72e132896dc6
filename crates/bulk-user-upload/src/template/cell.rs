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
        if let Some(notice) = self.kind().notice(text) {
            report(Finding::Notice(notice));
        }
        let mut is_valid = true;
        let mut refuse = |code| {
            is_valid = false;
            report(Finding::Problem(code));
        };
        if !self.kind().is_plain(text) {
            if self.is_garbled(text) {
                // Nobody typed the text, so nothing else that is wrong with it helps anybody.
                refuse(CellCode::TextGarbled);
                return false;
            }
            self.refusals(text).for_each(&mut refuse);
        }
        if self.lengths().is_some_and(|lengths| !length::is_within(&lengths, text)) {
            refuse(CellCode::FieldLength);
        }
        is_valid
    }

    fn is_garbled(&self, text: &str) -> bool {
        self.kind().is_text() && garbled::is_garbled(text)
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
