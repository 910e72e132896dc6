//! Arguments that a careful program would not pass.

use std::ffi::{c_char, c_void};
use std::mem::offset_of;
use std::ptr::{null, null_mut};

use bulk_user_upload_c::*;

use crate::support::{OFFICE, USERS, back, file, office, report_on, text};

/// Frees an error, and gives its message.
fn taken(error: *mut buu_error) -> String {
    unsafe {
        let message = back(buu_error_message(error)).unwrap_or_default().to_owned();
        buu_error_free(error);
        message
    }
}

/// The result and the message of a check that fails.
fn refusal(file: &buu_file) -> (buu_result, String) {
    let (directory, mut report, mut error) = (office(OFFICE), null_mut(), null_mut());
    let result = unsafe {
        buu_check(null(), &raw const *file, directory, text("alice"), &raw mut report, &raw mut error)
    };
    unsafe { buu_directory_free(directory) };
    assert!(report.is_null());
    (result, taken(error))
}

#[test]
fn a_file_is_a_path_or_bytes() {
    let of = |change: &dyn Fn(&mut buu_file)| {
        let mut upload = file("users.csv", USERS.as_bytes());
        change(&mut upload);
        let (result, message) = refusal(&upload);
        assert_eq!(result, BUU_INVALID_ARGUMENT);
        message
    };
    assert_eq!(of(&|file| file.name = text("")), "a buu_file needs a path, or a name and its bytes");
    assert_eq!(of(&|file| file.path = text("users.csv")), "a buu_file has a path or bytes, not both");
    assert_eq!(
        of(&|file| file.data = null()),
        format!("the data of the file is NULL, and its length is {}", USERS.len())
    );
    assert_eq!(of(&|file| file.name.data = null()), "the name of the file is NULL, and its length is 9");
    assert_eq!(
        of(&|file| file.data_len = usize::MAX),
        format!("the data of the file has a length that no memory has: {}", usize::MAX)
    );
    let (result, message) =
        refusal(&buu_file { path: text("a\0b.csv"), data: null(), data_len: 0, ..file("", b"") });
    assert_eq!((result, message.as_str()), (BUU_INVALID_ARGUMENT, "the path has a NUL byte in it"));
}

#[test]
fn what_a_file_states_is_text() {
    let of = |change: &dyn Fn(&mut buu_file)| {
        let mut upload = file("users.csv", USERS.as_bytes());
        change(&mut upload);
        refusal(&upload)
    };
    let broken = buu_str { data: b"\xFF".as_ptr().cast(), len: 1 };
    let argument = |message: &str| (BUU_INVALID_ARGUMENT, message.to_owned());
    assert_eq!(
        of(&|file| file.encoding = broken),
        argument("the encoding of the file is not UTF-8, from its byte 0 on")
    );
    assert_eq!(
        of(&|file| file.mapping_count = 2),
        argument("the mapping of the file is NULL, and its length is 2")
    );
    for (pair, message) in [
        ((broken, text("Login")), "a header of the mapping is not UTF-8, from its byte 0 on"),
        ((text("E-mail"), broken), "a column of the mapping is not UTF-8, from its byte 0 on"),
    ] {
        let pair = buu_mapped_header { header: pair.0, column: pair.1 };
        let refused = of(&|file| (file.mapping, file.mapping_count) = (&raw const pair, 1));
        assert_eq!(refused, argument(message));
    }
    let pair = buu_mapped_header { header: text(""), column: text("Login") };
    let (result, message) = of(&|file| (file.mapping, file.mapping_count) = (&raw const pair, 1));
    assert_eq!(result, BUU_INVALID_MAPPING);
    assert!(message.contains("no character that counts in a header"), "{message}");
}

/// A program that was built before a file could state its encoding.
#[test]
fn a_file_of_the_first_version_states_nothing() {
    let mut upload = file("users.csv", USERS.as_bytes());
    (upload.encoding, upload.mapping_count) = (text("utf-9"), 7);
    upload.size = offset_of!(buu_file, encoding);
    let (directory, mut report) = (office(OFFICE), null_mut());
    unsafe {
        let upload = &raw const upload;
        let done = buu_check(null(), upload, directory, text("alice"), &raw mut report, null_mut());
        assert_eq!((done, buu_report_users(report)), (BUU_OK, 3));
        buu_report_free(report);
        buu_directory_free(directory);
    }
}

#[test]
fn a_text_that_is_not_utf_8_is_not_quoted() {
    let secret = b"sEcret\xFFsEcret";
    let text = buu_str { data: secret.as_ptr().cast(), len: secret.len() };
    let (mut policy, mut unmet, mut error) = (null_mut(), 9, null_mut());
    unsafe {
        assert_eq!(
            buu_password_policy_preset(crate::support::text("nist"), &raw mut policy, null_mut()),
            BUU_OK
        );
        let done =
            buu_password_policy_validate(policy, text, null(), &raw mut unmet, null_mut(), &raw mut error);
        assert_eq!(done, BUU_INVALID_ARGUMENT);
        buu_password_policy_free(policy);
    }
    assert_eq!(unmet, 9);
    assert_eq!(taken(error), "password is not UTF-8, from its byte 6 on");
}

#[test]
fn a_size_that_was_never_set_is_refused() {
    for size in [0, 1, size_of::<usize>(), offset_of!(buu_file, encoding) - 1, usize::MAX, 1 << 40] {
        let upload = buu_file { size, ..file("users.csv", USERS.as_bytes()) };
        let (result, message) = refusal(&upload);
        assert_eq!(result, BUU_INVALID_ARGUMENT);
        assert_eq!(
            message,
            format!("the size of buu_file is {size}: begin with buu_file_init(), which sets it")
        );
    }
}

#[test]
fn a_directory_needs_its_four_callbacks() {
    unsafe extern "C" fn ask(
        _userdata: *mut c_void,
        _uploader: buu_str,
        _names: *const buu_name,
        _count: usize,
        _answers: *mut buu_answers,
    ) -> i32 {
        0
    }
    let all = buu_directory_callbacks {
        size: size_of::<buu_directory_callbacks>(),
        userdata: null_mut(),
        existing_logins: Some(ask),
        permission_groups: Some(ask),
        primary_teams: Some(ask),
        capacity_plans: Some(ask),
        default_password_policy: None,
    };
    for (name, callbacks) in [
        ("existing_logins", buu_directory_callbacks { existing_logins: None, ..all }),
        ("permission_groups", buu_directory_callbacks { permission_groups: None, ..all }),
        ("primary_teams", buu_directory_callbacks { primary_teams: None, ..all }),
        ("capacity_plans", buu_directory_callbacks { capacity_plans: None, ..all }),
    ] {
        let (mut directory, mut error) = (null_mut(), null_mut());
        let done =
            unsafe { buu_directory_from_callbacks(&raw const callbacks, &raw mut directory, &raw mut error) };
        assert_eq!((done, directory.is_null()), (BUU_INVALID_ARGUMENT, true));
        assert_eq!(taken(error), format!("the callback {name} is NULL"));
    }
}

/// A callback that reads the questions of the check that asks it, and checks another file.
#[test]
fn a_callback_may_use_the_library() {
    unsafe extern "C" fn logins(
        userdata: *mut c_void,
        _uploader: buu_str,
        _names: *const buu_name,
        count: usize,
        answers: *mut buu_answers,
    ) -> i32 {
        let checked: *mut buu_checked = userdata.cast();
        let mut found = 7;
        unsafe {
            // The check can be read while it is being resolved, but not resolved again.
            assert!(!buu_checked_logins(checked, &raw mut found).is_null());
            assert_eq!(found, 2);
            let mut report = null_mut();
            let done = buu_checked_resolve(checked, answers, &raw mut report, null_mut());
            assert_eq!((done, report.is_null()), (BUU_IN_USE, true));
            buu_report_free(report_on("users.csv", USERS.as_bytes()));
            for index in 0..count {
                assert_eq!(buu_answers_set_login(answers, index, 0), BUU_OK);
            }
        }
        0
    }
    unsafe extern "C" fn none(
        _userdata: *mut c_void,
        _uploader: buu_str,
        _names: *const buu_name,
        _count: usize,
        _answers: *mut buu_answers,
    ) -> i32 {
        unreachable!("nothing of that kind is asked about")
    }
    let template_json = r#"{"columns": [{"name": "Login", "kind": "login", "required": true}]}"#;
    let (mut template, mut checked, mut directory, mut report) =
        (null_mut(), null_mut(), null_mut(), null_mut());
    unsafe {
        assert_eq!(buu_template_from_json(text(template_json), &raw mut template, null_mut()), BUU_OK);
        let upload = file("users.csv", b"Login\nann\nbob\n");
        assert_eq!(buu_prepare(template, &raw const upload, &raw mut checked, null_mut()), BUU_OK);
        let callbacks = buu_directory_callbacks {
            size: size_of::<buu_directory_callbacks>(),
            userdata: checked.cast(),
            existing_logins: Some(logins),
            permission_groups: Some(none),
            primary_teams: Some(none),
            capacity_plans: Some(none),
            default_password_policy: None,
        };
        let done = buu_directory_from_callbacks(&raw const callbacks, &raw mut directory, null_mut());
        assert_eq!(done, BUU_OK);
        let done = buu_checked_ask(checked, directory, text("alice"), &raw mut report, null_mut());
        assert_eq!((done, buu_report_valid(report)), (BUU_OK, 2));
        buu_report_free(report);
        buu_directory_free(directory);
        buu_checked_free(checked);
        buu_template_free(template);
    }
}

#[test]
fn answers_of_another_check_are_refused() {
    let prepared = |data: &[u8]| {
        let (upload, mut checked) = (file("users.csv", data), null_mut());
        unsafe {
            assert_eq!(buu_prepare(null(), &raw const upload, &raw mut checked, null_mut()), BUU_OK);
        }
        checked
    };
    let (mut answers, mut report, mut error) = (null_mut(), null_mut(), null_mut());
    // It has as many questions as the other, but different ones.
    let (one, other) = (prepared(USERS.as_bytes()), prepared(USERS.replace("ann,", "zoe,").as_bytes()));
    unsafe {
        assert_eq!(buu_answers_new(other, &raw mut answers, null_mut()), BUU_OK);
        for index in 0..3 {
            assert_eq!(buu_answers_set_login(answers, index, 0), BUU_OK);
        }
        for index in 0..2 {
            let done = buu_answers_set_permission_group(answers, index, BUU_ASSIGNABLE, text(""), null());
            assert_eq!(done, BUU_OK);
        }
        assert_eq!(buu_answers_set_primary_team(answers, 0, BUU_MEMBER, text("")), BUU_OK);
        assert_eq!(buu_answers_set_capacity_plan(answers, 0, BUU_EXISTS, text("")), BUU_OK);
        let done = buu_checked_resolve(one, answers, &raw mut report, &raw mut error);
        assert_eq!((done, report.is_null()), (BUU_INVALID_ARGUMENT, true));
        assert_eq!(taken(error), "these answers were made for another check");
        // Both can still be used: the answers for their own check.
        assert_eq!(buu_checked_resolve(other, answers, &raw mut report, null_mut()), BUU_OK);
        buu_report_free(report);
        buu_answers_free(answers);
        buu_checked_free(one);
        buu_checked_free(other);
    }
}

#[test]
fn a_login_exists_or_does_not() {
    let (upload, mut checked, mut answers) = (file("users.csv", USERS.as_bytes()), null_mut(), null_mut());
    unsafe {
        assert_eq!(buu_prepare(null(), &raw const upload, &raw mut checked, null_mut()), BUU_OK);
        assert_eq!(buu_answers_new(checked, &raw mut answers, null_mut()), BUU_OK);
        for (exists, result) in
            [(0, BUU_OK), (1, BUU_OK), (2, BUU_OK), (3, BUU_INVALID_ARGUMENT), (0x100, BUU_INVALID_ARGUMENT)]
        {
            assert_eq!(buu_answers_set_login(answers, 0, exists), result);
        }
        buu_answers_free(answers);
        buu_checked_free(checked);
    }
}

#[test]
fn a_short_text_that_there_is_not_is_an_empty_one() {
    let report = report_on("users.csv", USERS.as_bytes());
    let empty = |write: &dyn Fn(*mut c_char) -> usize| {
        let mut buffer = *b"xxxxxxxx";
        assert_eq!(write(buffer.as_mut_ptr().cast()), 0);
        assert_eq!(buffer, *b"\0xxxxxxx");
    };
    unsafe {
        empty(&|buffer| buu_template_column(null(), 99, buffer, 8));
        empty(&|buffer| buu_password_policy_json(null(), buffer, 8));
        empty(&|buffer| buu_report_error_message(report, 99, buffer, 8));
        empty(&|buffer| buu_report_error_suggestion(report, 99, buffer, 8));
        empty(&|buffer| buu_report_error_params(report, 99, buffer, 8));
        empty(&|buffer| buu_report_notice_message(report, 99, buffer, 8));
        empty(&|buffer| buu_report_notice_suggestion(report, 99, buffer, 8));
        empty(&|buffer| buu_report_notice_params(report, 99, buffer, 8));
        empty(&|buffer| buu_report_notice_message(null(), 0, buffer, 8));
        empty(&|buffer| buu_fold(text(" "), buffer, 8));
        buu_report_free(report);
    }
}

#[test]
fn a_policy_is_no_list() {
    let (mut policy, mut error) = (null_mut(), null_mut());
    let done = unsafe { buu_password_policy_from_json(text("[8, 20]"), &raw mut policy, &raw mut error) };
    assert_eq!((done, policy.is_null()), (BUU_INVALID_POLICY, true));
    assert!(taken(error).contains("expected a map"));
}

#[test]
fn of_a_file_in_memory_no_more_is_taken_than_the_limit_and_one() {
    let report = report_on("users.csv", &vec![b'x'; 300_000]);
    let json = crate::support::json_of(report);
    assert_eq!(json["errors"][0]["code"], "file-size-exceeds-limit");
    assert_eq!((&json["file"]["size"], json["file"]["sha256"].is_null()), (&300_000.into(), true));
    unsafe { buu_report_free(report) };
}
