//! TRUE and FALSE. No other text is taken for either of them.

use super::kind::Kind;
use crate::fold::fold;
use crate::problem::{DataTypeHint, Expected};
use crate::suggest::NearMisses;

pub(super) struct Boolean;

impl Kind for Boolean {
    const NAME: &'static str = "boolean";
    const HOLDS: &'static str = "`TRUE` or `FALSE`, in upper or lower case";
    const LENGTHS: Option<(usize, usize)> = None;
    const HINTS: &'static [DataTypeHint] = &[];

    fn is_plain(&self, text: &str) -> bool {
        self.is_valid(text)
    }

    fn is_valid(&self, text: &str) -> bool {
        value(text).is_some()
    }

    fn expected(&self, _text: &str) -> Expected {
        Expected::Boolean
    }

    fn suggestion(&self, text: &str) -> Option<String> {
        suggestion(text).map(str::to_owned)
    }

    #[cfg(feature = "import")]
    fn value(&self, text: &str) -> serde_json::Value {
        value(text).map_or_else(|| text.into(), Into::into)
    }
}

/// The value of a cell: `TRUE` or `FALSE` in any case, also in full-width letters.
fn value(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("TRUE") {
        return Some(true);
    }
    if text.eq_ignore_ascii_case("FALSE") {
        return Some(false);
    }
    match &*fold(text) {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// What spreadsheets and people write for TRUE, as keys: a German Excel writes `WAHR`, for example.
const TRUE_WORDS: &[&str] = &[
    "1",
    "t",
    "y",
    "yes",
    "on",
    "x",
    "active",
    "enabled",
    "wahr",
    "ja",
    "vrai",
    "oui",
    "verdadero",
    "si",
    "sí",
    "vero",
    "sì",
    "verdadeiro",
    "sim",
    "waar",
    "sann",
    "sant",
    "sand",
    "tosi",
    "prawda",
    "tak",
    "pravda",
    "ano",
    "igaz",
    "doğru",
    "evet",
    "истина",
    "да",
    "真",
    "ok",
    "✓",
    "✔",
];

const FALSE_WORDS: &[&str] = &[
    "0", "f", "n", "no", "off", "inactive", "disabled", "falsch", "nein", "faux", "non", "falso", "não",
    "nao", "onwaar", "nee", "falskt", "falsk", "usann", "nej", "nei", "epätosi", "fałsz", "nie", "nepravda",
    "ne", "hamis", "nem", "yanlış", "hayır", "ложь", "нет", "偽", "✗", "✘",
];

/// `TRUE` or `FALSE`, if it is clear which was meant.
fn suggestion(text: &str) -> Option<&'static str> {
    let key = fold(text);
    if TRUE_WORDS.contains(&&*key) {
        Some("TRUE")
    } else if FALSE_WORDS.contains(&&*key) {
        Some("FALSE")
    } else {
        NearMisses::new(["TRUE", "FALSE"]).nearest(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn true_and_false_in_any_case_and_nothing_else() {
        for text in ["TRUE", "true", "True", "ＴＲＵＥ"] {
            assert_eq!(value(text), Some(true), "{text}");
        }
        for text in ["FALSE", "false", "ｆalse"] {
            assert_eq!(value(text), Some(false), "{text}");
        }
        for text in TRUE_WORDS.iter().chain(FALSE_WORDS).chain(&["", "truee", "null"]) {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_probably_meant() {
        for (text, meant) in [
            ("WAHR", "TRUE"),
            ("Falsch", "FALSE"),
            ("yes", "TRUE"),
            ("1", "TRUE"),
            ("0", "FALSE"),
            ("flase", "FALSE"),
            ("TRU", "TRUE"),
        ] {
            assert_eq!(suggestion(text), Some(meant), "{text}");
        }
        assert_eq!(suggestion("maybe"), None);
        for word in TRUE_WORDS.iter().chain(FALSE_WORDS) {
            assert_eq!(fold(word), *word, "the words are keys");
            assert!(!(TRUE_WORDS.contains(word) && FALSE_WORDS.contains(word)), "{word}");
        }
    }
}
