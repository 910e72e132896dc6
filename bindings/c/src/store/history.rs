//! `buu_history`: imports of the history.

use std::mem::offset_of;

use bulk_user_upload::import::{
    CountRange, HistoryPage, ImportFilter, ImportId, ImportRecord, ImportStatus, ImportStore,
};

use super::mode::number_of_mode;
use super::open::buu_store;
use crate::argument::elements;
use crate::error::buu_error;
use crate::guard::{free, guard, or, required};
use crate::options::{self, Versioned};
use crate::out::Out;
use crate::result::buu_result;
use crate::str::buu_str;
use crate::text::{buu_text, json_of, to_json};

/// The import is running (the product shows a spinner).
pub const BUU_STATUS_IN_PROGRESS: u32 = 1;
/// Every user was created (a tick).
pub const BUU_STATUS_SUCCEEDED: u32 = 2;
/// The file, or some of its rows, had errors (a cross).
pub const BUU_STATUS_FAILED: u32 = 3;
/// The import was stopped early. Its record says exactly what it created.
pub const BUU_STATUS_INTERRUPTED: u32 = 4;
/// The import was undone: the users that it created were deactivated, except those that had been changed
/// since.
pub const BUU_STATUS_UNDONE: u32 = 5;

/// Imports of the history, as they were when they were read. It never changes. Any number of threads may
/// read it at once.
#[derive(Debug)]
pub struct buu_history(Vec<Line>);

/// A record, and its times as text.
#[derive(Debug)]
struct Line {
    record: ImportRecord,
    start: String,
    end: Option<String>,
}

impl buu_history {
    pub(super) fn new(records: Vec<ImportRecord>) -> Self {
        let line = |record: ImportRecord| Line {
            start: record.start.to_string(),
            end: record.end.map(|end| end.to_string()),
            record,
        };
        Self(records.into_iter().map(line).collect())
    }
}

/// An import of the history, with the columns of the product. `created + rows_with_errors + not_attempted`
/// is always `users`. Begin with `buu_import_record_init()`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_import_record {
    /// `sizeof(buu_import_record)`.
    pub size: usize,
    /// Its number in the history, from 1.
    pub id: i64,
    /// The last import before this one whose file had the same bytes; 0 for none.
    pub same_file_as: i64,
    /// Upload status: `BUU_STATUS_…`.
    pub status: u32,
    /// `BUU_PARTIAL_SUCCESS` or `BUU_ALL_OR_NOTHING`.
    pub mode: u32,
    /// Users: the number of entries in the uploaded file.
    pub users: u32,
    /// Created: the number of users that were created.
    pub created: u32,
    /// Rows with errors.
    pub rows_with_errors: u32,
    /// The number of entries that are neither created nor have errors.
    pub not_attempted: u32,
    /// Uploaded by: a login.
    pub uploaded_by: buu_str,
    /// Upload start: `2026-11-23T09:30:00.123456789Z`, always in UTC.
    pub start: buu_str,
    /// Upload end; absent while the import is in progress.
    pub end: buu_str,
    /// The file's name.
    pub file_name: buu_str,
    /// The SHA-256 of the file; absent where it is over the limit and was not read to its end.
    pub sha256: buu_str,
}

unsafe impl Versioned for buu_import_record {
    const NAME: &'static str = "buu_import_record";
    const FIRST_SIZE: usize = offset_of!(Self, sha256) + size_of::<buu_str>();
}

/// Which imports are wanted: those that match every field. Begin with `buu_history_filter_init()`, which
/// matches all.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_history_filter {
    /// `sizeof(buu_history_filter)`.
    pub size: usize,
    /// Upload status: any of these, `BUU_STATUS_…`; NULL matches all.
    pub status: *const u32,
    /// The number of statuses.
    pub status_count: usize,
    /// Users: `5`, `1..10`, `1..` or `..10`; empty matches all.
    pub users: buu_str,
    /// Created, in the same form.
    pub created: buu_str,
    /// Rows with errors, in the same form.
    pub rows_with_errors: buu_str,
    /// Uploaded by this login, in any case; empty matches all.
    pub uploaded_by: buu_str,
    /// Only imports with a lower number than this; 0 begins with the newest.
    pub before: i64,
    /// At most this many imports; 0 stands for 50.
    pub limit: usize,
    /// A part of the file's name, in any case; empty lets all pass.
    pub file_name: buu_str,
}

unsafe impl Versioned for buu_history_filter {
    const NAME: &'static str = "buu_history_filter";
    const FIRST_SIZE: usize = offset_of!(Self, limit) + size_of::<usize>();
}

impl buu_history_filter {
    unsafe fn to_rust(self) -> Result<(ImportFilter, HistoryPage), buu_error> {
        let Self {
            size: _,
            status,
            status_count,
            users,
            created,
            rows_with_errors,
            uploaded_by,
            before,
            limit,
            file_name,
        } = self;
        unsafe {
            let status = elements(status, status_count, "status")?;
            let filter = ImportFilter {
                status: status.iter().map(|&status| status_of(status)).collect::<Result<_, _>>()?,
                users: range(users, "users")?,
                created: range(created, "created")?,
                rows_with_errors: range(rows_with_errors, "rows_with_errors")?,
                uploaded_by: uploaded_by.text_if_any("uploaded_by")?.map(str::to_owned),
                file_name: file_name.text_if_any("file_name")?.map(str::to_owned),
            };
            let page = HistoryPage {
                before: (before != 0).then_some(ImportId(before)),
                limit: if limit == 0 { HistoryPage::default().limit } else { limit },
            };
            Ok((filter, page))
        }
    }
}

unsafe fn range(text: buu_str, name: &str) -> Result<CountRange, buu_error> {
    match unsafe { text.text_if_any(name)? } {
        None => Ok(CountRange::ALL),
        Some(text) => text.parse().map_err(buu_error::argument),
    }
}

/// Every status, beside its number.
const STATUSES: [(u32, ImportStatus); 5] = [
    (BUU_STATUS_IN_PROGRESS, ImportStatus::InProgress),
    (BUU_STATUS_SUCCEEDED, ImportStatus::Succeeded),
    (BUU_STATUS_FAILED, ImportStatus::Failed),
    (BUU_STATUS_INTERRUPTED, ImportStatus::Interrupted),
    (BUU_STATUS_UNDONE, ImportStatus::Undone),
];

fn status_of(number: u32) -> Result<ImportStatus, buu_error> {
    let found = STATUSES.iter().find(|(known, _)| *known == number);
    found.map(|(_, status)| *status).ok_or_else(|| buu_error::argument(format_args!("{number} is no status")))
}

fn number_of(status: ImportStatus) -> u32 {
    STATUSES.iter().find(|(_, known)| *known == status).map_or(0, |(number, _)| *number)
}

/// The imports that match a filter, the newest first. `filter` may be NULL: the newest 50.
///
/// Writes `*history`, which the caller frees with `buu_history_free`. Fails with `BUU_STORE_…`,
/// `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_history(
    store: *const buu_store,
    filter: *const buu_history_filter,
    history: *mut *mut buu_history,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(history, "history")?;
            let filter = options::read_if_any(filter)?.map(|filter| filter.to_rust()).transpose()?;
            let (filter, page) = filter.unwrap_or_default();
            let records = required(store, "store")?.store.history(&filter, page)?;
            out.hand_over(buu_history::new(records));
            Ok(())
        })
    }
}

/// The number of imports. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_history_count(history: *const buu_history) -> usize {
    or(0, || unsafe { history.as_ref() }.map_or(0, |history| history.0.len()))
}

/// The import at an index, from 0.
///
/// Fills `*record`, whose texts are valid as long as the history. Fails with `BUU_INVALID_ARGUMENT`, also
/// where the index is out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_history_record(
    history: *const buu_history,
    index: usize,
    record: *mut buu_import_record,
) -> buu_result {
    unsafe {
        guard(std::ptr::null_mut(), || {
            let line = required(history, "history")?.0.get(index);
            let Line { record: found, start, end } = line.ok_or_else(buu_error::index)?;
            let found = buu_import_record {
                size: 0,
                id: found.id.0,
                same_file_as: found.same_file_as.map_or(0, |id| id.0),
                status: number_of(found.status),
                mode: number_of_mode(found.mode),
                users: found.users,
                created: found.created,
                rows_with_errors: found.rows_with_errors,
                not_attempted: found.not_attempted,
                uploaded_by: buu_str::of(&found.uploaded_by),
                start: buu_str::of(start),
                end: buu_str::of_option(end.as_deref()),
                file_name: buu_str::of(&found.file_name),
                sha256: buu_str::of_option(found.sha256.as_deref()),
            };
            options::write(record, &found)
        })
    }
}

/// The imports as JSON: a list of their records. It also has when, and by whom, an import was undone.
///
/// Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_history_json(
    history: *const buu_history,
    json: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    let records = |history: &buu_history| {
        let records: Vec<_> = history.0.iter().map(|line| &line.record).collect();
        Ok(to_json(&records))
    };
    unsafe { json_of(history, "history", json, error, records) }
}

/// Frees a history. NULL: nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_history_free(history: *mut buu_history) {
    unsafe { free(history) }
}
