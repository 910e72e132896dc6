//! A password that stands in the wrong place is in nothing that the library gives (SPEC section 4), except in
//! a file of rows with errors that keeps its passwords.

use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::slice;

use bulk_user_upload_c::*;
use serde_json::Value;

use crate::accessors::by_index;
use crate::support::{file, json_of, office, text};

/// Appends what is written to the `Vec` that `userdata` points to.
unsafe extern "C" fn gather(userdata: *mut c_void, data: *const u8, length: usize) -> i32 {
    let (gathered, piece) =
        unsafe { (&mut *userdata.cast::<Vec<u8>>(), slice::from_raw_parts(data, length)) };
    gathered.extend_from_slice(piece);
    0
}

fn rows_with_errors(report: *const buu_report, passwords: u32) -> String {
    let mut gathered = Vec::new();
    let userdata = (&raw mut gathered).cast();
    let done = unsafe {
        buu_report_write_rows_with_errors(report, passwords, Some(gather), userdata, null_mut(), null_mut())
    };
    assert_eq!(done, BUU_OK);
    String::from_utf8(gathered).unwrap()
}

#[test]
#[cfg_attr(miri, ignore = "it reads files")]
fn a_password_that_slipped_is_in_no_text() {
    let directory = std::fs::read_to_string(testdata::folder().join("directories/office.json")).unwrap();
    for (path, bytes) in testdata::slipped() {
        let directory = office(&directory);
        let (upload, mut report) = (file("users.csv", &bytes), null_mut());
        let done = unsafe {
            buu_check(null(), &raw const upload, directory, text("alice"), &raw mut report, null_mut())
        };
        assert_eq!(done, BUU_OK);
        let by_index: Value = by_index(report);
        assert!(by_index["errors"].as_array().is_some_and(|errors| errors.len() > 50));
        for shown in
            [json_of(report).to_string(), by_index.to_string(), rows_with_errors(report, BUU_PASSWORDS_BLANK)]
        {
            assert!(!shown.contains(testdata::SLIPPED_PASSWORD), "{}: {shown}", path.display());
        }
        assert!(rows_with_errors(report, BUU_PASSWORDS_KEEP).contains(testdata::SLIPPED_PASSWORD));
        unsafe {
            buu_report_free(report);
            buu_directory_free(directory);
        }
    }
}
