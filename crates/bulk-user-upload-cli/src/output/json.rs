//! `--format json` and `jsonl`: reports and imports as the engine serializes them.

use std::fmt::Write as _;
use std::io::{self, Write};

use bulk_user_upload::Report;
use bulk_user_upload::text::is_invisible;
use serde::Serialize;

use crate::error::Error;
use crate::terminal::write_stdout;

/// The whole report, or anything else, as one JSON value.
pub(crate) fn write_value(value: &impl Serialize) -> Result<(), Error> {
    write_stdout(|out| writeln!(out, "{}", escaped(serde_json::to_string_pretty(value)?)))
}

/// One error per line.
pub(super) fn write_lines(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for problem in report.errors() {
        writeln!(out, "{}", escaped(serde_json::to_string(&problem)?))?;
    }
    Ok(())
}

/// JSON may contain DEL, the C1 controls and the marks that change the direction of writing, but they would
/// control a terminal. `\u009b` means the same in JSON. Outside of strings, JSON has no control characters
/// except line ends.
fn escaped(json: String) -> String {
    let is_dangerous = |character: char| character != '\n' && is_invisible(character);
    if !json.contains(is_dangerous) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if is_dangerous(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}
