//! The hints of `data-type-mismatch`: what a text that is refused looks like, and what a template allows
//! nevertheless.

use super::options::{FORMULAS, MIXED_SCRIPTS, Options, SCIENTIFIC_NUMBERS};
use crate::damage::spreadsheet;
use crate::problem::DataTypeHint;
use crate::scripts;

/// What a template allows in the cells of a column, though it looks like damage.
///
/// # Example
///
/// ```
/// use bulk_user_upload::template::Column;
///
/// let column = Column::text("Formula").allow_formulas();
/// assert!(column.allowed().formulas && !column.allowed().scientific_numbers);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Allowed {
    /// Cells that begin with `=`.
    pub formulas: bool,
    /// Numbers as a spreadsheet shortens them: `1.2E+05`.
    pub scientific_numbers: bool,
    /// Words that mix letters of Latin, Greek and Cyrillic.
    pub mixed_scripts: bool,
}

impl Allowed {
    /// Takes those options that the kind of a column has.
    pub(crate) fn take(options: &mut Options, keys: &[&str]) -> Self {
        let has = |key| keys.contains(&key);
        let mut take = |key, option: fn(&mut Options) -> &mut Option<bool>| {
            has(key) && option(options).take().unwrap_or_default()
        };
        Self {
            formulas: take(FORMULAS, |options| &mut options.formulas),
            scientific_numbers: take(SCIENTIFIC_NUMBERS, |options| &mut options.scientific_numbers),
            mixed_scripts: take(MIXED_SCRIPTS, |options| &mut options.mixed_scripts),
        }
    }

    /// Writes what is allowed; the default is left out.
    pub(crate) fn write(self, options: &mut Options) {
        options.formulas = self.formulas.then_some(true);
        options.scientific_numbers = self.scientific_numbers.then_some(true);
        options.mixed_scripts = self.mixed_scripts.then_some(true);
    }

    /// What is allowed that has no meaning for a kind with these options.
    pub(crate) fn unknown_to(self, keys: &[&str]) -> Option<&'static str> {
        [
            (FORMULAS, self.formulas),
            (SCIENTIFIC_NUMBERS, self.scientific_numbers),
            (MIXED_SCRIPTS, self.mixed_scripts),
        ]
        .into_iter()
        .find_map(|(key, is_allowed)| (is_allowed && !keys.contains(&key)).then_some(key))
    }

    fn allows(self, hint: DataTypeHint) -> bool {
        match hint {
            DataTypeHint::Formula => self.formulas,
            DataTypeHint::ScientificNumber => self.scientific_numbers,
            DataTypeHint::MixedScripts => self.mixed_scripts,
            DataTypeHint::SpreadsheetError | DataTypeHint::Decimal => false,
        }
    }
}

/// The first of the hints that is true of a text.
pub(super) fn first(hints: &[DataTypeHint], allowed: Allowed, text: &str) -> Option<DataTypeHint> {
    hints.iter().copied().find(|&hint| !allowed.allows(hint) && is_true_of(hint, text))
}

fn is_true_of(hint: DataTypeHint, text: &str) -> bool {
    match hint {
        DataTypeHint::SpreadsheetError => spreadsheet::is_error(text),
        DataTypeHint::Formula => spreadsheet::is_formula(text),
        DataTypeHint::ScientificNumber => spreadsheet::is_scientific_number(text),
        DataTypeHint::Decimal => spreadsheet::is_decimal(text),
        DataTypeHint::MixedScripts => scripts::are_mixed(text),
    }
}

/// Whether no hint can be true of a text of printable ASCII characters, as far as its beginning tells.
pub(super) fn is_ruled_out(text: &str) -> bool {
    !matches!(text.as_bytes(), [b'#' | b'=', ..]) && !spreadsheet::begins_like_scientific_number(text)
}
