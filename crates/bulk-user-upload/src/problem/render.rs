//! Into English: the one place that makes text of sentences.

use std::fmt::Write;

use super::format::{alternatives, listed, push_quoted};
use super::position::ProblemPosition;
use super::sentence::{Hole, Sentence};

/// What stands for the value in a sentence about several rows.
const ANY_VALUE: &str = "“…”";

/// What stands for a value that is not shown.
const HIDDEN_VALUE: &str = "(not shown: it may be the password)";

/// For whom a sentence is rendered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// One row.
    Row,
    /// Several rows that have the same problem.
    Group,
}

/// A sentence about one row, or about the file.
pub(super) fn sentence<C>(
    sentence: &Sentence<'_>,
    position: &ProblemPosition<'_, C>,
    suggestion: Option<&str>,
) -> String {
    english(sentence, Scope::Row, position, suggestion)
}

/// A sentence about several rows: what differs from row to row is left out.
pub(super) fn sentence_of_group<C>(
    sentence: &Sentence<'_>,
    position: &ProblemPosition<'_, C>,
    suggestion: Option<&str>,
) -> String {
    english(sentence, Scope::Group, position, suggestion)
}

fn english<C>(
    sentence: &Sentence<'_>,
    scope: Scope,
    position: &ProblemPosition<'_, C>,
    suggestion: Option<&str>,
) -> String {
    let template = match scope {
        Scope::Row => sentence.template,
        Scope::Group => sentence.of_group,
    };
    fill(template, &sentence.holes, |hole, text| {
        match (hole, position.value, scope, suggestion) {
            ("column", ..) => text.push_str(position.column.unwrap_or_default()),
            ("value", None, ..) => text.push_str(HIDDEN_VALUE),
            ("value", Some(_), Scope::Group, _) | ("suggestion", _, Scope::Group, Some(_)) => {
                text.push_str(ANY_VALUE);
            }
            ("value", Some(value), Scope::Row, _) => push_quoted(text, value),
            ("suggestion", _, Scope::Row, Some(suggestion)) => push_quoted(text, suggestion),
            _ => return false,
        }
        true
    })
}

/// The template with its holes filled, in one pass, so that no content is taken for a hole. `push_own` fills
/// the holes that no param fills, and says whether it knows the hole.
fn fill(
    template: &str,
    holes: &[(&'static str, Hole<'_>)],
    push_own: impl Fn(&str, &mut String) -> bool,
) -> String {
    let mut text = String::with_capacity(2 * template.len());
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        text.push_str(before);
        let is_filled = match holes.iter().find(|(hole, _)| *hole == name) {
            Some((_, hole)) => {
                push_hole(&mut text, hole);
                true
            }
            None => push_own(name, &mut text),
        };
        debug_assert!(is_filled, "nothing fills {{{name}}} of {template:?}");
        rest = after;
    }
    text.push_str(rest);
    text
}

fn push_hole(text: &mut String, hole: &Hole<'_>) {
    // Writing to a string does not fail.
    let _ = match hole {
        Hole::Text(part) => text.write_str(part),
        Hole::Quoted(part) => {
            push_quoted(text, part);
            Ok(())
        }
        Hole::List(words) => text.write_str(&listed(words)),
        Hole::Alternatives(words) => text.write_str(&alternatives(words)),
        Hole::Characters(1) => text.write_str("1 character"),
        Hole::Characters(count) => write!(text, "{count} characters"),
        Hole::Bytes(count) if count.is_multiple_of(1024) => {
            write!(text, "{} KB ({count} bytes)", count / 1024)
        }
        Hole::Bytes(count) => write!(text, "{count} bytes"),
        Hole::Rows(rows, count) => {
            let word = if *count == 1 { "row" } else { "rows" };
            let shown = listed(&rows.iter().map(u32::to_string).collect::<Vec<_>>());
            write!(text, "{word} {shown}{}", and_more(*count as usize - rows.len()))
        }
        Hole::Cells(cells, count) => {
            write!(text, "{}{}", cells.join(", "), and_more(count - cells.len()))
        }
    };
}

fn and_more(more: usize) -> String {
    if more == 0 { String::new() } else { format!(" and {more} more") }
}
