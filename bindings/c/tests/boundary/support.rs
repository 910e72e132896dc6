//! What the tests have in common.

use std::ffi::c_char;
use std::ptr::{null, null_mut};
use std::slice;

use bulk_user_upload_c::*;

/// A directory with one uploader, `alice`.
pub(crate) const OFFICE: &str = r#"{
    "users": [{"login": "alice", "permission_group": "Admin", "teams": ["Sales"]}, {"login": "bob"}],
    "permission_groups": [{"name": "Admin", "level": 50}, {"name": "Agent", "level": 10}],
    "teams": [{"name": "Sales"}], "capacity_plans": [{"name": "Standard"}]
}"#;

/// Three users, one with errors.
pub(crate) const USERS: &str = "\
First name,Last name,Login,Password,Permission group,Web RTC,Extension,Primary team,Capacity plan,Active
Ann,Lee,ann,Passw0rdX,Agent,TRUE,0101,Sales,Standard,TRUE
Bob,Hill,Bob,short,Agnet,WAHR,,Sales,,TRUE
Cid,Ray,cid,Passw0rdY,agent,false,,sales,,TRUE
";

/// A text as C hands it over.
pub(crate) fn text(text: &str) -> buu_str {
    buu_str { data: text.as_ptr().cast(), len: text.len() }
}

/// A text that came back; `None` where there is none.
pub(crate) fn back<'t>(text: buu_str) -> Option<&'t str> {
    let bytes = (!text.data.is_null()).then(|| unsafe { slice::from_raw_parts(text.data.cast(), text.len) });
    bytes.map(|bytes| std::str::from_utf8(bytes).expect("what comes back is UTF-8"))
}

/// A file whose bytes are at hand.
pub(crate) fn file(name: &str, data: &[u8]) -> buu_file {
    buu_file {
        size: size_of::<buu_file>(),
        name: text(name),
        path: text(""),
        data: data.as_ptr(),
        data_len: data.len(),
        encoding: text(""),
        mapping: null(),
        mapping_count: 0,
    }
}

/// A short text, by way of a buffer of just its size.
pub(crate) fn short(mut write: impl FnMut(*mut c_char, usize) -> usize) -> String {
    let length = write(null_mut(), 0);
    let mut buffer = vec![0_u8; length + 1];
    assert_eq!(write(buffer.as_mut_ptr().cast(), buffer.len()), length);
    assert_eq!(buffer.pop(), Some(0));
    String::from_utf8(buffer).expect("what comes back is UTF-8")
}

/// The directory.
pub(crate) fn office(json: &str) -> *mut buu_directory {
    let mut directory = null_mut();
    assert_eq!(unsafe { buu_directory_from_json(text(json), &raw mut directory, null_mut()) }, BUU_OK);
    directory
}

/// The report on a file.
pub(crate) fn report_on(name: &str, data: &[u8]) -> *mut buu_report {
    let (directory, mut report) = (office(OFFICE), null_mut());
    unsafe {
        let file = file(name, data);
        let done = buu_check(null(), &raw const file, directory, text("alice"), &raw mut report, null_mut());
        assert_eq!(done, BUU_OK);
        buu_directory_free(directory);
    }
    report
}

/// The report as JSON.
pub(crate) fn json_of(report: *const buu_report) -> serde_json::Value {
    let mut json = null_mut();
    unsafe {
        assert_eq!(buu_report_json(report, &raw mut json, null_mut()), BUU_OK);
        let value = serde_json::from_str(back(buu_text_str(json)).unwrap()).unwrap();
        buu_text_free(json);
        value
    }
}
