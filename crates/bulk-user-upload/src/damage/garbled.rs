//! Text that was UTF-8 and was read as Windows-1252, perhaps several times: `JosÃ©` was `José`.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

/// What stands for bytes that could not be read. What they meant is lost.
const REPLACEMENT: char = '\u{FFFD}';

/// A repair reads a text at most so many times.
const MAX_READINGS: usize = 3;

/// Whether a wrong encoding damaged the text.
pub(crate) fn is_garbled(text: &str) -> bool {
    !text.is_ascii() && (text.contains(REPLACEMENT) || pieces(text).any(is_garbled_run))
}

/// The text as it probably was before a wrong encoding damaged it. It may still be garbled.
pub(crate) fn repaired(text: &str) -> Option<String> {
    if text.contains(REPLACEMENT) {
        return None;
    }
    let mut repaired = read_again(text)?;
    for _ in 1..MAX_READINGS {
        let Some(again) = read_again(&repaired) else { break };
        repaired = again;
    }
    Some(repaired)
}

/// The text with each garbled run read once as UTF-8; `None` if there is no such run.
fn read_again(text: &str) -> Option<String> {
    let mut read = String::with_capacity(text.len());
    let mut found_run = false;
    for piece in pieces(text) {
        match reading(piece).filter(|reading| is_letters_or_garbled(reading)) {
            Some(reading) => {
                read.push_str(&reading);
                found_run = true;
            }
            None => read.push_str(piece),
        }
    }
    found_run.then_some(read)
}

/// Splits a text into runs, as long as possible, of characters that Windows-1252 writes as bytes above 7F, and
/// what stands between them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_run = windows_1252_byte(rest.chars().next()?).is_some();
        let end = rest.find(|character| windows_1252_byte(character).is_some() != is_run);
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(piece)
    })
}

fn is_garbled_run(piece: &str) -> bool {
    reading(piece).is_some_and(|reading| is_letters_or_garbled(&reading))
}

/// A run read as UTF-8. `None` if it is none, or the piece is no run.
fn reading(piece: &str) -> Option<String> {
    // These two are enough to turn away nearly every text that is not garbled, without an allocation.
    let mut bytes = piece.chars().map(windows_1252_byte);
    let is_begun = matches!(bytes.next()??, 0xC2..=0xF4) && matches!(bytes.next()??, 0x80..=0xBF);
    if !is_begun {
        return None;
    }
    String::from_utf8(piece.chars().map(windows_1252_byte).collect::<Option<_>>()?).ok()
}

/// Whether the reading of a run is what people write, or garbled in its turn. Each reading has at most half
/// of the characters of its run, so this ends soon.
fn is_letters_or_garbled(reading: &str) -> bool {
    pieces(reading).all(|piece| piece.chars().all(is_letter_or_typographic) || is_garbled_run(piece))
}

/// Whether people write the character: a letter, a mark, or what a word processor makes of quotes and dashes.
fn is_letter_or_typographic(character: char) -> bool {
    if matches!(character, '£' | '\u{2018}' | '\u{2019}' | '\u{2013}' | '\u{2014}') {
        return true;
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Mark).contains(category)
}

/// The byte above 7F that Windows-1252 writes for a character.
fn windows_1252_byte(character: char) -> Option<u8> {
    let byte = match character {
        '\u{A0}'..='\u{FF}' => u32::from(character) as u8,
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8A,
        '‹' => 0x8B,
        'Œ' => 0x8C,
        'Ž' => 0x8E,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9A,
        '›' => 0x9B,
        'œ' => 0x9C,
        'ž' => 0x9E,
        'Ÿ' => 0x9F,
        _ => return None,
    };
    Some(byte)
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;

    use super::*;

    /// The text as a program shows it that takes its UTF-8 for Windows-1252.
    fn garble(text: &str) -> String {
        let (garbled, ..) = WINDOWS_1252.decode(text.as_bytes());
        garbled.into_owned()
    }

    #[test]
    fn bytes_are_those_of_the_encoding() {
        for byte in 0x80..=0xFF {
            let character = garbled_byte(byte);
            let is_undefined = matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
            assert_eq!(windows_1252_byte(character), (!is_undefined).then_some(byte), "{byte:X}");
        }
        assert_eq!((windows_1252_byte('a'), windows_1252_byte('漢')), (None, None));
    }

    fn garbled_byte(byte: u8) -> char {
        let (character, ..) = WINDOWS_1252.decode(std::slice::from_ref(&byte));
        character.chars().next().unwrap()
    }

    #[test]
    fn letters_that_were_read_wrongly_are_garbled_and_repaired() {
        for text in [
            "José",
            "João Simões",
            "Müller",
            "Straße",
            "Dvořák",
            "Иван",
            "O’Brien",
            "Smith–Jones",
            "5 £",
            "漢",
        ] {
            assert!(!is_garbled(text), "{text}");
            assert!(is_garbled(&garble(text)), "{text}");
            assert_eq!(repaired(&garble(text)).as_deref(), Some(text));
        }
        assert_eq!(repaired("JosÃ©").as_deref(), Some("José"));
        assert_eq!(repaired("JosÃƒÂ©").as_deref(), Some("José"));
    }

    #[test]
    fn a_repair_reads_at_most_three_times() {
        let thrice = garble(&garble(&garble("José")));
        assert_eq!(repaired(&thrice).as_deref(), Some("José"));
        let four_times = garble(&thrice);
        assert!(is_garbled(&four_times));
        assert_eq!(repaired(&four_times).as_deref(), Some("JosÃ©"));
    }

    #[test]
    fn a_replacement_character_is_garbled_beyond_repair() {
        assert!(is_garbled("Jos\u{FFFD}") && is_garbled("JosÃ© \u{FFFD}"));
        assert_eq!(repaired("JosÃ© \u{FFFD}"), None);
    }

    #[test]
    fn readings_of_anything_but_letters_are_none() {
        // These are read as ©, ½, a no-break space and an emoji.
        for text in ["Â©", "Â½", "Â\u{A0}", "ðŸ˜€", "JosÃ©Â©"] {
            assert!(!is_garbled(text), "{text}");
        }
    }

    #[test]
    fn a_run_is_as_long_as_possible() {
        // Between letters that belong to it, `Ã©` is no UTF-8 any more.
        assert!(!is_garbled("éÃ©") && !is_garbled("Ã©é"));
        assert!(is_garbled("é Ã©"));
        assert_eq!(repaired("é Ã©").as_deref(), Some("é é"));
        // Windows-1252 leaves 81 undefined, so the character ends the run.
        assert!(!is_garbled("Ã\u{81}"));
        assert!(is_garbled("\u{81}Ã©"));
    }

    #[test]
    fn time_is_linear() {
        let long = "Ã©".repeat(100_000);
        assert_eq!(repaired(&long).unwrap().chars().count(), 100_000);
        let nested = (0..10).fold("é".repeat(100), |text, _| garble(&text));
        assert!(is_garbled(&nested));
    }
}
