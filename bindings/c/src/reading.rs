//! What a file may say whose encoding was assumed: the readings of the notice `encoding-assumed`.

use bulk_user_upload::problem::EncodingAssumed;

use crate::guard::or;
use crate::report::buu_report;
use crate::str::buu_str;

/// The number of readings: what the file may say, where its encoding was assumed and its users depend on it.
/// The most plausible is the first. A person must choose one, by its samples, before anybody can be imported;
/// `buu_file.encoding` then states its encoding, `windows-1252` too. 0 where nothing must be chosen. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_reading_count(report: *const buu_report) -> usize {
    or(0, || unsafe { assumed(report) }.map_or(0, |assumed| assumed.readings.len()))
}

/// The encoding of the reading at an index, from 0: `windows-1250`. It is never freed. Absent where the index is
/// out of range. NULL `report`: absent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_reading_encoding(report: *const buu_report, reading: usize) -> buu_str {
    let encoding = || Some(unsafe { assumed(report) }?.readings.get(reading)?.encoding.name());
    or(buu_str::ABSENT, || buu_str::of_option(encoding()))
}

/// The number of cells that show how the readings differ; each reading has a sample of each. 0 where there are
/// no readings. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_sample_count(report: *const buu_report) -> usize {
    or(0, || unsafe { assumed(report) }.map_or(0, |assumed| assumed.cells.len()))
}

/// The cell at an index, from 0, as a spreadsheet names it: `A2`. It is valid as long as the report. Absent where
/// the index is out of range. NULL `report`: absent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_sample_cell(report: *const buu_report, sample: usize) -> buu_str {
    let cell = || Some(unsafe { assumed(report) }?.cells.get(sample)?.as_str());
    or(buu_str::ABSENT, || buu_str::of_option(cell()))
}

/// What a reading says in the cell at the index `sample`, trimmed; it may be empty. It is valid as long as the
/// report. Absent where an index is out of range. NULL `report`: absent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_reading_sample(
    report: *const buu_report,
    reading: usize,
    sample: usize,
) -> buu_str {
    let text = || Some(unsafe { assumed(report) }?.readings.get(reading)?.samples.get(sample)?.as_str());
    or(buu_str::ABSENT, || buu_str::of_option(text()))
}

unsafe fn assumed<'r>(report: *const buu_report) -> Option<&'r EncodingAssumed> {
    unsafe { report.as_ref() }?.0.encoding_in_question()
}
