//! The rows-with-errors file, as a stream.

use std::ffi::c_void;
use std::io::{self, Write};

use bulk_user_upload::Passwords;

use crate::error::buu_error;
use crate::guard::{guard, required};
use crate::out::Out;
use crate::report::buu_report;
use crate::result::buu_result;

/// The passwords stay in the file: for somebody who has the upload itself.
pub const BUU_PASSWORDS_KEEP: u32 = 1;
/// The passwords are left blank: for a file that is stored or passed on.
pub const BUU_PASSWORDS_BLANK: u32 = 2;

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
            let passwords = match passwords {
                BUU_PASSWORDS_KEEP => Passwords::Keep,
                BUU_PASSWORDS_BLANK => Passwords::Blank,
                other => return Err(buu_error::argument(format_args!("passwords is {other}"))),
            };
            write_to(write, userdata, rows, |out| report.0.write_rows_with_errors(out, passwords))
        })
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
