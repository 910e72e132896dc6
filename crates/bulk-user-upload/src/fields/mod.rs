//! Judging cells (SPEC section 5): one file a rule.
//!
//! [`validate`] only says which codes apply, so that a clean cell costs no allocation; [`explain`] works out the
//! particulars of a code when somebody wants to read them, from the same cell by the same rules.

mod boolean;
mod choice;
mod digits;
mod length;
mod name;
mod text;

use crate::characters::{is_blank, trim};
use crate::problem::{Code, Expected, MAX_NAMED, Params};
use crate::template::{Column, ColumnKind};

/// The codes that apply to a cell: a flag for each of [`CODES`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CellCodes(u8);

/// The codes that a cell can have by itself, in the order of their numbers.
const CODES: [Code; 4] =
    [Code::DataTypeMismatch, Code::FieldEmpty, Code::FieldLength, Code::NameInvalidCharacters];

impl CellCodes {
    fn add_if(&mut self, applies: bool, code: Code) {
        if applies {
            self.0 |= CODES.iter().position(|&known| known == code).map_or(0, |place| 1 << place);
        }
    }

    pub(crate) fn codes(self) -> impl Iterator<Item = Code> {
        CODES
            .into_iter()
            .enumerate()
            .filter_map(move |(place, code)| (self.0 & 1 << place != 0).then_some(code))
    }

    pub(crate) fn any(self) -> bool {
        self.0 != 0
    }
}

/// The text that a cell is judged by: trimmed, but for a password.
pub(crate) fn normalized<'t>(column: &Column, cell: &'t str) -> &'t str {
    if column.is_password() { cell } else { trim(cell) }
}

/// The value of a sound cell that is not blank: TRUE and FALSE as such, everything else as text.
pub(crate) fn value(column: &Column, text: &str) -> serde_json::Value {
    let value = matches!(column.kind(), ColumnKind::Boolean).then(|| boolean::value(text)).flatten();
    value.map_or_else(|| text.into(), Into::into)
}

/// Which codes apply to `text`, which is the cell as [`normalized`] gives it.
pub(crate) fn validate(column: &Column, text: &str) -> CellCodes {
    let mut codes = CellCodes::default();
    if is_blank(text) {
        codes.add_if(column.is_required(), Code::FieldEmpty);
        return codes;
    }
    let is_valid = match column.kind() {
        ColumnKind::Name(_) | ColumnKind::Password => true,
        ColumnKind::Login
        | ColumnKind::PermissionGroup
        | ColumnKind::PrimaryTeam
        | ColumnKind::CapacityPlan
        | ColumnKind::Text { pattern: None } => text::is_valid(text),
        ColumnKind::Text { pattern: Some(pattern) } => text::is_valid(text) && pattern.matches(text),
        ColumnKind::Digits => digits::is_valid(text),
        ColumnKind::Boolean => boolean::value(text).is_some(),
        ColumnKind::Choice { choices } => choice::find(choices, text).is_some(),
    };
    codes.add_if(!is_valid, Code::DataTypeMismatch);
    if let Some(lengths) = column.lengths() {
        codes.add_if(!length::is_within(&lengths, text), Code::FieldLength);
    }
    if let ColumnKind::Name(allowed) = column.kind() {
        codes.add_if(!name::is_valid(allowed, text), Code::NameInvalidCharacters);
    }
    codes
}

/// The particulars of one of the codes that [`validate`] found, and what to write in the cell instead.
pub(crate) fn explain(column: &Column, text: &str, code: Code) -> (Params, Option<String>) {
    match (code, column.kind()) {
        (Code::FieldLength, _) => {
            let lengths = column.lengths().expect("only a column with lengths gets this code");
            let (min, max) = lengths.into_inner();
            (Params::Length { min, max, actual: length::of(text) }, None)
        }
        (Code::NameInvalidCharacters, ColumnKind::Name(allowed)) => {
            let characters = name::offending(allowed, text);
            let params = Params::Characters { characters, allowed: allowed.clone() };
            (params, name::suggestion(allowed, text))
        }
        (Code::DataTypeMismatch, kind) => {
            let (expected, suggestion) = explain_mismatch(kind, text);
            (Params::Expected(expected), suggestion)
        }
        _ => (Params::None {}, None),
    }
}

fn explain_mismatch(kind: &ColumnKind, text: &str) -> (Expected, Option<String>) {
    match kind {
        ColumnKind::Boolean => (Expected::Boolean, boolean::suggestion(text).map(str::to_owned)),
        ColumnKind::Digits => (Expected::Digits { hint: digits::hint(text) }, None),
        ColumnKind::Choice { choices } => {
            let count = (choices.len() > MAX_NAMED).then_some(choices.len());
            let named = choices.iter().take(MAX_NAMED).cloned().collect();
            (Expected::Choice { choices: named, count }, choice::suggestion(choices, text))
        }
        ColumnKind::Text { pattern: Some(pattern) } if text::is_valid(text) => {
            (Expected::Pattern { pattern: pattern.source().to_owned() }, None)
        }
        _ => (Expected::Text { characters: text::offending(text) }, None),
    }
}

/// Each character once, in order of appearance, in time linear in them.
fn distinct(characters: impl Iterator<Item = char>) -> Vec<char> {
    let mut seen = std::collections::HashSet::new();
    characters.filter(|&character| seen.insert(character)).collect()
}
