//! The options of columns, as a template writes them.

/// The keys of what a column allows ([`Allowed`](super::Allowed)) in JSON and TOML.
pub(super) const FORMULAS: &str = "formulas";
pub(super) const SCIENTIFIC_NUMBERS: &str = "scientific_numbers";
pub(super) const MIXED_SCRIPTS: &str = "mixed_scripts";

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
            (FORMULAS, formulas.is_some()),
            (SCIENTIFIC_NUMBERS, scientific_numbers.is_some()),
            (MIXED_SCRIPTS, mixed_scripts.is_some()),
        ]
        .into_iter()
        .find_map(|(key, is_there)| is_there.then_some(key))
    }
}
