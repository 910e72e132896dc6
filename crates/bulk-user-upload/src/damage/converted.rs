//! Logins that a spreadsheet or a person seems to have changed: dates, apostrophes and quotation marks.

use super::spreadsheet::are_digits;
use crate::problem::Converted;

/// What a text looks like, if it looks like something else than a login.
pub(crate) fn look(text: &str) -> Option<Converted> {
    if is_date(text) {
        Some(Converted::Date)
    } else if text.strip_prefix('\'').is_some_and(are_digits) {
        Some(Converted::Apostrophe)
    } else {
        unquoted(text).map(|_| Converted::Quoted)
    }
}

/// The text before it was changed, where that can be told. The caller makes sure that it is valid.
pub(crate) fn original(text: &str) -> Option<&str> {
    match look(text)? {
        Converted::Date => None,
        Converted::Apostrophe => text.strip_prefix('\''),
        Converted::Quoted => unquoted(text),
    }
}

/// Quotation marks that quote nothing in a CSV file: the apostrophe, and those of typography.
const QUOTES: [char; 13] = ['\'', '‘', '’', '‚', '‛', '“', '”', '„', '‟', '«', '»', '‹', '›'];

/// What stands between quotation marks, if there is anything.
fn unquoted(text: &str) -> Option<&str> {
    text.strip_prefix(QUOTES)?.strip_suffix(QUOTES).filter(|inside| !inside.is_empty())
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The greatest day of each month, in a leap year.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Whether the text is a day and a month, a month and a year, or all three of them.
fn is_date(text: &str) -> bool {
    let Some(separator) = text.chars().find(|&character| matches!(character, '-' | '/' | '.')) else {
        return false;
    };
    // A fourth group is read, so that there is none.
    let mut groups = [""; 4];
    let mut count = 0;
    for (group, place) in text.split(separator).zip(&mut groups) {
        *place = group;
        count += 1;
    }
    match groups[..count] {
        [a, b] => {
            is_day_and_month(a, b)
                || is_day_and_month(b, a)
                || is_month_and_year(a, b)
                || is_month_and_year(b, a)
        }
        [a, b, c] => {
            is_year(c) && (is_day_and_month(a, b) || is_day_and_month(b, a))
                || is_year(a) && is_day_and_month(c, b)
        }
        _ => false,
    }
}

fn is_day_and_month(day: &str, month: &str) -> bool {
    let is_day_of = |month: usize| number(day).is_some_and(|day| (1..=DAYS[month]).contains(&day));
    day.len() <= 2 && index_of_month(month).is_some_and(is_day_of)
}

/// A month in digits needs a year of four, because `3-20` is no month of a year.
fn is_month_and_year(month: &str, year: &str) -> bool {
    is_year(year) && index_of_month(month).is_some_and(|_| year.len() == 4 || !are_digits(month))
}

fn is_year(group: &str) -> bool {
    matches!(group.len(), 2 | 4) && are_digits(group)
}

/// The index of a month: one or two digits, or the first three letters of its English name.
fn index_of_month(group: &str) -> Option<usize> {
    if let Some(number) = number(group).filter(|_| group.len() <= 2) {
        return (1..=12).contains(&number).then(|| number as usize - 1);
    }
    MONTHS.iter().position(|month| month.eq_ignore_ascii_case(group))
}

fn number(group: &str) -> Option<u32> {
    if are_digits(group) { group.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_a_day_a_month_or_both_of_a_year() {
        for text in [
            "20-Mar",
            "mar-20",
            "MAR-99",
            "Mar/2026",
            "2026.mar",
            "20/3",
            "3/20",
            "1.2",
            "3-2026",
            "2026-12",
            "2026/03/20",
            "20/03/2026",
            "03/20/2026",
            "20-Mar-26",
            "Mar-20-2026",
            "26-Mar-20",
            "1.1.01",
            "29-Feb",
        ] {
            assert_eq!(look(text), Some(Converted::Date), "{text}");
        }
    }

    #[test]
    fn other_groups_are_no_dates() {
        for text in [
            "32/13",
            "20-20",
            "0-3",
            "3-0",
            "13-2026",
            "3-202",
            "20-March",
            "Mar",
            "2026",
            "20-Mar-2026-1",
            "2-3-4",
            "30-02",
            "31/04/2026",
            "2026-20-03",
            "ann-20",
            "ann.lee",
            "20-Mar ",
            "20--Mar",
            "-20-Mar",
            "20-Mar-",
            "20-Mar/2026",
            "20 Mar",
            "001-02",
            "２０-Mar",
            "+1-2",
            "1.2.3.4",
            "4294967297-3",
            ".",
            "-",
            "",
        ] {
            assert_eq!(look(text), None, "{text}");
        }
    }

    #[test]
    fn digits_after_an_apostrophe() {
        assert_eq!((look("'00123"), original("'00123")), (Some(Converted::Apostrophe), Some("00123")));
        for text in ["'", "'ann", "''1", "'1a", "’00123", "1'"] {
            assert_eq!(look(text), None, "{text}");
        }
    }

    #[test]
    fn texts_between_quotation_marks() {
        for text in
            ["'ann.lee'", "“ann.lee”", "„ann.lee“", "‘ann.lee’", "«ann.lee»", "›ann.lee‹", "’ann.lee’"]
        {
            assert_eq!((look(text), original(text)), (Some(Converted::Quoted), Some("ann.lee")), "{text}");
        }
        assert_eq!(look("'00123'"), Some(Converted::Quoted));
        for text in ["'", "''", "“”", "'ann", "ann'", "\"ann\"", "o'brien", "`ann`"] {
            assert_eq!(look(text), None, "{text}");
        }
        assert_eq!(original("20-Mar"), None);
    }
}
