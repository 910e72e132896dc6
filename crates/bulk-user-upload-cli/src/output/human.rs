//! `--format human`: shows each problem once, in the manner of compiler messages.

use std::fmt::Write as _;

use bulk_user_upload::Report;
use bulk_user_upload::problem::{NoticeParams, format_cells, format_rows};
use bulk_user_upload::report::{NoticeGroup, ProblemGroup, ProblemValue};
use unicode_width::UnicodeWidthStr;

use super::position::{MAX_RANGES, position};
use super::{readings, summary};
use crate::args::Color;
use crate::error::Error;
use crate::terminal::{ERROR, GOOD, GUIDE, LABEL, TITLE, visible, write_text};

/// The maximum number of values that are shown for a problem.
const MAX_VALUES: usize = 10;

/// The maximum number of ranges of rows that are shown beside a value.
const MAX_RANGES_OF_A_VALUE: usize = 6;

/// Writes the report to standard output.
pub(super) fn write(report: &Report, color: Color) -> Result<(), Error> {
    write_text(&format!("{}{}", problems(report), summary_line(report)), color)
}

/// What is wrong, and what is worth knowing.
pub(super) fn problems(report: &Report) -> String {
    let file = visible(report.file().name());
    let blocks = report.problem_groups();
    let errors = blocks.iter().map(|group| block(&file, group));
    let notes = report.notice_groups();
    errors.chain(notes.iter().map(|group| note(&file, group))).collect()
}

/// A problem: its name, its position, its values, what is wrong, and what to do.
fn block(file: &str, group: &ProblemGroup<'_>) -> String {
    let code = group.first.code();
    let gutter = gutter(group);
    let mut block = format!("{ERROR}error[{code}]{ERROR:#}{TITLE}: {}{TITLE:#}\n", code.title());
    let mut position = position(&group.rows, (&group.first).into());
    if !group.cells.is_empty() {
        let _ = write!(position, ", {}", format_cells(&group.cells, MAX_RANGES));
    }
    arrow(&mut block, gutter, file, &position);
    bar(&mut block, gutter, "");
    if !group.values.is_empty() {
        values(&mut block, gutter, group);
        bar(&mut block, gutter, "");
    }
    line(&mut block, gutter, " =", &visible(&group.what));
    if let Some(help) = &group.help {
        line(&mut block, gutter, " =", &format!("{GUIDE}help{GUIDE:#}: {}", visible(help)));
    }
    block.push('\n');
    block
}

/// The width of the row numbers beside the values.
fn gutter(group: &ProblemGroup<'_>) -> usize {
    let numbers = shown(group).filter_map(|value| value.rows.first());
    numbers.max().map_or(1, |row| row.to_string().len())
}

fn shown<'g>(group: &'g ProblemGroup<'_>) -> impl Iterator<Item = &'g ProblemValue> {
    group.values.iter().take(MAX_VALUES)
}

/// The values, each beside the first row that has it.
fn values(block: &mut String, gutter: usize, group: &ProblemGroup<'_>) {
    let texts: Vec<_> = shown(group).map(|value| value.spellings.join(" / ")).collect();
    let widest = texts.iter().map(|text| text.width()).max().unwrap_or_default();
    for (value, text) in shown(group).zip(&texts) {
        let row = value.rows.first().map(u32::to_string).unwrap_or_default();
        let label = label(group, value);
        let padding = if label.is_empty() { 0 } else { widest - text.width() + 2 };
        let _ =
            writeln!(block, "{GUIDE}{row:>gutter$} |{GUIDE:#} {text}{:padding$}{LABEL}{label}{LABEL:#}", "");
    }
    if let more @ 1.. = group.values.len().saturating_sub(MAX_VALUES) {
        bar(block, gutter, &format!("and {more} more"));
    }
}

/// The text beside one value of several: what to write instead, or how long the value is, and the other rows
/// that have it.
fn label(group: &ProblemGroup<'_>, value: &ProblemValue) -> String {
    let several = group.values.len() > 1;
    let particular = match value.length {
        _ if group.help.is_none() => Some(value.help.clone()),
        Some(length) if several => Some(format!("{length} characters")),
        _ => None,
    };
    let rows = (several && value.rows.len() > 1).then(|| format_rows(&value.rows, MAX_RANGES_OF_A_VALUE));
    let label = match (particular, rows) {
        (Some(particular), Some(rows)) => format!("{particular} ({rows})"),
        (particular, rows) => particular.or(rows).unwrap_or_default(),
    };
    visible(&label).into_owned()
}

/// The line that says where it is.
fn arrow(block: &mut String, gutter: usize, file: &str, position: &str) {
    let space = if position.is_empty() { "" } else { " " };
    line(block, gutter, "-->", &format!("{file}{space}{position}"));
}

/// A line of the gutter, with text beside it.
fn bar(block: &mut String, gutter: usize, text: &str) {
    let space = if text.is_empty() { "" } else { " " };
    let _ = writeln!(block, "{GUIDE}{:gutter$} |{GUIDE:#}{space}{text}", "");
}

/// A line that begins with a sign under the gutter.
fn line(block: &mut String, gutter: usize, sign: &str, text: &str) {
    let _ = writeln!(block, "{:gutter$}{GUIDE}{sign}{GUIDE:#} {text}", "");
}

/// A notice, and its position if it is not one of the file itself.
fn note(file: &str, group: &NoticeGroup<'_>) -> String {
    let mut note = format!("{GUIDE}note{GUIDE:#}{TITLE}:{TITLE:#} {}\n", visible(&group.message));
    if !group.rows.is_empty() {
        arrow(&mut note, 1, file, &position(&group.rows, (&group.first).into()));
    }
    if !group.values.is_empty() {
        line(&mut note, 1, " =", &format!("for example “{}”", visible(&group.values.join("”, “"))));
    }
    if let NoticeParams::EncodingAssumed(assumed) = group.first.params() {
        note.push_str(&readings::readings(assumed));
    }
    note.push('\n');
    note
}

fn summary_line(report: &Report) -> String {
    let style = if report.is_ok() { GOOD } else { TITLE };
    format!("{style}{}{style:#}\n", visible(&summary::line(report)))
}
