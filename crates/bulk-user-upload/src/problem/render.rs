//! Into English, and into JSON: the one place that makes text of problems and notices.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::format::{listed, quoted};
use super::notice::Notice;
use super::sentence::{Hole, Sentence};
use super::{Problem, ProblemPosition};

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

/// What is wrong with one row.
pub(super) fn what(problem: &Problem<'_>) -> String {
    english(&problem.params.what(), Scope::Row, &problem.position, None)
}

/// What is wrong with several rows: whatever differs from row to row is left out.
pub(crate) fn what_of_group(problem: &Problem<'_>) -> String {
    english(&problem.params.what(), Scope::Group, &problem.position, None)
}

/// What to do about it.
pub(super) fn help(problem: &Problem<'_>) -> String {
    let suggestion = problem.suggestion();
    let help = match suggestion {
        Some(_) => Sentence::new(problem.params.suggestion_help()),
        None => problem.params.help(),
    };
    english(&help, Scope::Row, &problem.position, suggestion)
}

pub(super) fn notice(notice: &Notice) -> String {
    let what = notice.params.what();
    fill(what.template, &what.holes, |_| None)
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

impl Serialize for Problem<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Problem", 11)?;
        fields.serialize_field("code", &self.code())?;
        fields.serialize_field("number", &self.code().number())?;
        fields.serialize_field("level", &self.code().level())?;
        fields.serialize_field("row", &self.row())?;
        fields.serialize_field("line", &self.line())?;
        fields.serialize_field("column", &self.column())?;
        fields.serialize_field("cell", &self.cell())?;
        fields.serialize_field("value", &self.value())?;
        fields.serialize_field("params", self.params())?;
        fields.serialize_field("suggestion", &self.suggestion())?;
        fields.serialize_field("message", &self.message())?;
        fields.end()
    }
}

impl Serialize for Notice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Notice", 3)?;
        fields.serialize_field("code", &self.code())?;
        fields.serialize_field("params", self.params())?;
        fields.serialize_field("message", &self.message())?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::problem::{Code, DataTypeMismatch, Expected, FieldLength, Params};

    fn problem<'p>(column: &'p str, value: &'p str, params: impl Into<Params>) -> Problem<'p> {
        let params = params.into();
        let position = ProblemPosition {
            code: params.code(),
            row: Some(2),
            line: Some(2),
            column: Some(column),
            cell: None,
            value: Some(value),
        };
        Problem { position, params: Cow::Owned(params), suggestion: None }
    }

    #[test]
    fn content_is_never_taken_for_a_hole() {
        let problem =
            problem("Grade “{value}”", "{column} “…”", DataTypeMismatch { expected: Expected::Boolean });
        assert_eq!(problem.code(), Code::DataTypeMismatch);
        assert_eq!(what(&problem), "Grade “{value}” is “{column} “…””, and must be TRUE or FALSE.");
        assert_eq!(what_of_group(&problem), "Grade “{value}” is “…”, and must be TRUE or FALSE.");
    }

    #[test]
    fn what_differs_from_row_to_row_is_left_out_for_a_group() {
        let problem =
            problem("Login: it has 41 characters", "x", FieldLength { min: 1, max: 40, actual: 41 });
        assert_eq!(
            what(&problem),
            "Login: it has 41 characters is too long: it has 41 characters, and may have at most 40."
        );
        assert_eq!(
            what_of_group(&problem),
            "Login: it has 41 characters is too long: it may have at most 40."
        );
    }
}
