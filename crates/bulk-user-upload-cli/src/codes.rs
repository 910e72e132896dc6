//! `codes`: the catalogue of errors.

use std::fmt::Write as _;
use std::io::{self, Write};

use bulk_user_upload::Code;
use serde::Serialize;

use crate::args::{CodesArgs, CodesFormat, Color};
use crate::error::Error;
use crate::output::{csv_failure, csv_writer};
use crate::terminal::{self, TITLE};

/// The width of the table if the output is not a terminal.
const DEFAULT_WIDTH: usize = 80;

/// The maximum width of the table, because longer lines of prose are hard to read.
const MAX_WIDTH: usize = 100;

/// The indent of the text under a code.
const INDENT: usize = 5;

/// Runs `codes`.
pub(crate) fn run(args: &CodesArgs, color: Color) -> Result<(), Error> {
    match args.format {
        CodesFormat::Human => {
            let mut out = terminal::styled_stdout(color);
            terminal::closed_pipe_is_fine(out.write_all(table(width()).as_bytes()).and_then(|()| out.flush()))
        }
        CodesFormat::Json => terminal::write_stdout(|mut out| {
            serde_json::to_writer_pretty(&mut out, &entries().collect::<Vec<_>>())?;
            out.write_all(b"\n")
        }),
        CodesFormat::Csv => terminal::write_stdout(csv),
    }
}

/// An entry of the catalogue.
#[derive(Serialize)]
struct Entry {
    number: u16,
    code: &'static str,
    title: &'static str,
    level: &'static str,
    description: &'static str,
}

fn entries() -> impl Iterator<Item = Entry> {
    Code::ALL.iter().map(|code| Entry {
        number: code.number(),
        code: code.as_str(),
        title: code.title(),
        level: code.level().as_str(),
        description: code.description(),
    })
}

fn csv(out: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv_writer(out);
    for entry in entries() {
        csv.serialize(entry).map_err(csv_failure)?;
    }
    csv.flush()
}

fn width() -> usize {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.unwrap_or(DEFAULT_WIDTH).clamp(2 * INDENT, MAX_WIDTH)
}

/// Each code with its number and level on one line, and what it means below, which fits a terminal of any
/// width.
fn table(width: usize) -> String {
    let longest = entries().map(|entry| entry.code.len()).max().unwrap_or_default();
    let mut table = format!("{TITLE}{:INDENT$}{:longest$}  {}{TITLE:#}\n", "No.", "Code", "Level");
    for Entry { number, code, title, level, description } in entries() {
        let _ = writeln!(table, "{TITLE}{number:<INDENT$}{code:longest$}{TITLE:#}  {level}");
        for line in wrapped(&format!("{title}. {description}"), width - INDENT) {
            let _ = writeln!(table, "{:INDENT$}{line}", "");
        }
    }
    table
}

/// Splits the text into lines of at most `width` characters, as far as its words allow.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.len() + 1 + word.len() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}
