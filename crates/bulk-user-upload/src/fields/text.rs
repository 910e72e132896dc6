//! Text: any characters that are not invisible. Logins, groups, teams, plans and the additional columns of a
//! template hold it.

use super::kind::{Contradiction, FromOptions, Kind, is_plain_text};
use super::options::{FORMULAS, MIXED_SCRIPTS, Options, SCIENTIFIC_NUMBERS};
use super::pattern::Pattern;
use crate::characters;
use crate::damage::converted;
use crate::problem::{CellNotice, DataTypeHint, Expected};

pub(super) struct Login;

impl Kind for Login {
    const NAME: &'static str = "login";
    const HOLDS: &'static str = "a login that is unique in the file and not yet in the directory";
    const OPTIONS: &'static [&'static str] = &[FORMULAS, SCIENTIFIC_NUMBERS, MIXED_SCRIPTS];
    const IS_ONLY_ONE: bool = true;
    const HINTS: &'static [DataTypeHint] = &[
        DataTypeHint::SpreadsheetError,
        DataTypeHint::Formula,
        DataTypeHint::ScientificNumber,
        DataTypeHint::MixedScripts,
    ];

    fn is_plain(&self, text: &str) -> bool {
        is_plain_text(text) && converted::look(text).is_none()
    }

    fn notice(&self, text: &str) -> Option<CellNotice> {
        converted::look(text).map(|_| CellNotice::ValueLooksConverted)
    }
}

/// What a template can allow in the cells of any column of text.
const ALLOWED: &[&str] = &[FORMULAS, SCIENTIFIC_NUMBERS];

pub(super) struct PermissionGroup;

impl Kind for PermissionGroup {
    const NAME: &'static str = "permission-group";
    const HOLDS: &'static str = "a permission group that the directory has, and that the uploader may assign";
    const OPTIONS: &'static [&'static str] = ALLOWED;
    const IS_ONLY_ONE: bool = true;
}

pub(super) struct PrimaryTeam;

impl Kind for PrimaryTeam {
    const NAME: &'static str = "primary-team";
    const HOLDS: &'static str = "a team that the directory has, and that the uploader is a member of";
    const OPTIONS: &'static [&'static str] = ALLOWED;
    const IS_ONLY_ONE: bool = true;
}

pub(super) struct CapacityPlan;

impl Kind for CapacityPlan {
    const NAME: &'static str = "capacity-plan";
    const HOLDS: &'static str = "a capacity plan that the directory has";
    const OPTIONS: &'static [&'static str] = ALLOWED;
    const IS_ONLY_ONE: bool = true;
}

/// The options of a column of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Text {
    /// A regular expression that the whole cell must match.
    pub pattern: Option<Pattern>,
}

impl FromOptions for Text {
    fn from_options(options: &mut Options) -> Self {
        Self { pattern: options.pattern.take().map(Pattern::new) }
    }
}

impl Kind for Text {
    const NAME: &'static str = "text";
    const HOLDS: &'static str =
        "anything but invisible characters; with `pattern`, what the pattern matches as a whole";
    const OPTIONS: &'static [&'static str] = &["pattern", FORMULAS, SCIENTIFIC_NUMBERS];

    fn write(&self, options: &mut Options) {
        options.pattern = self.pattern.as_ref().map(|pattern| pattern.source().to_owned());
    }

    fn contradiction(&self) -> Option<Contradiction> {
        let reason = self.pattern.as_ref()?.error()?;
        Some(Contradiction::Pattern(reason.to_owned()))
    }

    fn is_plain(&self, text: &str) -> bool {
        self.pattern.is_none() && is_plain_text(text)
    }

    fn is_valid(&self, text: &str) -> bool {
        characters::is_visible(text) && self.pattern.as_ref().is_none_or(|pattern| pattern.matches(text))
    }

    fn expected(&self, text: &str) -> Expected {
        match &self.pattern {
            Some(pattern) if characters::is_visible(text) && !pattern.matches(text) => {
                Expected::Pattern { pattern: pattern.source().to_owned() }
            }
            _ => Expected::Text { characters: characters::invisible(text) },
        }
    }
}
