//! What a spreadsheet writes in place of a value. Every text here is a whole cell, normalized.

/// The error values of spreadsheets.
const ERRORS: [&str; 9] =
    ["#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"];

/// A column that is too narrow shows at least this number of `#`.
const MIN_HASHES: usize = 3;

/// Whether the cell is an error value, or what a column shows that is too narrow for its value.
pub(crate) fn is_error(text: &str) -> bool {
    text.starts_with('#')
        && (ERRORS.contains(&text) || text.len() >= MIN_HASHES && text.bytes().all(|byte| byte == b'#'))
}

/// Whether the cell is a formula.
pub(crate) fn is_formula(text: &str) -> bool {
    text.starts_with('=')
}

/// Whether the cell is a number as a spreadsheet shortens it: `1.23457E+11`, also with a decimal comma.
pub(crate) fn is_scientific_number(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once("E+") else { return false };
    let is_number = match number.split_once(['.', ',']) {
        Some((digit, fraction)) => digit.len() == 1 && are_digits(digit) && are_digits(fraction),
        None => number.len() == 1 && are_digits(number),
    };
    is_number && exponent.len() <= 3 && are_digits(exponent)
}

/// Whether the cell is a number with a fraction, as a spreadsheet writes it: `101.0`, `101,00`.
pub(crate) fn is_decimal(text: &str) -> bool {
    text.split_once(['.', ',']).is_some_and(|(whole, fraction)| are_digits(whole) && are_digits(fraction))
}

/// Whether the text has only ASCII digits, and at least one.
pub(super) fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_whole_cells_in_capitals() {
        for text in ["#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"]
        {
            assert!(is_error(text), "{text}");
        }
        assert!(is_error("###") && is_error("########"));
        for text in ["#n/a", "#N/A!", "x#N/A", "#N/A #N/A", "##", "#", "###1", "#FIELD!", "＃＃＃", ""] {
            assert!(!is_error(text), "{text}");
        }
    }

    #[test]
    fn formulas_begin_with_an_equals_sign() {
        assert!(is_formula("=A1&B1") && is_formula("="));
        assert!(!is_formula("a=b") && !is_formula("＝1") && !is_formula("+1"));
    }

    #[test]
    fn scientific_numbers_have_one_digit_before_the_fraction() {
        for text in ["1E+5", "1.2E+05", "1,23457E+11", "2.19E+226"] {
            assert!(is_scientific_number(text), "{text}");
        }
        for text in [
            "12E+5", "1E5", "1e+5", "1E-5", "1.E+5", ".5E+5", "1.2.3E+5", "1E+", "1E+1234", "E+5", "1E+5E+5",
            "-1E+5", "1E+5 ", "１E+5", "219E01",
        ] {
            assert!(!is_scientific_number(text), "{text}");
        }
    }

    #[test]
    fn decimals_have_digits_on_both_sides() {
        for text in ["101.0", "101,00", "0.5"] {
            assert!(is_decimal(text), "{text}");
        }
        for text in ["101", ".5", "5.", "1.2.3", "-1.0", "a.b", "1.2E+05", "1 .0"] {
            assert!(!is_decimal(text), "{text}");
        }
    }
}
