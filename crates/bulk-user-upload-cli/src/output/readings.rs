//! What a file may say whose encoding is not known, to choose from.

use std::fmt::Write as _;

use bulk_user_upload::problem::{EncodingAssumed, quoted};
use unicode_width::UnicodeWidthStr;

use crate::args::Color;
use crate::error::Error;
use crate::terminal::{GUIDE, LABEL, tell_styled, visible};

/// So many cells are shown of each reading.
const MAX_SAMPLES: usize = 4;

/// A line for each reading: the flag that states its encoding, and what the cells are under it.
pub(super) fn readings(assumed: &EncodingAssumed) -> String {
    let flags: Vec<_> =
        assumed.readings.iter().map(|reading| format!("--encoding {}", reading.encoding)).collect();
    let widest = flags.iter().map(|flag| flag.width()).max().unwrap_or_default();
    let mut lines = String::new();
    for (flag, reading) in flags.iter().zip(&assumed.readings) {
        let samples = reading.samples.iter().take(MAX_SAMPLES);
        let samples: Vec<_> = samples.map(|sample| visible(&quoted(sample)).into_owned()).collect();
        let _ = writeln!(lines, "   {LABEL}{flag:widest$}{LABEL:#}  {}", samples.join(" "));
    }
    lines
}

/// Shows the readings on standard error, and returns the error that the import ends with.
pub(crate) fn to_choose_encoding(assumed: &EncodingAssumed, color: Color) -> Error {
    let cells = assumed.cells.iter().take(MAX_SAMPLES).cloned().collect::<Vec<_>>().join(" ");
    tell_styled(&format!("{GUIDE}The cells {cells} may read:{GUIDE:#}\n{}", readings(assumed)), color);
    Error::EncodingNotStated
}
