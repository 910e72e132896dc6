//! Problems of a whole row (SPEC section 4).

use serde::Serialize;

use super::catalogue::{Level, ProblemKind};
use super::sentence::Sentence;

/// 911: more cells than the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RowFieldCount {
    /// Cells of the header.
    pub expected: usize,
    /// Cells of the row, blank ones at its end not counted.
    pub actual: usize,
}

impl ProblemKind for RowFieldCount {
    const NUMBER: u16 = 911;
    const CODE: &'static str = "row-field-count";
    const TITLE: &'static str = "Row: wrong number of fields";
    const LEVEL: Level = Level::Row;
    const DESCRIPTION: &'static str = "The row has more cells than the header.";
    const HELP: &'static str = "A cell that contains the delimiter (a comma in a name, say) must stand in double \
                                quotes: \"Lee, Jr.\".";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The row has {actual} cells, and the header has {expected}.")
            .text("actual", self.actual.to_string())
            .text("expected", self.expected.to_string())
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
