//! Digits: ASCII digits as text, so that leading zeros stay.

use super::kind::{Kind, mismatch};
use crate::problem::{Expected, Params, SpreadsheetHint};

pub(super) struct Digits;

impl Kind for Digits {
    const NAME: &'static str = "digits";
    const HOLDS: &'static str = "`0` to `9`; the cell is text, so it keeps leading zeros";

    fn is_valid(&self, text: &str) -> bool {
        is_valid(text)
    }

    fn explain(&self, text: &str) -> (Params, Option<String>) {
        (mismatch(Expected::Digits { hint: hint(text) }), None)
    }
}

fn is_valid(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a spreadsheet seems to have treated the digits as a number: `101.0`, `1.2E+05`, also with a
/// decimal comma.
fn hint(text: &str) -> Option<SpreadsheetHint> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let is_digits = |part: &str| !part.is_empty() && is_valid(part);
    let (whole, fraction) = match mantissa.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    if !is_digits(whole) || fraction.is_some_and(|fraction| !is_digits(fraction)) {
        return None;
    }
    match exponent {
        Some(exponent) => is_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
            .then_some(SpreadsheetHint::Exponent),
        None => fraction.map(|_| SpreadsheetHint::Decimal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ascii_digits() {
        assert!(is_valid("0012"));
        for text in ["12a", "١٢", "１２", "-1", "1 2", "101.0"] {
            assert!(!is_valid(text), "{text}");
        }
    }

    #[test]
    fn what_a_spreadsheet_did_is_recognised() {
        for text in ["101.0", "101,00", "0.5"] {
            assert_eq!(hint(text), Some(SpreadsheetHint::Decimal), "{text}");
        }
        for text in ["1.2E+05", "1,2e+05", "1E5", "12e-3"] {
            assert_eq!(hint(text), Some(SpreadsheetHint::Exponent), "{text}");
        }
        for text in ["ext. 5", ".5", "5.", "1E", "E5", "1.2.3", "a", "-1.0", "1E+"] {
            assert_eq!(hint(text), None, "{text}");
        }
    }
}
