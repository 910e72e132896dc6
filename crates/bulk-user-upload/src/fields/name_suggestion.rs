//! What a name was before a word processor or a web page dressed it up.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use crate::characters::trim;

/// The name in typed characters: entities of HTML are what they stand for, apostrophes `'`, dashes `-` and
/// spaces U+0020. `None` if it has none of those.
pub(super) fn typed(name: &str) -> Option<String> {
    // With the rules of an attribute, a name like `Smith&copyright` stays what it is.
    let unescaped = htmlize::unescape_attribute(name);
    let typed: String = unescaped.chars().map(typed_character).collect();
    (typed != name).then(|| trim(&typed).to_owned())
}

fn typed_character(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' | '\u{B4}' | '`' | '\u{2BC}' | '\u{FF07}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ if is_space(character) => ' ',
        _ => character,
    }
}

fn is_space(character: char) -> bool {
    CodePointMapData::<GeneralCategory>::new().get(character) == GeneralCategory::SpaceSeparator
}

#[cfg(test)]
mod tests {
    use super::typed;

    #[test]
    fn apostrophes_dashes_and_spaces_are_typed() {
        for apostrophe in ['‘', '’', '´', '`', 'ʼ', '＇'] {
            assert_eq!(typed(&format!("O{apostrophe}Brien")).as_deref(), Some("O'Brien"), "{apostrophe}");
        }
        for dash in "\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}\u{2212}".chars() {
            assert_eq!(typed(&format!("Smith{dash}Jones")).as_deref(), Some("Smith-Jones"), "{dash}");
        }
        for space in "\u{A0}\u{1680}\u{2000}\u{2009}\u{200A}\u{202F}\u{205F}\u{3000}".chars() {
            assert_eq!(typed(&format!("Ann{space}Lee")).as_deref(), Some("Ann Lee"), "{space:?}");
        }
    }

    #[test]
    fn entities_are_what_they_stand_for() {
        for (name, meant) in [
            ("O&#39;Brien", "O'Brien"),
            ("O&#x27;Brien", "O'Brien"),
            ("O&apos;Brien", "O'Brien"),
            ("O&rsquo;Brien", "O'Brien"),
            ("Andr&eacute;s", "Andrés"),
            ("Mu&#241;oz", "Muñoz"),
            ("&Scaron;imek", "Šimek"),
            ("Ann&nbsp;Lee", "Ann Lee"),
            ("Ann Lee&nbsp;", "Ann Lee"),
            ("Smith&ndash;Jones", "Smith-Jones"),
            ("A &amp; B", "A & B"),
        ] {
            assert_eq!(typed(name).as_deref(), Some(meant), "{name}");
        }
    }

    #[test]
    fn other_names_stay_what_they_are() {
        for name in
            ["Ann Lee", "O'Brien", "A#", "Smith & Co", "AT&T", "Smith&copyright", "&;", "½", "\u{200B}x"]
        {
            assert_eq!(typed(name), None, "{name}");
        }
    }
}
