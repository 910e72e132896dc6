//! `buu_problem`: one error of a report.

use std::ffi::c_char;
use std::mem::offset_of;

use bulk_user_upload::Problem;
use bulk_user_upload::problem::{CellName, Level};

use crate::guard::{guard, or, required};
use crate::options::{self, Versioned};
use crate::report::buu_report;
use crate::result::buu_result;
use crate::str::{buu_str, fill, short};

/// An error of the file or its header.
pub const BUU_LEVEL_FILE: u32 = 1;
/// An error of a row.
pub const BUU_LEVEL_ROW: u32 = 2;
/// An error of a cell.
pub const BUU_LEVEL_FIELD: u32 = 3;

/// One error: what is wrong, and where. Its message, suggestion and params have functions of their own.
/// Begin with `buu_problem_init()`; one struct serves for all.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_problem {
    /// `sizeof(buu_problem)`.
    pub size: usize,
    /// What is wrong: `BUU_CODE_…`. Later versions may add some.
    pub code: u32,
    /// `BUU_LEVEL_FILE`, `BUU_LEVEL_ROW` or `BUU_LEVEL_FIELD`.
    pub level: u32,
    /// The row that a spreadsheet shows, from 1; 0 for none.
    pub row: u32,
    /// The physical line of the file, from 1; 0 for none.
    pub line: u32,
    /// The column, under the template's name; absent for a row, a header or a file.
    pub column: buu_str,
    /// The normalized text of the cell (trimmed); absent for a password, a cell that may hold one, a row, a
    /// header or a file.
    pub value: buu_str,
    /// The cell as a spreadsheet names it: `"C7"`; `""` for none.
    pub cell: [c_char; 24],
}

unsafe impl Versioned for buu_problem {
    const NAME: &'static str = "buu_problem";
    const FIRST_SIZE: usize = offset_of!(Self, cell) + size_of::<[c_char; 24]>();
}

/// The number of errors. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_error_count(report: *const buu_report) -> usize {
    or(0, || unsafe { report.as_ref() }.map_or(0, |report| report.0.error_count()))
}

/// The error at an index, from 0, in the report's order: those of the file first, then by row, then by
/// column. This allocates memory only for an error of a whole row, which is read again.
///
/// Fills `*problem`, whose texts are valid as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also
/// where the index is out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_error(
    report: *const buu_report,
    index: usize,
    problem: *mut buu_problem,
) -> buu_result {
    unsafe {
        guard(std::ptr::null_mut(), || {
            let position = required(report, "report")?.0.error_position(index);
            let position = position.ok_or_else(|| crate::buu_error::argument("the index is out of range"))?;
            let found = buu_problem {
                size: 0,
                code: position.code.number().into(),
                level: level(position.code.level()),
                row: position.row.unwrap_or_default(),
                line: position.line.unwrap_or_default(),
                column: buu_str::of_option(position.column),
                value: buu_str::of_option(position.value),
                cell: cell(position.cell),
            };
            options::write(problem, &found)
        })
    }
}

pub(crate) fn level(level: Level) -> u32 {
    match level {
        Level::File => BUU_LEVEL_FILE,
        Level::Row => BUU_LEVEL_ROW,
        Level::Field => BUU_LEVEL_FIELD,
    }
}

/// The name of a cell, as a C string.
pub(crate) fn cell(name: Option<CellName>) -> [c_char; 24] {
    let mut cell = [0; 24];
    if let Some(name) = name {
        unsafe { fill(name.as_str(), cell.as_mut_ptr(), cell.len()) };
    }
    cell
}

/// What is wrong, with what, and what to do about it, in a sentence or two. Written into `buffer` as a
/// short text; gives the length of the whole, and 0 where the index is out of range. NULL `report`: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_error_message(
    report: *const buu_report,
    index: usize,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    unsafe { write(report, index, |problem: &Problem<'_>| problem.message(), buffer, room) }
}

/// What to write in the cell instead, if there is a suggestion. Written into `buffer` as a short text;
/// gives the length of the whole, and 0 where there is none. NULL `report`: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_error_suggestion(
    report: *const buu_report,
    index: usize,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    let suggestion = |problem: &Problem<'_>| problem.suggestion().unwrap_or_default().to_owned();
    unsafe { write(report, index, suggestion, buffer, room) }
}

/// The params, as JSON: `{"min":1,"max":40,"actual":41}`; the book's page "Errors" lists those of each
/// code. Written into `buffer` as a short text; gives the length of the whole, and 0 where the index is out
/// of range. NULL `report`: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_error_params(
    report: *const buu_report,
    index: usize,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    let params = |problem: &Problem<'_>| serde_json::to_string(problem.params()).unwrap_or_default();
    unsafe { write(report, index, params, buffer, room) }
}

unsafe fn write(
    report: *const buu_report,
    index: usize,
    text: impl FnOnce(&Problem<'_>) -> String,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    let text = || unsafe { report.as_ref() }?.0.error(index).map(|problem| text(&problem));
    unsafe { short(buffer, room, text) }
}
