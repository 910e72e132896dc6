//! `field-length`: lengths in extended grapheme clusters (UAX #29), which are what people count as
//! characters.

use std::ops::RangeInclusive;

use unicode_segmentation::UnicodeSegmentation;

/// The length of a text. `é` has length 1 in any of its encodings, and so has a family emoji.
pub(super) fn of(text: &str) -> usize {
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
    lengths.contains(&of(text))
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
            assert_eq!(of(text), length, "{text:?}");
        }
    }

    #[test]
    fn the_short_cut_agrees_with_counting() {
        for text in ["", "a", "abcde", "abcdef", "e\u{301}e\u{301}e\u{301}", "\r\n\r\n\r\n\r\n\r\n"] {
            for lengths in [0..=5, 1..=5, 2..=5, 5..=5] {
                if lengths.start() > &0 || !text.is_empty() {
                    assert_eq!(
                        is_within(&lengths, text),
                        lengths.contains(&of(text)),
                        "{text:?} {lengths:?}"
                    );
                }
            }
        }
    }
}
