//! The declaration of a column kind.

use crate::characters;
use crate::problem::{CellCode, DataTypeMismatch, Expected, Params};

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

    /// Writes the options of this kind.
    fn write(&self, _options: &mut Options) {}

    /// The contradiction in the options, if there is one.
    fn contradiction(&self) -> Option<Contradiction> {
        None
    }

    /// Whether a cell that is not blank is valid. `text` is normalized.
    fn is_valid(&self, text: &str) -> bool {
        characters::is_visible(text)
    }

    /// The details of the error of a cell that is not valid, and a suggestion of what to write instead.
    fn explain(&self, text: &str) -> (Params, Option<String>) {
        (mismatch(Expected::Text { characters: characters::invisible(text) }), None)
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

/// A kind with options, which differ between columns.
pub(crate) trait FromOptions: Kind {
    /// Takes the options of this kind, and leaves the others.
    fn from_options(options: &mut Options) -> Self;
}

pub(super) fn mismatch(expected: Expected) -> Params {
    DataTypeMismatch { expected }.into()
}

/// The options of column kinds, as a template writes them. Each kind takes its own. An option that is left
/// does not belong to the kind of its column.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) spaces: Option<bool>,
    pub(crate) non_ascii_letters: Option<bool>,
    pub(crate) symbols: Option<String>,
    pub(crate) pattern: Option<String>,
    pub(crate) choices: Option<Vec<String>>,
}

impl Options {
    /// The first option that was not taken.
    pub(crate) fn left_over(&self) -> Option<&'static str> {
        let Self { spaces, non_ascii_letters, symbols, pattern, choices } = self;
        [
            ("spaces", spaces.is_some()),
            ("non_ascii_letters", non_ascii_letters.is_some()),
            ("symbols", symbols.is_some()),
            ("pattern", pattern.is_some()),
            ("choices", choices.is_some()),
        ]
        .into_iter()
        .find_map(|(key, is_there)| is_there.then_some(key))
    }
}

/// A contradiction in the options of a kind. The reason is the end of a sentence.
pub(crate) enum Contradiction {
    /// The pattern is not a regular expression.
    Pattern(String),
    /// The choices are not distinct words.
    Choices(String),
}
