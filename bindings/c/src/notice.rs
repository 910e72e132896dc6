//! `buu_notice`: one notice of a report.

use std::ffi::c_char;
use std::mem::offset_of;

use bulk_user_upload::Notice;

use crate::guard::{guard, or, required};
use crate::options::{self, Versioned};
use crate::problem::cell;
use crate::report::buu_report;
use crate::result::buu_result;
use crate::str::{buu_str, short};

/// One notice: what was decided about the file, or seen in it, and where. Its message, suggestion and params
/// have functions of their own. Begin with `buu_notice_init()`; one struct serves for all.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_notice {
    /// `sizeof(buu_notice)`.
    pub size: usize,
    /// What was noticed: the text of `BUU_NOTICE_…`. It is never freed. Later versions may add some.
    pub code: buu_str,
    /// The row that a spreadsheet shows, from 1; 0 for a notice of the file.
    pub row: u32,
    /// The physical line of the file, from 1; 0 for a notice of the file.
    pub line: u32,
    /// The column, under the template's name; absent for a row or a file.
    pub column: buu_str,
    /// The normalized text of the cell (trimmed); absent for a password, a cell that may hold one, a row or a
    /// file.
    pub value: buu_str,
    /// The cell as a spreadsheet names it: `"C7"`; `""` for none.
    pub cell: [c_char; 24],
}

unsafe impl Versioned for buu_notice {
    const NAME: &'static str = "buu_notice";
    const FIRST_SIZE: usize = offset_of!(Self, cell) + size_of::<[c_char; 24]>();
}

/// The number of notices: what deserves a look, though it is no error. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_notice_count(report: *const buu_report) -> usize {
    or(0, || unsafe { report.as_ref() }.map_or(0, |report| report.0.notice_count()))
}

/// The notice at an index, from 0, in the report's order: those of the file first, then by row, then by
/// column.
///
/// Fills `*notice`, whose texts are valid as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also
/// where the index is out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_notice(
    report: *const buu_report,
    index: usize,
    notice: *mut buu_notice,
) -> buu_result {
    unsafe {
        guard(std::ptr::null_mut(), || {
            let found = required(report, "report")?.0.notice(index);
            let found = found.ok_or_else(|| crate::buu_error::argument("the index is out of range"))?;
            let position = found.position();
            let found = buu_notice {
                size: 0,
                code: buu_str::of(position.code.as_str()),
                row: position.row.unwrap_or_default(),
                line: position.line.unwrap_or_default(),
                column: buu_str::of_option(position.column),
                value: buu_str::of_option(position.value),
                cell: cell(position.cell),
            };
            options::write(notice, &found)
        })
    }
}

/// What was noticed, in a sentence or two. Written into `buffer` as a short text; gives the length of the
/// whole, and 0 where the index is out of range. NULL `report`: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_notice_message(
    report: *const buu_report,
    index: usize,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    unsafe { write(report, index, |notice: &Notice<'_>| notice.message(), buffer, room) }
}

/// What the cell should probably hold instead, if there is a suggestion. Written into `buffer` as a short
/// text; gives the length of the whole, and 0 where there is none. NULL `report`: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_notice_suggestion(
    report: *const buu_report,
    index: usize,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    let suggestion = |notice: &Notice<'_>| notice.suggestion().unwrap_or_default().to_owned();
    unsafe { write(report, index, suggestion, buffer, room) }
}

/// The params, as JSON: `{"column":"Notes","cell":"K1"}`; the book's page "Errors" lists those of each notice.
/// Written into `buffer` as a short text; gives the length of the whole, and 0 where the index is out of
/// range. NULL `report`: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_notice_params(
    report: *const buu_report,
    index: usize,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    let params = |notice: &Notice<'_>| serde_json::to_string(notice.params()).unwrap_or_default();
    unsafe { write(report, index, params, buffer, room) }
}

unsafe fn write(
    report: *const buu_report,
    index: usize,
    text: impl FnOnce(&Notice<'_>) -> String,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    let text = || unsafe { report.as_ref() }?.0.notice(index).map(|notice| text(&notice));
    unsafe { short(buffer, room, text) }
}
