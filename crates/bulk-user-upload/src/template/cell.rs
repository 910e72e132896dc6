//! Validating the cells of a column (SPEC section 5).
//!
//! [`Column::validate`] only says which codes apply, so that a valid cell costs no allocation; the
//! particulars of a code are worked out when somebody reads the report, from the same cell by the same rules.

use super::column::Column;
use super::length;
use crate::characters::{is_blank, trim};
use crate::problem::{CellCode, CellNotice, FieldLength};

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
        let refusal = self.kind().refusal(text);
        let is_too_short_or_long = self.lengths().is_some_and(|lengths| !length::is_within(&lengths, text));
        if let Some(code) = refusal {
            report(Finding::Problem(code));
        }
        if is_too_short_or_long {
            report(Finding::Problem(CellCode::FieldLength));
        }
        if self.is_password() && trim(text) != text {
            report(Finding::Notice(CellNotice::PasswordOuterSpace));
        }
        refusal.is_none() && !is_too_short_or_long
    }

    /// The particulars of a length outside of the column's bounds.
    pub(crate) fn explain_length(&self, text: &str) -> FieldLength {
        let (min, max) = self.lengths().expect("only a column with lengths gets this code").into_inner();
        FieldLength { min, max, actual: length::of(text) }
    }
}
