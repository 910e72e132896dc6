//! The rows-with-errors file, as a stream.

use std::ffi::c_void;
use std::io::{self, Write};
use std::mem::offset_of;

use bulk_user_upload::Passwords;
use bulk_user_upload::report::{ExportOptions, TextCells};

use crate::error::buu_error;
use crate::guard::{guard, required};
use crate::options::{self, Versioned};
use crate::out::Out;
use crate::report::buu_report;
use crate::result::buu_result;

/// The passwords stay in the file: for somebody who has the upload itself.
pub const BUU_PASSWORDS_KEEP: u32 = 1;
/// The passwords are left blank: for a file that is stored or passed on.
pub const BUU_PASSWORDS_BLANK: u32 = 2;

/// Texts that a spreadsheet might take for a number, a date or TRUE are written as formulas of nothing but text,
/// `="00123"`. The file can be opened and saved by a spreadsheet, and comes back as it was.
pub const BUU_TEXT_CELLS_PROTECTED: u32 = 1;
/// Such texts are written as they are, `00123`, for a program that does not know that form.
pub const BUU_TEXT_CELLS_PLAIN: u32 = 2;

/// How rows with errors are written. Begin with `buu_export_options_init()`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_export_options {
    /// `sizeof(buu_export_options)`.
    pub size: usize,
    /// `BUU_PASSWORDS_KEEP` or `BUU_PASSWORDS_BLANK`.
    pub passwords: u32,
    /// `BUU_TEXT_CELLS_PROTECTED` or `BUU_TEXT_CELLS_PLAIN`; 0 stands for the first.
    pub text_cells: u32,
}

unsafe impl Versioned for buu_export_options {
    const NAME: &'static str = "buu_export_options";
    const FIRST_SIZE: usize = offset_of!(Self, text_cells) + size_of::<u32>();
}

/// Takes the next bytes of a file, which are valid during the call alone. Return 0 to go on; any other
/// number ends the writing with `BUU_CALLBACK_FAILED`. It must neither throw a C++ exception nor `longjmp`
/// out.
pub type buu_write = Option<unsafe extern "C" fn(userdata: *mut c_void, data: *const u8, len: usize) -> i32>;

/// Writes the rows with errors as CSV, to be corrected and uploaded again: the columns of the upload, then
/// a column `Errors`. Each piece of the file is handed to `write` with `userdata`. Where no row has errors,
/// nothing is written.
///
/// `passwords` is `BUU_PASSWORDS_KEEP` or `BUU_PASSWORDS_BLANK`. Writes `*rows`, unless that is NULL, the
/// number of rows. Fails with `BUU_CALLBACK_FAILED`, `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_write_rows_with_errors(
    report: *const buu_report,
    passwords: u32,
    write: buu_write,
    userdata: *mut c_void,
    rows: *mut usize,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let report = required(report, "report")?;
            let passwords = passwords_of(passwords)?;
            write_to(write, userdata, rows, |out| report.0.write_rows_with_errors(out, passwords))
        })
    }
}

/// Does what `buu_report_write_rows_with_errors` does, and lets the caller choose how texts are written that a
/// spreadsheet might change.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_write_rows_with_errors_as(
    report: *const buu_report,
    options: *const buu_export_options,
    write: buu_write,
    userdata: *mut c_void,
    rows: *mut usize,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let report = required(report, "report")?;
            let options = options::read(options)?;
            let options = ExportOptions {
                passwords: passwords_of(options.passwords)?,
                text_cells: text_cells_of(options.text_cells)?,
            };
            write_to(write, userdata, rows, |out| report.0.write_rows_with_errors(out, options))
        })
    }
}

fn passwords_of(number: u32) -> Result<Passwords, buu_error> {
    match number {
        BUU_PASSWORDS_KEEP => Ok(Passwords::Keep),
        BUU_PASSWORDS_BLANK => Ok(Passwords::Blank),
        other => Err(buu_error::argument(format_args!("passwords is {other}"))),
    }
}

pub(crate) fn text_cells_of(number: u32) -> Result<TextCells, buu_error> {
    match number {
        0 | BUU_TEXT_CELLS_PROTECTED => Ok(TextCells::Protected),
        BUU_TEXT_CELLS_PLAIN => Ok(TextCells::Plain),
        other => Err(buu_error::argument(format_args!("text_cells is {other}"))),
    }
}

/// Writes a file to a callback, and the number of its rows to `*rows`, unless that is NULL.
pub(crate) unsafe fn write_to(
    write: buu_write,
    userdata: *mut c_void,
    rows: *mut usize,
    file: impl FnOnce(&mut dyn Write) -> io::Result<usize>,
) -> Result<(), buu_error> {
    let Some(write) = write else { return Err(buu_error::argument("the callback write is NULL")) };
    let mut stream = Stream { write, userdata, refused: 0 };
    let written = file(&mut stream);
    if stream.refused != 0 {
        return Err(buu_error::callback("write", stream.refused));
    }
    let written = written.map_err(buu_error::argument)?;
    if let Some(rows) = Out::if_wanted(rows) {
        unsafe { rows.write(written) };
    }
    Ok(())
}

/// A writer that hands its bytes to a callback.
struct Stream {
    write: unsafe extern "C" fn(*mut c_void, *const u8, usize) -> i32,
    userdata: *mut c_void,
    /// What the callback returned when it ended the writing; else 0.
    refused: i32,
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.refused == 0 {
            self.refused = unsafe { (self.write)(self.userdata, bytes.as_ptr(), bytes.len()) };
        }
        if self.refused == 0 { Ok(bytes.len()) } else { Err(io::ErrorKind::Other.into()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
