//! `="00123"`: a text that a spreadsheet must not take for a number (SPEC sections 2 and 8).
//!
//! A spreadsheet that opens a CSV file makes numbers, dates and truth values of texts that look like them, and
//! saves them in a form of its own: `00123` becomes `123`, `219E01` becomes `2190`, `mar-20` becomes a date,
//! and of `1234567890123456` fifteen digits stay. A formula that is nothing but a text in quotes is not
//! changed. The spreadsheet shows the text, and saves it without the formula.
//!
//! Microsoft documents this for Excel ("Hexadecimal Values Changed When Imported from .CSV File", article
//! Q66033), as well as what Excel changes ("Set automatic data conversions in Excel", "Keeping leading zeros
//! and large numbers"). LibreOffice does the same. What it takes for a number or a date depends on the locale
//! and on the box "Detect special numbers" of its import dialogue. Where its box "Evaluate formulas" is off,
//! it keeps the formula as it stands, and the formula is read here. `cargo xtask spreadsheet` shows all of
//! this.
//!
//! The rule of [`is_needed`] does not try to read dates as any of these programs does. A number, a date or a
//! time has a digit, and every word in it is one that spreadsheets know: the name of a month, a day or a
//! currency in some language, `E`, `PM` ([`words`]). Where every word is known, the text is written as a
//! formula, in whatever order the words and digits stand. Excel takes a month by its beginning (it made dates
//! of the genes `MARC1` and `SEPT2`, which were renamed for that), so the beginning of a month is known too.
//! No number has `_` or `@`. A truth value is a word.
//!
//! Only letters, digits and a few signs may stand in the formula, so the formula can do nothing. A text with
//! any other character (`1,5`, `10%`, `€5`) stands in the file as it is.

mod words;

use crate::cells::{Cell, Cells};
use crate::characters::is_blank;

const BEGIN: &str = "=\"";
const END: &str = "\"";

/// What a cell is read as: the text in the formula, or the cell itself.
pub(crate) fn unwrapped(text: &str) -> &str {
    let within = text.strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END));
    within.filter(|within| !within.contains('"')).unwrap_or(text)
}

/// The same, as a cell.
pub(crate) fn unwrapped_cell(cells: &Cells<'_>, cell: Cell) -> Cell {
    let text = cells.get(cell);
    if unwrapped(text).len() == text.len() { cell } else { cell.without_ends(BEGIN.len(), END.len()) }
}

/// Whether none of the cells is read as a text.
pub(crate) fn are_blank(cells: &Cells<'_>, row: &[Cell]) -> bool {
    row.iter().all(|&cell| is_blank(unwrapped(cells.get(cell))))
}

/// Whether a spreadsheet might change a text, and the formula can hold it.
pub(crate) fn is_needed(text: &str) -> bool {
    text.bytes().all(can_be_held) && (may_be_number(text) || is_truth_value(text.trim()))
}

fn can_be_held(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" .+-/:_@".contains(&byte)
}

fn may_be_number(text: &str) -> bool {
    text.contains(|character: char| character.is_ascii_digit())
        && !text.contains(['_', '@'])
        && (text.split(|character: char| !character.is_ascii_alphabetic()).all(is_known) || is_hour(text))
}

/// Whether a word may be a part of a number or a date.
fn is_known(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let after = words::MONTHS.partition_point(|&month| month < word.as_str());
    let begins_a_month =
        word.len() >= 3 && words::MONTHS.get(after).is_some_and(|month| month.starts_with(&word));
    word.is_empty() || begins_a_month || words::OTHERS.binary_search(&word.as_str()).is_ok()
}

/// Whether a text is like `10 a`, which Excel takes for ten in the morning.
fn is_hour(text: &str) -> bool {
    let hour = text.trim_end().strip_suffix(['a', 'A']).map(str::trim_end);
    hour.is_some_and(|hour| !hour.contains(|character: char| character.is_ascii_alphabetic()))
}

fn is_truth_value(text: &str) -> bool {
    words::TRUTH_VALUES.binary_search(&text.to_ascii_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_is_read() {
        for (text, expected) in [
            ("=\"0101\"", "0101"),
            ("=\"\"", ""),
            ("=\" a,b\n\"", " a,b\n"),
            // None of these is `="`, then no quote, then `"` and the end.
            ("=\"", "=\""),
            ("=\"a\"b\"", "=\"a\"b\""),
            ("=\"\"\"", "=\"\"\""),
            ("=\"a\" ", "=\"a\" "),
            (" =\"a\"", " =\"a\""),
            ("=a\"", "=a\""),
            ("\"a\"", "\"a\""),
        ] {
            assert_eq!(unwrapped(text), expected, "{text}");
        }
    }

    #[test]
    fn a_text_that_a_spreadsheet_might_change_needs_the_formula() {
        for text in [
            "00123",
            "1",
            "1234567890123456",
            "219E01",
            "1.2E+05",
            "mar-20",
            "20-Mar",
            "1/2",
            "1:30",
            "10 PM",
            "10 a",
            "7A",
            "2026-12-01",
            "2026-12-01T10:00",
            "1.2.2026",
            "20. Mai 2026",
            "20 de marzo de 2026",
            "MARC1",
            "SEPT2",
            "DEC1",
            "Mon 5 May 2026",
            " 7 ",
            "kr 5",
            "5 EUR",
            "R5",
            "1st",
            "1-2-3",
            "1+1",
            "TRUE",
            "False",
            "wahr",
            "VRAI",
            " true ",
        ] {
            assert!(is_needed(text), "{text}");
        }
        for text in [
            "",
            " ",
            "Ann",
            "ann.lee@example.org",
            "March",
            "Montag",
            "Sales",
            "a-b",
            "truely",
            ".",
            "a0123",
            "Team 007",
            "0x1F",
            "user7",
            "1@2",
            "1_000",
            "abc 1/2",
        ] {
            assert!(!is_needed(text), "{text}");
        }
    }

    #[test]
    fn the_words_are_in_order() {
        for words in [words::MONTHS, words::OTHERS, words::TRUTH_VALUES] {
            assert!(words.is_sorted());
            let is_lower_case =
                |word: &&str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' ');
            assert!(words.iter().all(is_lower_case));
        }
    }

    #[test]
    fn the_formula_holds_nothing_that_could_do_anything() {
        for character in (0..=0x2FF).filter_map(char::from_u32) {
            let is_in_the_set = character.is_ascii_alphanumeric() || " .+-/:_@".contains(character);
            assert!(is_in_the_set || !is_needed(&format!("1{character}")), "{character:?}");
        }
        assert!(!is_needed("１"), "full-width digits are not in the set");
    }
}
