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
}

/// What a cell should have held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "expected", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Expected {
    /// Text without control, format and line-separator characters.
    Text {
        /// Each offending character once, in order of appearance, as `U+0007`; none where the cell may hold
        /// the password.
        characters: Vec<String>,
    },
    /// `TRUE` or `FALSE`.
    Boolean,
    /// ASCII digits.
    Digits {
        /// What a spreadsheet seems to have done to the cell.
        #[serde(skip_serializing_if = "Option::is_none")]
        hint: Option<SpreadsheetHint>,
    },
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

/// How a spreadsheet changes digits that it takes for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SpreadsheetHint {
    /// `101` became `101.0`.
    Decimal,
    /// `120000` became `1.2E+05`.
    Exponent,
}

impl ProblemKind for DataTypeMismatch {
    const NUMBER: u16 = 201;
    const CODE: &'static str = "data-type-mismatch";
    const TITLE: &'static str = "Data type mismatch";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str = "The data in a cell does not match the expected format.";
    const HELP: &'static str = "Correct the cell.";

    fn what(&self) -> Sentence<'_> {
        match &self.expected {
            Expected::Text { characters } => Sentence::new(match characters.len() {
                0 => "{column} {value} contains invisible characters.",
                1 => "{column} {value} contains an invisible character: {characters}.",
                _ => "{column} {value} contains invisible characters: {characters}.",
            })
            .fill("characters", Hole::List(characters.clone())),
            Expected::Boolean => Sentence::new("{column} is {value}, and must be TRUE or FALSE."),
            Expected::Digits { hint: None } => {
                Sentence::new("{column} is {value}, and may have digits (0 to 9) only.")
            }
            Expected::Digits { hint: Some(_) } => Sentence::new(
                "{column} is {value}, and may have digits (0 to 9) only: a spreadsheet seems to have taken it for a number.",
            ),
            Expected::Email => Sentence::new("{column} is {value}, which is not an e-mail address."),
            Expected::Pattern { pattern } => {
                Sentence::new("{column} is {value}, which does not match the pattern {pattern}.")
                    .text("pattern", pattern)
            }
            Expected::Choice { choices, count: None } => {
                Sentence::new("{column} is {value}, and must be one of {choices}.")
                    .fill("choices", Hole::List(choices.clone()))
            }
            Expected::Choice { choices, count: Some(count) } => {
                Sentence::new("{column} is {value}, and must be one of {count} words: {choices} …")
                    .text("count", count.to_string())
                    .text("choices", choices.join(", "))
            }
        }
    }

    fn help(&self) -> Sentence<'_> {
        Sentence::new(match &self.expected {
            Expected::Text { .. } => "Type the cell anew, without them.",
            Expected::Boolean => "Enter TRUE or FALSE.",
            Expected::Digits { hint: None } => "Remove everything else.",
            Expected::Digits { hint: Some(SpreadsheetHint::Decimal) } => {
                "Format the column as Text, and type it again; it may have lost leading zeros."
            }
            Expected::Digits { hint: Some(SpreadsheetHint::Exponent) } => {
                "Format the column as Text, and type it again; its last digits are lost."
            }
            Expected::Email => "Enter one address, such as ann.lee@example.org.",
            Expected::Pattern { .. } => Self::HELP,
            Expected::Choice { .. } => "Enter one of those.",
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
