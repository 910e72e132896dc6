//! `field-length`: lengths in extended grapheme clusters (UAX #29), which are what people count as
//! characters. A cluster can be made of thousands of code points, so these have a limit as well.

use std::ops::RangeInclusive;

use unicode_segmentation::UnicodeSegmentation;

/// For each character that a text may have, it may have so many code points.
const CODE_POINTS_PER_CHARACTER: usize = 4;

/// The length of a text that may have `max` characters. `é` has length 1 in any of its encodings, and so has
/// a family emoji. Of a text with too many code points, they are the length.
pub(super) fn of(text: &str, max: usize) -> usize {
    // A text has no more code points than bytes.
    let max_code_points = max.saturating_mul(CODE_POINTS_PER_CHARACTER);
    if text.len() > max_code_points {
        let code_points = text.chars().count();
        if code_points > max_code_points {
            return code_points;
        }
    }
    // In ASCII, only CR LF is a cluster of two characters.
    if text.is_ascii() && !text.as_bytes().contains(&b'\r') {
        text.len()
    } else {
        text.graphemes(true).count()
    }
}

pub(super) fn is_within(lengths: &RangeInclusive<usize>, text: &str) -> bool {
    // A text has no more clusters than bytes, and the usual minimum length is 1.
    if *lengths.start() <= 1 && text.len() <= *lengths.end() {
        return !text.is_empty();
    }
    lengths.contains(&of(text, *lengths.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_what_a_person_counts() {
        for (text, length) in [
            ("abc", 3),
            ("é", 1),
            ("e\u{301}", 1),
            ("👨\u{200D}👩\u{200D}👧", 1),
            ("a\r\nb", 3),
            ("ｆ漢", 2),
            ("", 0),
        ] {
            assert_eq!(of(text, 40), length, "{text:?}");
        }
    }

    #[test]
    fn four_code_points_for_each_character_are_the_limit() {
        let letter_with_marks = |marks| format!("e{}", "\u{301}".repeat(marks));
        assert_eq!(of(&letter_with_marks(7), 2), 1);
        assert_eq!(of(&letter_with_marks(8), 2), 9, "nine code points for two characters");
        assert!(is_within(&(1..=2), &letter_with_marks(7)) && !is_within(&(1..=2), &letter_with_marks(8)));
        // A family of seven code points is one character in each of two, and so many code points of one.
        let family = "👨\u{200D}👩\u{200D}👧\u{200D}👦";
        assert_eq!((of(family, 2), of(family, 1)), (1, 7));
        assert_eq!(of("漢", usize::MAX), 1);
    }

    #[test]
    fn the_short_cut_agrees_with_counting() {
        for text in ["", "a", "abcde", "abcdef", "e\u{301}e\u{301}e\u{301}", "\r\n\r\n\r\n\r\n\r\n"] {
            for lengths in [0..=5, 1..=5, 2..=5, 5..=5] {
                if lengths.start() > &0 || !text.is_empty() {
                    assert_eq!(
                        is_within(&lengths, text),
                        lengths.contains(&of(text, *lengths.end())),
                        "{text:?} {lengths:?}"
                    );
                }
            }
        }
    }
}
