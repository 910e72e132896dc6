//! Problems of a whole row (SPEC section 4).

use serde::Serialize;

use super::catalogue::{Level, ProblemKind};
use super::sentence::Sentence;

/// 911: other cells than the header says: more of them, or fewer where a required column is among the missing
/// ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RowFieldCount {
    /// Cells of the header.
    pub expected: usize,
    /// Cells of the row.
    pub actual: usize,
    /// What it looks like.
    pub hint: FieldCountHint,
}

/// What a row with the wrong number of cells looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FieldCountHint {
    /// Too many cells: one of them contains the delimiter, and is not quoted.
    UnquotedDelimiter,
    /// One cell, which another delimiter splits into as many as the header has.
    OtherDelimiter,
    /// One cell, because the whole row is quoted.
    QuotedRow,
    /// Fewer cells for another reason.
    MissingCell,
}

impl ProblemKind for RowFieldCount {
    const NUMBER: u16 = 911;
    const CODE: &'static str = "row-field-count";
    const TITLE: &'static str = "Row: wrong number of fields";
    const LEVEL: Level = Level::Row;
    const DESCRIPTION: &'static str =
        "The row has more cells than the header, or lacks the cell of a required column.";
    const HELP: &'static str = "A cell that contains the delimiter (a comma in a name, say) must stand in double \
                                quotes: \"Lee, Jr.\".";

    fn what(&self) -> Sentence<'_> {
        let sentence = match self.hint {
            FieldCountHint::UnquotedDelimiter => {
                Sentence::new("The row has {actual}, and the header has {expected}.")
                    .of_group("The row has more cells than the header, which has {expected}.")
            }
            FieldCountHint::OtherDelimiter => Sentence::new(
                "The row is one cell, and the header has {expected}: another delimiter than the header's stands between its values.",
            ),
            FieldCountHint::QuotedRow => Sentence::new(
                "The row is one cell, and the header has {expected}: the whole row stands in double quotes.",
            ),
            FieldCountHint::MissingCell => Sentence::new(
                "The row has {actual}, and the header has {expected}: a required one is missing.",
            )
            .of_group(
                "The row has fewer cells than the header, which has {expected}: a required one is missing.",
            ),
        };
        let cells = if self.actual == 1 { "1 cell".to_owned() } else { format!("{} cells", self.actual) };
        sentence.text("actual", cells).text("expected", self.expected.to_string())
    }

    fn help(&self) -> Sentence<'_> {
        Sentence::new(match self.hint {
            FieldCountHint::UnquotedDelimiter => Self::HELP,
            FieldCountHint::OtherDelimiter => "Put the header's delimiter between the values of the row.",
            FieldCountHint::QuotedRow => {
                "Remove the double quotes around the row, and write each doubled quote inside it once."
            }
            FieldCountHint::MissingCell => {
                "Add what is missing; a cell that is left blank needs its delimiter, too."
            }
        })
    }
}

/// 913: text in one cell only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RowNotAUser {}

impl ProblemKind for RowNotAUser {
    const NUMBER: u16 = 913;
    const CODE: &'static str = "row-not-a-user";
    const TITLE: &'static str = "Row: not a user";
    const LEVEL: Level = Level::Row;
    const DESCRIPTION: &'static str =
        "The row has text in one cell only: it is a note or a total, not a user.";
    const HELP: &'static str = "Delete the row, or fill in the rest of the user.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The row has text in one cell only, so it seems to be a note or a total, not a user.")
    }
}

/// 912: quotes that do not pair up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RowQuoting {
    /// What is wrong with the quotes.
    pub reason: QuotingReason,
    /// The cell in which the damage began.
    pub cell: String,
}

/// What is wrong with the quotes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum QuotingReason {
    /// A quote inside a cell that does not begin with one.
    QuoteInUnquotedCell,
    /// Text between the closing quote and the delimiter.
    TextAfterClosingQuote,
    /// A quote that is never closed.
    UnclosedQuote,
}

impl ProblemKind for RowQuoting {
    const NUMBER: u16 = 912;
    const CODE: &'static str = "row-quoting";
    const TITLE: &'static str = "Row: damaged quoting";
    const LEVEL: Level = Level::Row;
    const DESCRIPTION: &'static str =
        "The quotes of the row do not pair up, so its cells cannot be told apart.";
    const HELP: &'static str = "Put the whole cell in double quotes, and write a quote within it twice: \
                                \"Ann \"\"Annie\"\" Lee\".";

    fn what(&self) -> Sentence<'_> {
        let sentence = match self.reason {
            QuotingReason::QuoteInUnquotedCell => {
                Sentence::new("There is a double quote inside {cell}, which does not begin with one.")
                    .of_group("There is a double quote inside a cell, which does not begin with one.")
            }
            QuotingReason::TextAfterClosingQuote => {
                Sentence::new("There is text after the double quote that closes {cell}.")
                    .of_group("There is text after the double quote that closes a cell.")
            }
            QuotingReason::UnclosedQuote => {
                Sentence::new("The double quote that opens {cell} is never closed.")
                    .of_group("The double quote that opens a cell is never closed.")
            }
        };
        sentence.text("cell", &self.cell)
    }
}
