//! Digits: ASCII digits as text, so that leading zeros stay.

use super::kind::Kind;
use crate::problem::{DataTypeHint, Expected};

pub(super) struct Digits;

impl Kind for Digits {
    const NAME: &'static str = "digits";
    const HOLDS: &'static str = "`0` to `9`; the cell is text, so it keeps leading zeros";
    const HINTS: &'static [DataTypeHint] = &[
        DataTypeHint::SpreadsheetError,
        DataTypeHint::Formula,
        DataTypeHint::ScientificNumber,
        DataTypeHint::Decimal,
    ];

    fn is_plain(&self, text: &str) -> bool {
        self.is_valid(text)
    }

    fn is_valid(&self, text: &str) -> bool {
        text.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn expected(&self, _text: &str) -> Expected {
        Expected::Digits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{Allowed, ColumnKind};

    #[test]
    fn only_ascii_digits() {
        assert!(Digits.is_valid("0012"));
        for text in ["12a", "١٢", "１２", "-1", "1 2", "101.0"] {
            assert!(!Digits.is_valid(text), "{text}");
        }
    }

    #[test]
    fn what_a_spreadsheet_did_is_recognised() {
        for (text, hint) in [
            ("101.0", Some(DataTypeHint::Decimal)),
            ("101,00", Some(DataTypeHint::Decimal)),
            ("1.2E+05", Some(DataTypeHint::ScientificNumber)),
            ("=101", Some(DataTypeHint::Formula)),
            ("####", Some(DataTypeHint::SpreadsheetError)),
            ("1.2e+05", None),
            ("ext. 5", None),
            ("101", None),
        ] {
            assert_eq!(ColumnKind::Digits.hint(Allowed::default(), text), hint, "{text}");
        }
    }
}
