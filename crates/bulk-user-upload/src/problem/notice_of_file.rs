//! Notices of a file and its header.

use serde::Serialize;

use super::catalogue::NoticeKind;
use super::format::quoted;
use super::sentence::{Hole, Sentence};
use crate::Encoding;

/// The bytes are not UTF-8, nobody stated an encoding, and they were taken for Windows-1252. A person must choose
/// from the readings, if there are any, before anybody can be created (SPEC section 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EncodingAssumed {
    /// The encoding that was assumed.
    pub encoding: Encoding,
    /// The cells that the samples of the readings are of: `A2`.
    pub cells: Vec<String>,
    /// What the file may say, the most plausible first. Empty if nothing in it depends on the encoding.
    pub readings: Vec<EncodingReading>,
}

/// What a file says in one of the encodings that it may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EncodingReading {
    /// The first of the encodings that read every cell so.
    pub encoding: Encoding,
    /// The cells of [`EncodingAssumed::cells`] as this encoding reads them.
    pub samples: Vec<String>,
}

impl EncodingAssumed {
    /// Of a file in which nothing depends on the encoding.
    pub(crate) fn plain() -> Self {
        Self { encoding: Encoding::WINDOWS_1252, cells: Vec::new(), readings: Vec::new() }
    }
}

impl NoticeKind for EncodingAssumed {
    const CODE: &'static str = "encoding-assumed";
    const DESCRIPTION: &'static str = "The file does not say how it is encoded, so an encoding was assumed. If names \
                                       depend on it, it must be stated before users can be created.";

    fn what(&self) -> Sentence<'_> {
        if self.readings.is_empty() {
            return Sentence::new(
                "The file does not say how it is encoded, so it was read as {encoding}. No cell of a user depends on \
                 that.",
            )
            .text("encoding", self.encoding.name());
        }
        let shown = self.readings.iter().take(MAX_READINGS);
        let readings = shown.map(|EncodingReading { encoding, samples }| {
            let samples: Vec<_> = samples.iter().take(MAX_SAMPLES).map(|sample| quoted(sample)).collect();
            format!("{} ({encoding})", samples.join(", "))
        });
        Sentence::new(
            "The file does not say how it is encoded, so it was read as {encoding}, and that may be wrong: {cells} may \
             read {readings}. State the encoding under which the names are right; nobody is created before.",
        )
        .text("encoding", self.encoding.name())
        .text("cells", self.cells.iter().take(MAX_SAMPLES).cloned().collect::<Vec<_>>().join(", "))
        .fill("readings", Hole::Alternatives(readings.collect()))
    }
}

/// How many readings, and how many samples of each, the sentence names at most.
const MAX_READINGS: usize = 3;
const MAX_SAMPLES: usize = 3;

/// The caller stated an encoding, and the file has a byte-order mark of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EncodingMarked {
    /// The encoding that was stated.
    pub stated: Encoding,
    /// The encoding of the mark.
    pub encoding: Encoding,
}

impl NoticeKind for EncodingMarked {
    const CODE: &'static str = "encoding-marked";
    const DESCRIPTION: &'static str = "The file has a byte-order mark of another encoding than the one that was stated; the mark was followed.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The file says itself that it is {encoding}, so it was read so, and not as {stated}.")
            .text("encoding", self.encoding.name())
            .text("stated", self.stated.name())
    }
}

/// Rows that were passed over to find the header, such as a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RowsAboveHeader {
    /// The rows that are not blank, the first ten of them.
    pub rows: Vec<u32>,
    /// How many rows there are.
    pub count: u32,
}

impl NoticeKind for RowsAboveHeader {
    const CODE: &'static str = "rows-above-header";
    const DESCRIPTION: &'static str =
        "The header is not the first row; the rows above it, such as a title, were passed over.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(
            "The header is not the first row: what stands above it, in {rows}, was passed over. If a user is among it, \
             move the header to the top.",
        )
        .fill("rows", Hole::Rows(&self.rows, self.count))
    }
}

/// A column that the template does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ColumnIgnored {
    /// The column as the header has it, trimmed; empty for a blank header cell over cells that are not blank;
    /// `None` where the row is hardly a header: it may be a user, with a password.
    pub column: Option<String>,
    /// Its header cell.
    pub cell: String,
}

impl NoticeKind for ColumnIgnored {
    const CODE: &'static str = "column-ignored";
    const DESCRIPTION: &'static str = "The file has a column that is not in the template; it was ignored.";

    fn what(&self) -> Sentence<'_> {
        let sentence = match self.column.as_deref() {
            Some("") => Sentence::new("The column under {cell} has no name, so its cells were ignored."),
            Some(column) => {
                Sentence::new("The column {ignored} ({cell}) is not in the template and was ignored.")
                    .quoted("ignored", column)
            }
            None => Sentence::new("The column under {cell} is not in the template and was ignored."),
        };
        sentence.text("cell", &self.cell)
    }
}
