//! The notices of a report.

use std::ffi::c_char;

use crate::guard::or;
use crate::report::buu_report;
use crate::str::{buu_str, short};

/// The number of notices: decisions about the file that deserve a look, though they are not errors. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_notice_count(report: *const buu_report) -> usize {
    or(0, || unsafe { report.as_ref() }.map_or(0, |report| report.0.notice_count()))
}

/// The code of the notice at an index, from 0: `encoding-assumed` or `column-ignored`; later versions may
/// add some. It is never freed. Absent where the index is out of range, and for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_notice_code(report: *const buu_report, index: usize) -> buu_str {
    or(buu_str::ABSENT, || {
        let report = unsafe { report.as_ref() };
        let notice = report.and_then(|report| report.0.notice(index));
        buu_str::of_option(notice.map(|notice| notice.code().as_str()))
    })
}

/// The notice at an index, from 0, in a sentence. Written into `buffer` as a short text; gives the length
/// of the whole, and 0 where the index is out of range. NULL `report`: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_notice_message(
    report: *const buu_report,
    index: usize,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    let message = || unsafe { report.as_ref() }?.0.notice(index).map(|notice| notice.message());
    unsafe { short(buffer, room, message) }
}
