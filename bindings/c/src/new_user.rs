//! The users that may be created.

use bulk_user_upload::{NewUser, Password};
use std::mem::offset_of;

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
    /// The row that a spreadsheet shows, from 1.
    pub row: u32,
    /// The physical line of the file, from 1, on which the row begins.
    pub line: u32,
    /// The login, as typed, trimmed.
    pub login: buu_str,
}

unsafe impl Versioned for buu_new_user {
    const NAME: &'static str = "buu_new_user";
    const FIRST_SIZE: usize = offset_of!(Self, login) + size_of::<buu_str>();
}

/// The user at an index, from 0, in the order of the file: of those that may be created, of which there are `buu_report_valid`.
///
/// Fills `*user`, whose texts live as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also where there is no such index.
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

/// A cell of that user, by the template's name of its column, in any case: as typed, trimmed; empty where it is blank.
///
/// Writes `*value`, which lives as long as the report. Fails with `BUU_INVALID_ARGUMENT`, also where the template has no such column, and for the
/// password, which comes out through `buu_report_new_user_password` alone.
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
            out.write(buu_str::of(found.ok_or_else(|| buu_error::argument("there is no such column"))?));
            Ok(())
        })
    }
}

/// The password of that user, exactly as typed. Hash it, and let go of it: print and keep it nowhere.
///
/// Writes `*password`, absent where the template has none, or the cell is blank. It lives, in memory that is wiped then, until the report is freed.
/// Fails with `BUU_INVALID_ARGUMENT`.
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
