//! What the declaration of a column kind must have.

use crate::characters;
use crate::problem::{CellCode, DataTypeMismatch, Expected, Params};

/// The declaration of a column kind: one type, one file, one line in the table of [`ColumnKind`](super::ColumnKind).
///
/// What is not said here is as in a column of text: any characters but invisible ones, 1 to 100 of them.
pub(crate) trait Kind {
    /// The kind as a template writes it in JSON and TOML.
    const NAME: &'static str;
    /// What a cell may hold, in a few words: for documentation.
    const HOLDS: &'static str;
    /// The keys of its options in JSON and TOML.
    const OPTIONS: &'static [&'static str] = &[];
    /// The lengths that a column of this kind begins with, in extended grapheme clusters; `None` where words decide.
    const LENGTHS: Option<(usize, usize)> = Some((1, 100));
    /// A template has at most one column of this kind: the engine does more with it than validate its text.
    const IS_ONLY_ONE: bool = false;
    /// The code of a cell that the kind refuses.
    const CODE: CellCode = CellCode::DataTypeMismatch;

    /// Writes its own options.
    fn write(&self, _options: &mut Options) {}

    /// What contradicts itself in the options.
    fn contradiction(&self) -> Option<Contradiction> {
        None
    }

    /// Whether a cell that is not blank holds what it may; `text` is normalized.
    fn is_valid(&self, text: &str) -> bool {
        characters::is_visible(text)
    }

    /// What is wrong with a cell that is not valid, and what to write there instead.
    fn explain(&self, text: &str) -> (Params, Option<String>) {
        (mismatch(Expected::Text { characters: characters::invisible(text) }), None)
    }

    /// The value of a valid cell, for an import: text, unless the kind has a better one.
    #[cfg(feature = "import")]
    fn value(&self, text: &str) -> serde_json::Value {
        text.into()
    }
}

/// What a template's author must know of a column kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct KindDescription {
    /// The kind as a template writes it.
    pub name: &'static str,
    /// What a cell may hold, in a few words.
    pub holds: &'static str,
    /// The keys of its options.
    pub options: &'static [&'static str],
    /// The lengths that such a column has unless it says otherwise, in extended grapheme clusters; `None` where words decide.
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

/// A kind whose columns differ by their options.
pub(crate) trait FromOptions: Kind {
    /// Takes the kind's own options, and leaves the others.
    fn from_options(options: &mut Options) -> Self;
}

pub(super) fn mismatch(expected: Expected) -> Params {
    DataTypeMismatch { expected }.into()
}

/// The options of column kinds, as a template writes them. A kind takes its own; what is left belongs to no such column.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) spaces: Option<bool>,
    pub(crate) non_ascii_letters: Option<bool>,
    pub(crate) symbols: Option<String>,
    pub(crate) pattern: Option<String>,
    pub(crate) choices: Option<Vec<String>>,
}

impl Options {
    /// The first option that no kind has taken.
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

/// What contradicts itself in the options of a kind; the reason is the end of a sentence.
pub(crate) enum Contradiction {
    /// The pattern is not a regular expression.
    Pattern(String),
    /// The choices are not distinct words.
    Choices(String),
}
