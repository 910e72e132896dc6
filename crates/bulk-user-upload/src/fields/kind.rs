//! The declaration of a column kind.

use super::data_type_hint;
use super::options::Options;
use crate::characters;
use crate::problem::{CellCode, CellNotice, DataTypeHint, Expected};

/// The declaration of a column kind: one type, one file, one line in the table of
/// [`ColumnKind`](super::ColumnKind).
///
/// By default, a kind is like a column of text: 1 to 100 characters, none of them invisible.
pub(crate) trait Kind {
    /// The name of the kind in the JSON and TOML of a template.
    const NAME: &'static str;
    /// What a cell may hold, in a few words, for the documentation.
    const HOLDS: &'static str;
    /// The keys of its options in JSON and TOML.
    const OPTIONS: &'static [&'static str] = &[];
    /// The default lengths of a column of this kind, in extended grapheme clusters. `None` if a list of words
    /// decides.
    const LENGTHS: Option<(usize, usize)> = Some((1, 100));
    /// A template has at most one column of this kind, because the engine does more with its cells than
    /// validate their text.
    const IS_ONLY_ONE: bool = false;
    /// The code of the error of a cell that is not valid.
    const CODE: CellCode = CellCode::DataTypeMismatch;
    /// Texts that are refused unless the template allows them, in the order in which they are looked for. A
    /// kind without hints holds no text that a wrong encoding could damage.
    const HINTS: &'static [DataTypeHint] =
        &[DataTypeHint::SpreadsheetError, DataTypeHint::Formula, DataTypeHint::ScientificNumber];

    /// Writes the options of this kind.
    fn write(&self, _options: &mut Options) {}

    /// The contradiction in the options, if there is one.
    fn contradiction(&self) -> Option<Contradiction> {
        None
    }

    /// Whether a cell that is not blank needs no closer look: a cheap test, which nearly every cell of a real
    /// file passes. Such a cell is valid and not garbled, and has neither hint nor notice.
    fn is_plain(&self, text: &str) -> bool {
        is_plain_text(text)
    }

    /// Whether a cell that is not blank is valid, apart from hints. `text` is normalized.
    fn is_valid(&self, text: &str) -> bool {
        characters::is_visible(text)
    }

    /// What is worth a notice in a cell that is not blank.
    fn notice(&self, _text: &str) -> Option<CellNotice> {
        None
    }

    /// What a cell should have held that is refused.
    fn expected(&self, text: &str) -> Expected {
        Expected::Text { characters: characters::invisible(text) }
    }

    /// What to write in such a cell instead. The caller makes sure that it is valid.
    fn suggestion(&self, _text: &str) -> Option<String> {
        None
    }

    /// The value of a valid cell for an import: its text, unless the kind has a more suitable type.
    #[cfg(feature = "import")]
    fn value(&self, text: &str) -> serde_json::Value {
        text.into()
    }
}

/// A column kind, as the author of a template needs to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct KindDescription {
    /// The name of the kind in a template.
    pub name: &'static str,
    /// What a cell may hold, in a few words.
    pub holds: &'static str,
    /// The keys of its options.
    pub options: &'static [&'static str],
    /// The default lengths of such a column, in extended grapheme clusters. `None` if a list of words
    /// decides.
    pub lengths: Option<(usize, usize)>,
    /// A template has at most one column of this kind.
    pub is_only_one: bool,
}

impl KindDescription {
    pub(super) const fn of<K: Kind>() -> Self {
        Self {
            name: K::NAME,
            holds: K::HOLDS,
            options: K::OPTIONS,
            lengths: K::LENGTHS,
            is_only_one: K::IS_ONLY_ONE,
        }
    }
}

/// Whether a text is of printable ASCII characters, and no hint can be true of it.
pub(super) fn is_plain_text(text: &str) -> bool {
    characters::is_printable_ascii(text) && data_type_hint::is_ruled_out(text)
}

/// A kind with options, which differ between columns.
pub(crate) trait FromOptions: Kind {
    /// Takes the options of this kind, and leaves the others.
    fn from_options(options: &mut Options) -> Self;
}

/// A contradiction in the options of a kind. The reason is the end of a sentence.
pub(crate) enum Contradiction {
    /// The pattern is not a regular expression.
    Pattern(String),
    /// The choices are not distinct words.
    Choices(String),
}
