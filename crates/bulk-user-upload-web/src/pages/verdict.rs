//! The verdict on a file as the page shows it: what an upload would create, and each problem once.

use std::collections::BTreeMap;

use bulk_user_upload::import::{ImportMode, PlannedCell, PlannedUser};
use bulk_user_upload::problem::format_rows;
use bulk_user_upload::problem::{EncodingAssumed, EncodingReading};
use bulk_user_upload::report::{ProblemGroup, ProblemValue};
use bulk_user_upload::{Encoding, Report, fold};

use super::notices::Notices;
use super::position::position;
use crate::text::{ENGLISH, visible};

/// How many problems, values of a problem, and ranges of rows are shown: more would not be read.
const MAX_PROBLEMS: usize = 100;
const MAX_VALUES: usize = 10;
/// How many readings are shown at once, and how many cells of each.
const MAX_READINGS: usize = 5;
const MAX_SAMPLES: usize = 5;
const MAX_RANGES_OF_A_VALUE: usize = 6;

/// What a check found.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) title: String,
    pub(super) prospect: String,
    pub(super) is_ok: bool,
    /// Whether the file can be uploaded: not if the file itself has an error.
    pub(super) can_upload: bool,
    /// What the file may say, if its encoding must be chosen, the likeliest first.
    pub(super) readings: Vec<Reading>,
    /// The readings that are less likely.
    pub(super) other_readings: Vec<Reading>,
    /// The encoding that was stated.
    pub(super) encoding: Option<&'static str>,
    pub(super) valid: u32,
    pub(super) groups: Vec<Prospect>,
    pub(super) teams: Vec<Prospect>,
    pub(super) notices: Notices,
    pub(super) problems: Vec<Problem>,
    pub(super) more_problems: Option<String>,
}

/// What a file says in one of the encodings that it may have.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) encoding: &'static str,
    pub(super) samples: Vec<String>,
}

/// How many users would be created in a permission group, or a team.
#[derive(Debug)]
pub(super) struct Prospect {
    pub(super) name: String,
    pub(super) users: usize,
}

/// A problem, and its position.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) title: &'static str,
    pub(super) position: String,
    pub(super) what: String,
    pub(super) values: Vec<Value>,
    pub(super) more: Option<String>,
    pub(super) help: Option<String>,
}

/// A value that has a problem.
#[derive(Debug)]
pub(super) struct Value {
    pub(super) text: String,
    /// What to write instead, how long it is, and in which rows it is.
    pub(super) label: String,
}

impl Verdict {
    /// `encoding` is the one that was stated.
    pub(super) fn of(report: &Report, mode: ImportMode, encoding: Option<Encoding>) -> Self {
        let mut readings = report.encoding_in_question().map_or_else(Vec::new, Reading::all_of);
        let is_in_question = !readings.is_empty();
        let other_readings = readings.split_off(readings.len().min(MAX_READINGS));
        // In an upload that is all or nothing, one error keeps all users from being created.
        let is_created = mode == ImportMode::PartialSuccess || report.is_ok();
        let created = if is_created && !is_in_question { report.valid() } else { 0 };
        let groups = report.problem_groups();
        let file = visible(report.file().name());
        let more_problems = groups.len().saturating_sub(MAX_PROBLEMS);
        let prospect =
            ENGLISH.prospect(report.users(), created, report.rows_with_errors(), report.error_count());
        Self {
            title: if is_in_question {
                ENGLISH.verdict_in_question(&file)
            } else {
                ENGLISH.verdict(&file, report.is_ok())
            },
            prospect: if is_in_question { ENGLISH.choose_reading_first.to_owned() } else { prospect },
            is_ok: report.is_ok() && !is_in_question,
            can_upload: !is_in_question && (report.is_ok() || report.rows_with_errors() > 0),
            readings,
            other_readings,
            encoding: encoding.map(Encoding::name),
            valid: created,
            groups: prospects(report, created, |user| user.permission_group),
            teams: prospects(report, created, |user| user.primary_team),
            notices: Notices::of_report(report),
            problems: groups.iter().take(MAX_PROBLEMS).map(Problem::of).collect(),
            more_problems: (more_problems > 0).then(|| ENGLISH.and_more(more_problems)),
        }
    }
}

/// How many users would be created in each group or team, by name.
fn prospects(
    report: &Report,
    created: u32,
    of: impl Fn(PlannedUser) -> Option<PlannedCell>,
) -> Vec<Prospect> {
    let mut found: BTreeMap<String, Prospect> = BTreeMap::new();
    for cell in report.new_users().take(created as usize).filter_map(|user| of(user.planned())) {
        let first = || Prospect { name: visible(&cell.value), users: 0 };
        found.entry(fold(&cell.value).into_owned()).or_insert_with(first).users += 1;
    }
    found.into_values().collect()
}

impl Reading {
    fn all_of(assumed: &EncodingAssumed) -> Vec<Self> {
        let reading = |reading: &EncodingReading| Self {
            encoding: reading.encoding.name(),
            samples: reading.samples.iter().take(MAX_SAMPLES).map(|sample| visible(sample)).collect(),
        };
        assumed.readings.iter().map(reading).collect()
    }
}

impl Problem {
    fn of(group: &ProblemGroup<'_>) -> Self {
        let more = group.values.len().saturating_sub(MAX_VALUES);
        let what = visible(&group.what);
        let mut values: Vec<_> =
            group.values.iter().take(MAX_VALUES).map(|value| Value::of(group, value)).collect();
        // A value that `what` quotes already is not shown again.
        values.retain(|value| !value.label.is_empty() || !what.contains(&format!("“{}”", value.text)));
        Self {
            title: group.first.code().title(),
            position: position(&group.rows, &group.cells, group.first.cell(), group.first.column()),
            what,
            values,
            more: (more > 0).then(|| ENGLISH.and_more(more)),
            help: group.help.as_deref().map(visible),
        }
    }
}

impl Value {
    fn of(group: &ProblemGroup<'_>, value: &ProblemValue) -> Self {
        let several = group.values.len() > 1;
        let particular = match value.length {
            _ if group.help.is_none() => Some(value.help.clone()),
            Some(length) if several => Some(ENGLISH.characters(length)),
            _ => None,
        };
        let rows = (several && value.rows.len() > 1).then(|| format_rows(&value.rows, MAX_RANGES_OF_A_VALUE));
        let label = match (particular, rows) {
            (Some(particular), Some(rows)) => format!("{particular} ({rows})"),
            (particular, rows) => particular.or(rows).unwrap_or_default(),
        };
        Self { text: visible(&value.spellings.join(" / ")), label: visible(&label) }
    }
}
