//! Problems that a cell of any kind can have (SPEC section 5).

use serde::Serialize;

use super::catalogue::{CellProblemKind, Level, ProblemKind};
use super::sentence::{Hole, Sentence};

/// 201: not what the column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DataTypeMismatch {
    /// What the cell should have held.
    #[serde(flatten)]
    pub expected: Expected,
    /// What the cell looks like, where that says how it came about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<DataTypeHint>,
}

/// What a cell should have held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "expected", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Expected {
    /// Text without invisible characters.
    Text {
        /// Each offending character once, in order of appearance, as `U+0007`; none where the cell may hold
        /// the password.
        characters: Vec<String>,
    },
    /// `TRUE` or `FALSE`.
    Boolean,
    /// ASCII digits.
    Digits,
    /// An e-mail address.
    Email,
    /// Text that a pattern of the template matches.
    Pattern {
        /// The regular expression.
        pattern: String,
    },
    /// One of the words of the template.
    Choice {
        /// The words, the first ten of them.
        choices: Vec<String>,
        /// How many there are, where that is more.
        #[serde(skip_serializing_if = "Option::is_none")]
        count: Option<usize>,
    },
}

/// What a cell looks like that is not what its column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DataTypeHint {
    /// An error value of a spreadsheet, such as `#N/A`, or what a column shows that is too narrow.
    SpreadsheetError,
    /// It begins with `=`.
    Formula,
    /// A number that a spreadsheet shortened: `120000` became `1.2E+05`.
    ScientificNumber,
    /// A number to which a spreadsheet gave a fraction: `101` became `101.0`.
    Decimal,
    /// A word mixes letters of Latin, Greek and Cyrillic, which may look alike.
    MixedScripts,
}

impl DataTypeHint {
    /// What is wrong with a cell that has no invisible characters.
    fn what(self, expected: &Expected) -> &'static str {
        match (self, expected) {
            (Self::SpreadsheetError, _) => {
                "{column} is {value}, which a spreadsheet shows in place of a value."
            }
            (Self::Formula, _) => "{column} is {value}, which begins with “=” like a formula.",
            (Self::ScientificNumber | Self::Decimal, Expected::Digits) => {
                "{column} is {value}, and may have digits (0 to 9) only: a spreadsheet seems to have taken it for a number."
            }
            (Self::ScientificNumber | Self::Decimal, _) => {
                "{column} is {value}: a spreadsheet seems to have taken it for a number."
            }
            (Self::MixedScripts, _) => {
                "{column} {value} mixes letters of several alphabets in one word, and they may look alike."
            }
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::SpreadsheetError => {
                "Correct the formula or widen the column in the spreadsheet, or type the value itself."
            }
            Self::Formula => "Enter what the formula gives, as text.",
            Self::ScientificNumber => {
                "Format the column as Text, and type it again; its last digits are lost."
            }
            Self::Decimal => "Format the column as Text, and type it again; it may have lost leading zeros.",
            Self::MixedScripts => "Type it again in one alphabet.",
        }
    }

    /// What else is wrong with a cell that has invisible characters.
    fn besides(self) -> &'static str {
        match self {
            Self::Formula => ", and begins with “=” like a formula",
            Self::MixedScripts => ", and mixes letters of several alphabets in one word",
            // Such a cell has no other characters than those of the number or error.
            Self::SpreadsheetError | Self::ScientificNumber | Self::Decimal => "",
        }
    }
}

impl ProblemKind for DataTypeMismatch {
    const NUMBER: u16 = 201;
    const CODE: &'static str = "data-type-mismatch";
    const TITLE: &'static str = "Data type mismatch";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str = "The data in a cell does not match the expected format.";
    const HELP: &'static str = "Correct the cell.";

    fn what(&self) -> Sentence<'_> {
        match (&self.expected, self.hint) {
            (Expected::Text { characters }, hint) if !characters.is_empty() => {
                Sentence::new(match characters.len() {
                    1 => "{column} {value} contains an invisible character: {characters}{besides}.",
                    _ => "{column} {value} contains invisible characters: {characters}{besides}.",
                })
                .fill("characters", Hole::List(characters.clone()))
                .text("besides", hint.map_or("", DataTypeHint::besides))
            }
            (expected, Some(hint)) => Sentence::new(hint.what(expected)),
            (Expected::Text { .. }, None) => Sentence::new("{column} {value} contains invisible characters."),
            (Expected::Boolean, None) => Sentence::new("{column} is {value}, and must be TRUE or FALSE."),
            (Expected::Digits, None) => {
                Sentence::new("{column} is {value}, and may have digits (0 to 9) only.")
            }
            (Expected::Email, None) => Sentence::new("{column} is {value}, which is not an e-mail address."),
            (Expected::Pattern { pattern }, None) => {
                Sentence::new("{column} is {value}, which does not match the pattern {pattern}.")
                    .text("pattern", pattern)
            }
            (Expected::Choice { choices, count: None }, None) => {
                Sentence::new("{column} is {value}, and must be one of {choices}.")
                    .fill("choices", Hole::List(choices.clone()))
            }
            (Expected::Choice { choices, count: Some(count) }, None) => {
                Sentence::new("{column} is {value}, and must be one of {count} words: {choices} …")
                    .text("count", count.to_string())
                    .text("choices", choices.join(", "))
            }
        }
    }

    fn help(&self) -> Sentence<'_> {
        Sentence::new(match (&self.expected, self.hint) {
            (Expected::Text { characters }, Some(_)) if !characters.is_empty() => {
                "Type the cell anew, without that."
            }
            (_, Some(hint)) => hint.help(),
            (Expected::Text { .. }, None) => "Type the cell anew, without them.",
            (Expected::Boolean, None) => "Enter TRUE or FALSE.",
            (Expected::Digits, None) => "Remove everything else.",
            (Expected::Email, None) => "Enter one address, such as ann.lee@example.org.",
            (Expected::Pattern { .. }, None) => Self::HELP,
            (Expected::Choice { .. }, None) => "Enter one of those.",
        })
    }
}

impl CellProblemKind for DataTypeMismatch {
    fn hide_value(&mut self) {
        if let Expected::Text { characters } = &mut self.expected {
            characters.clear();
        }
    }
}

/// 202: a required cell is blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FieldEmpty {}

impl ProblemKind for FieldEmpty {
    const NUMBER: u16 = 202;
    const CODE: &'static str = "field-empty";
    const TITLE: &'static str = "Field cannot be empty";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str = "A required field has been left blank.";
    const HELP: &'static str = "Fill it in: the column is required.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("{column} is empty.")
    }
}

impl CellProblemKind for FieldEmpty {
    fn hide_value(&mut self) {}
}

/// 203: too short or too long, in extended grapheme clusters (UAX #29).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FieldLength {
    /// The smallest length.
    pub min: usize,
    /// The greatest length.
    pub max: usize,
    /// The length of the cell.
    pub actual: usize,
}

impl FieldLength {
    fn is_too_short(&self) -> bool {
        self.actual < self.min
    }
}

impl ProblemKind for FieldLength {
    const NUMBER: u16 = 203;
    const CODE: &'static str = "field-length";
    const TITLE: &'static str = "Field too short or too long";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str = "A field value does not meet the length requirements.";
    const HELP: &'static str = "Shorten it.";

    fn what(&self) -> Sentence<'_> {
        let Self { min, max, actual } = *self;
        let sentence = if self.is_too_short() {
            Sentence::new("{column} is too short: it has {actual}, and may have {bounds}.")
                .of_group("{column} is too short: it may have {bounds}.")
        } else {
            Sentence::new("{column} is too long: it has {actual}, and may have {bounds}.")
                .of_group("{column} is too long: it may have {bounds}.")
        };
        let bounds = match (min, max) {
            (0 | 1, max) => format!("at most {max}"),
            (min, max) if min == max => format!("exactly {min}"),
            (min, max) => format!("{min} to {max}"),
        };
        sentence.fill("actual", Hole::Characters(actual)).text("bounds", bounds)
    }

    fn help(&self) -> Sentence<'_> {
        Sentence::new(if self.is_too_short() { "Lengthen it." } else { Self::HELP })
    }
}

impl CellProblemKind for FieldLength {
    fn hide_value(&mut self) {}
}
