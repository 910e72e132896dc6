//! The users that may be created.

use std::mem::offset_of;

use bulk_user_upload::{NewUser, Password};

use crate::error::buu_error;
use crate::guard::{guard, required};
use crate::options::{self, Versioned};
use crate::out::Out;
use crate::report::buu_report;
use crate::result::buu_result;
use crate::str::buu_str;

/// A user that may be created. Begin with `buu_new_user_init()`; one struct serves for all.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_new_user {
    /// `sizeof(buu_new_user)`.
    pub size: usize,
    /// The row, as a spreadsheet counts, from 1.
    pub row: u32,
    /// The physical line of the file, from 1, on which the row begins.
    pub line: u32,
    /// The login as it was typed, but trimmed.
    pub login: buu_str,
}

unsafe impl Versioned for buu_new_user {
    const NAME: &'static str = "buu_new_user";
    const FIRST_SIZE: usize = offset_of!(Self, login) + size_of::<buu_str>();
}

/// The user at an index, from 0, of those that may be created, in the order of the file. `buu_report_valid`
/// gives their number.
///
/// Fills `*user`, whose texts are valid as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also
/// where the index is out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_new_user(
    report: *const buu_report,
    index: usize,
    user: *mut buu_new_user,
) -> buu_result {
    unsafe {
        guard(std::ptr::null_mut(), || {
            let found = find(report, index)?;
            let found = buu_new_user {
                size: 0,
                row: found.row(),
                line: found.line(),
                login: buu_str::of(found.login()),
            };
            options::write(user, &found)
        })
    }
}

/// A cell of that user, by the name of its column in the template, in any case: as it was typed, but
/// trimmed; empty where it is blank.
///
/// Writes `*value`, which is valid as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also where the
/// template does not have the column, and for the password: only `buu_report_new_user_password` gives that.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_new_user_cell(
    report: *const buu_report,
    index: usize,
    column: buu_str,
    value: *mut buu_str,
) -> buu_result {
    unsafe {
        guard(std::ptr::null_mut(), || {
            let out = Out::new(value, "value")?;
            let found = find(report, index)?.get(column.text("column")?);
            out.write(buu_str::of(
                found.ok_or_else(|| buu_error::argument("the template does not have this column"))?,
            ));
            Ok(())
        })
    }
}

/// The password of that user, exactly as typed. Hash it; never print or store it.
///
/// Writes `*password`, which is absent where the template has no password or the cell is blank. It is valid
/// until the report is freed, which overwrites its memory. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_new_user_password(
    report: *const buu_report,
    index: usize,
    password: *mut buu_str,
) -> buu_result {
    unsafe {
        guard(std::ptr::null_mut(), || {
            let out = Out::new(password, "password")?;
            let found = find(report, index)?.password();
            out.write(buu_str::of_option(found.map(Password::expose)));
            Ok(())
        })
    }
}

unsafe fn find<'r>(report: *const buu_report, index: usize) -> Result<NewUser<'r>, buu_error> {
    let user = unsafe { required(report, "report")? }.0.new_user(index);
    user.ok_or_else(buu_error::index)
}
