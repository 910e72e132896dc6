//! Notices as the page shows them: each once, with its rows.

use bulk_user_upload::Report;
use bulk_user_upload::import::{ImportDetails, StoredNoticeGroup};
use bulk_user_upload::problem::NoticeParams;
use bulk_user_upload::report::NoticeGroup;

use super::position::position;
use crate::text::{ENGLISH, visible};

/// How many notices are shown: more would not be read.
const MAX_NOTICES: usize = 100;

/// The notices of the file, which are shown before its errors, and those of its rows, which are shown after
/// them.
#[derive(Debug)]
pub(super) struct Notices {
    pub(super) of_file: Vec<Notice>,
    pub(super) of_rows: Vec<Notice>,
    pub(super) more: Option<String>,
}

/// A notice, and its position.
#[derive(Debug)]
pub(super) struct Notice {
    pub(super) position: String,
    pub(super) message: String,
    /// Some of the values, if there are several.
    pub(super) values: Vec<String>,
}

impl Notices {
    pub(super) fn of_report(report: &Report) -> Self {
        // The choice of a reading says itself that the encoding is not known.
        let mut groups = report.notice_groups();
        groups.retain(|group| match group.first.params() {
            NoticeParams::EncodingAssumed(assumed) => assumed.readings.is_empty(),
            _ => true,
        });
        Self::of(groups.iter().map(Notice::from))
    }

    pub(super) fn of_import(details: &ImportDetails) -> Self {
        Self::of(details.notice_groups().iter().map(Notice::from))
    }

    fn of(notices: impl ExactSizeIterator<Item = Notice>) -> Self {
        let more = notices.len().saturating_sub(MAX_NOTICES);
        let (of_file, of_rows) = notices.take(MAX_NOTICES).partition(|notice| notice.position.is_empty());
        Self { of_file, of_rows, more: (more > 0).then(|| ENGLISH.and_more(more)) }
    }
}

impl From<&NoticeGroup<'_>> for Notice {
    fn from(group: &NoticeGroup<'_>) -> Self {
        Self {
            position: position(&group.rows, &[], group.first.cell(), group.first.column()),
            message: visible(&group.message),
            values: group.values.iter().map(|value| visible(value)).collect(),
        }
    }
}

impl From<&StoredNoticeGroup<'_>> for Notice {
    fn from(group: &StoredNoticeGroup<'_>) -> Self {
        let (cell, column) = (group.first.cell.as_deref(), group.first.column.as_deref());
        Self {
            position: position(&group.rows, &[], cell, column),
            message: visible(&group.first.message),
            values: Vec::new(),
        }
    }
}
