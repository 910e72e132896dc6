//! Into English: the one place that makes text of sentences.

use super::format::{listed, quoted};
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
pub(super) fn sentence(
    sentence: &Sentence<'_>,
    position: &ProblemPosition<'_>,
    suggestion: Option<&str>,
) -> String {
    english(sentence, Scope::Row, position, suggestion)
}

/// A sentence about several rows: what differs from row to row is left out.
pub(super) fn sentence_of_group(sentence: &Sentence<'_>, position: &ProblemPosition<'_>) -> String {
    english(sentence, Scope::Group, position, None)
}

/// A sentence that is about no position.
pub(super) fn plain_sentence(sentence: &Sentence<'_>) -> String {
    fill(sentence.template, &sentence.holes, |_| None)
}

fn english(
    sentence: &Sentence<'_>,
    scope: Scope,
    position: &ProblemPosition<'_>,
    suggestion: Option<&str>,
) -> String {
    let template = match scope {
        Scope::Row => sentence.template,
        Scope::Group => sentence.of_group,
    };
    fill(template, &sentence.holes, |hole| match hole {
        "column" => Some(position.column.unwrap_or_default().to_owned()),
        "value" => Some(match (position.value, scope) {
            (None, _) => HIDDEN_VALUE.to_owned(),
            (Some(_), Scope::Group) => ANY_VALUE.to_owned(),
            (Some(value), Scope::Row) => quoted(value),
        }),
        "suggestion" => suggestion.map(quoted),
        _ => None,
    })
}

/// The template with its holes filled, in one pass, so that no content is taken for a hole.
fn fill(template: &str, holes: &[(&'static str, Hole<'_>)], own: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        let filled = holes.iter().find(|(hole, _)| *hole == name).map(|(_, hole)| in_english(hole));
        let filled = filled.or_else(|| own(name));
        debug_assert!(filled.is_some(), "nothing fills {{{name}}} of {template:?}");
        text.push_str(before);
        text.push_str(&filled.unwrap_or_default());
        rest = after;
    }
    text.push_str(rest);
    text
}

fn in_english(hole: &Hole<'_>) -> String {
    match hole {
        Hole::Text(text) => text.clone().into_owned(),
        Hole::Quoted(text) => quoted(text),
        Hole::List(words) => listed(words),
        Hole::Characters(1) => "1 character".to_owned(),
        Hole::Characters(count) => format!("{count} characters"),
        Hole::Bytes(count) if count.is_multiple_of(1024) => format!("{} KB ({count} bytes)", count / 1024),
        Hole::Bytes(count) => format!("{count} bytes"),
        Hole::Rows(rows, count) => {
            let word = if *count == 1 { "row" } else { "rows" };
            let shown = listed(&rows.iter().map(u32::to_string).collect::<Vec<_>>());
            format!("{word} {shown}{}", and_more(*count as usize - rows.len()))
        }
        Hole::Cells(cells, count) => format!("{}{}", cells.join(", "), and_more(count - cells.len())),
    }
}

fn and_more(more: usize) -> String {
    if more == 0 { String::new() } else { format!(" and {more} more") }
}
