//! The declaration of a column kind.

use super::data_type_hint;
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

    /// Whether a cell that is not blank has nothing in it that needs a closer look: a cheap test, which nearly
    /// every cell of a real file passes. Such a cell is valid, is not garbled, and has no hint.
    fn is_plain(&self, text: &str) -> bool {
        characters::is_printable_ascii(text) && data_type_hint::is_ruled_out(text)
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

/// A kind with options, which differ between columns.
pub(crate) trait FromOptions: Kind {
    /// Takes the options of this kind, and leaves the others.
    fn from_options(options: &mut Options) -> Self;
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
    pub(crate) formulas: Option<bool>,
    pub(crate) scientific_numbers: Option<bool>,
    pub(crate) mixed_scripts: Option<bool>,
}

impl Options {
    /// The first option that was not taken.
    pub(crate) fn left_over(&self) -> Option<&'static str> {
        let Self {
            spaces,
            non_ascii_letters,
            symbols,
            pattern,
            choices,
            formulas,
            scientific_numbers,
            mixed_scripts,
        } = self;
        [
            ("spaces", spaces.is_some()),
            ("non_ascii_letters", non_ascii_letters.is_some()),
            ("symbols", symbols.is_some()),
            ("pattern", pattern.is_some()),
            ("choices", choices.is_some()),
            (data_type_hint::FORMULAS, formulas.is_some()),
            (data_type_hint::SCIENTIFIC_NUMBERS, scientific_numbers.is_some()),
            (data_type_hint::MIXED_SCRIPTS, mixed_scripts.is_some()),
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
