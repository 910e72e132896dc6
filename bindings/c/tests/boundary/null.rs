//! NULL wherever a pointer can stand: nothing happens, or it is an error that names what is missing.

use std::ptr::{null, null_mut};

use bulk_user_upload_c::*;

use crate::support::{OFFICE, USERS, back, file, office, report_on, text};

/// A call fails, and its error says that this is NULL.
fn refused(name: &str, call: impl FnOnce(*mut *mut buu_error) -> buu_result) {
    let mut error = null_mut();
    let result = call(&raw mut error);
    unsafe {
        let message = back(buu_error_message(error)).unwrap_or_default().to_owned();
        assert_eq!(buu_error_result(error), result);
        buu_error_free(error);
        assert_eq!(result, BUU_INVALID_ARGUMENT, "{name}: {message}");
        assert_eq!(message, format!("{name} is NULL"));
    }
}

#[test]
fn freeing_null_does_nothing() {
    unsafe {
        buu_answers_free(null_mut());
        buu_checked_free(null_mut());
        buu_directory_free(null_mut());
        buu_error_free(null_mut());
        buu_history_free(null_mut());
        buu_password_policy_free(null_mut());
        buu_report_free(null_mut());
        buu_store_free(null_mut());
        buu_template_free(null_mut());
        buu_text_free(null_mut());
        buu_undo_free(null_mut());
    }
}

#[test]
fn a_handle_that_is_null_has_nothing_to_say() {
    let mut count = 99;
    let buffer = null_mut();
    unsafe {
        assert_eq!(buu_error_result(null()), BUU_OK);
        assert!(back(buu_error_message(null())).is_none());
        assert_eq!((buu_error_callback_result(null()), buu_error_system_error(null())), (0, 0));
        assert!(back(buu_text_str(null())).is_none());
        assert_eq!((buu_report_users(null()), buu_report_valid(null())), (0, 0));
        assert_eq!(buu_report_rows_with_errors(null()), 0);
        assert!(!buu_report_is_ok(null()));
        assert_eq!((buu_report_error_count(null()), buu_report_notice_count(null())), (0, 0));
        assert_eq!((buu_report_reading_count(null()), buu_report_sample_count(null())), (0, 0));
        assert!(back(buu_report_reading_encoding(null(), 0)).is_none());
        assert!(back(buu_report_sample_cell(null(), 0)).is_none());
        assert!(back(buu_report_reading_sample(null(), 0, 0)).is_none());
        assert_eq!(buu_report_notice_message(null(), 0, buffer, 0), 0);
        assert_eq!(buu_report_notice_suggestion(null(), 0, buffer, 0), 0);
        assert_eq!(buu_report_notice_params(null(), 0, buffer, 0), 0);
        assert_eq!(buu_report_error_message(null(), 0, buffer, 0), 0);
        assert_eq!(buu_report_error_suggestion(null(), 0, buffer, 0), 0);
        assert_eq!(buu_report_error_params(null(), 0, buffer, 0), 0);
        assert_eq!(buu_password_policy_json(null(), buffer, 0), 0);
        assert_eq!((buu_history_count(null()), buu_undo_count(null())), (0, 0));
        for names in [
            buu_checked_logins,
            buu_checked_permission_groups,
            buu_checked_primary_teams,
            buu_checked_capacity_plans,
        ] {
            assert!(names(null(), &raw mut count).is_null());
            assert!(names(null(), null_mut()).is_null());
            assert_eq!(count, 0);
            count = 99;
        }
    }
}

#[test]
fn a_template_that_is_null_is_the_products() {
    unsafe {
        assert_eq!(buu_template_column_count(null()), 10);
        assert_eq!(buu_template_max_bytes(null()), 102_400);
        assert_eq!(buu_template_column(null(), 2, null_mut(), 0), "Login".len());
        assert!(buu_template_csv(null(), null_mut(), 0) > 100);
    }
}

#[test]
fn an_output_must_not_be_null() {
    let some = text("{}");
    let directory = office(OFFICE);
    let report = report_on("users.csv", USERS.as_bytes());
    let upload = file("users.csv", USERS.as_bytes());
    unsafe {
        refused("template", |error| buu_template_from_json(some, null_mut(), error));
        refused("template", |error| buu_template_from_toml(some, null_mut(), error));
        refused("json", |error| buu_template_json(null(), null_mut(), error));
        refused("toml", |error| buu_template_toml(null(), null_mut(), error));
        refused("policy", |error| buu_password_policy_from_json(some, null_mut(), error));
        refused("policy", |error| buu_password_policy_preset(some, null_mut(), error));
        refused("unmet", |error| {
            buu_password_policy_validate(null(), some, null(), null_mut(), null_mut(), error)
        });
        refused("answers", |error| buu_answers_new(null(), null_mut(), error));
        refused("directory", |error| buu_directory_from_json(some, null_mut(), error));
        refused("directory", |error| buu_directory_from_callbacks(null(), null_mut(), error));
        refused("directory", |error| buu_directory_from_store(null(), null_mut(), error));
        refused("report", |error| buu_check(null(), &raw const upload, directory, some, null_mut(), error));
        refused("checked", |error| buu_prepare(null(), &raw const upload, null_mut(), error));
        refused("report", |error| buu_checked_ask(null_mut(), directory, some, null_mut(), error));
        refused("report", |error| buu_checked_resolve(null_mut(), null_mut(), null_mut(), error));
        refused("json", |error| buu_report_json(report, null_mut(), error));
        refused("store", |error| buu_store_open(some, null(), null_mut(), error));
        refused("json", |error| buu_store_resumed_json(null(), null_mut(), error));
        refused("json", |error| buu_store_directory_json(null(), null_mut(), error));
        refused("json", |error| buu_store_details_json(null(), 1, null_mut(), error));
        refused("json", |error| buu_store_rows_json(null(), 1, 0, null_mut(), error));
        refused("history", |error| {
            buu_store_import(null(), null(), &raw const upload, some, null(), null_mut(), error)
        });
        refused("history", |error| buu_store_history(null(), null(), null_mut(), error));
        refused("json", |error| buu_history_json(null(), null_mut(), error));
        refused("undo", |error| buu_store_undo(null(), 1, some, null_mut(), error));
        refused("undo", |error| buu_store_undo_preview(null(), 1, some, null_mut(), error));
        refused("json", |error| buu_undo_json(null(), null_mut(), error));
        for done in [
            buu_report_new_user_password(report, 0, null_mut()),
            buu_report_new_user_cell(report, 0, text("Login"), null_mut()),
            buu_report_new_user(report, 0, null_mut()),
            buu_report_error(report, 0, null_mut()),
            buu_report_file(report, null_mut()),
        ] {
            assert_eq!(done, BUU_INVALID_ARGUMENT);
        }
        buu_report_free(report);
        buu_directory_free(directory);
    }
}

#[test]
fn a_handle_must_be_there() {
    let directory = office(OFFICE);
    let some = text("alice");
    let upload = file("users.csv", USERS.as_bytes());
    let users = report_on("users.csv", USERS.as_bytes());
    let mut unmet = 77;
    let (mut made, mut report, mut json) = (null_mut(), null_mut(), null_mut());
    let (mut checked, mut answers) = (null_mut(), null_mut());
    let (mut history, mut undo) = (null_mut(), null_mut());
    let mut value = text("untouched");
    unsafe {
        refused("policy", |error| {
            buu_password_policy_validate(null(), some, null(), &raw mut unmet, null_mut(), error)
        });
        refused("checked", |error| buu_answers_new(null(), &raw mut answers, error));
        refused("buu_directory_callbacks", |error| {
            buu_directory_from_callbacks(null(), &raw mut made, error)
        });
        refused("store", |error| buu_directory_from_store(null(), &raw mut made, error));
        refused("directory", |error| {
            buu_check(null(), &raw const upload, null(), some, &raw mut report, error)
        });
        refused("buu_file", |error| buu_check(null(), null(), directory, some, &raw mut report, error));
        refused("buu_file", |error| buu_prepare(null(), null(), &raw mut checked, error));
        refused("checked", |error| buu_checked_ask(null_mut(), directory, some, &raw mut report, error));
        refused("answers", |error| buu_checked_resolve(null_mut(), null_mut(), &raw mut report, error));
        refused("report", |error| buu_report_json(null(), &raw mut json, error));
        refused("report", |error| {
            buu_report_write_rows_with_errors(null(), BUU_PASSWORDS_KEEP, None, null_mut(), null_mut(), error)
        });
        refused("report", |error| {
            buu_report_write_rows_with_errors_as(null(), null(), None, null_mut(), null_mut(), error)
        });
        refused("buu_export_options", |error| {
            buu_report_write_rows_with_errors_as(users, null(), None, null_mut(), null_mut(), error)
        });
        refused("store", |error| buu_store_resumed_json(null(), &raw mut json, error));
        refused("store", |error| buu_store_load(null(), text(OFFICE), null_mut(), error));
        refused("store", |error| buu_store_load(null(), text(OFFICE), &raw mut json, error));
        refused("store", |error| buu_store_directory_json(null(), &raw mut json, error));
        refused("store", |error| buu_store_details_json(null(), 1, &raw mut json, error));
        refused("store", |error| buu_store_rows_json(null(), 1, 0, &raw mut json, error));
        refused("store", |error| {
            buu_store_write_rows_with_errors(null(), 1, None, null_mut(), null_mut(), error)
        });
        refused("store", |error| {
            buu_store_write_rows_with_errors_as(null(), 1, 0, None, null_mut(), null_mut(), error)
        });
        refused("store", |error| {
            buu_store_import(null(), null(), &raw const upload, some, null(), &raw mut history, error)
        });
        refused("store", |error| buu_store_history(null(), null(), &raw mut history, error));
        refused("history", |error| buu_history_json(null(), &raw mut json, error));
        refused("store", |error| buu_store_undo(null(), 1, some, &raw mut undo, error));
        refused("store", |error| buu_store_undo_preview(null(), 1, some, &raw mut undo, error));
        refused("undo", |error| buu_undo_json(null(), &raw mut json, error));
        for done in [
            buu_answers_set_login(null_mut(), 0, 1),
            buu_answers_set_login_name(null_mut(), 0, some, some),
            buu_answers_set_permission_group(null_mut(), 0, BUU_ASSIGNABLE, some, null()),
            buu_answers_set_primary_team(null_mut(), 0, BUU_MEMBER, some),
            buu_answers_set_capacity_plan(null_mut(), 0, BUU_EXISTS, some),
            buu_answers_set_default_password_policy(null_mut(), null()),
            buu_report_new_user_password(null(), 0, &raw mut value),
            buu_report_new_user_cell(null(), 0, some, &raw mut value),
            buu_report_new_user(null(), 0, null_mut()),
            buu_report_error(null(), 0, null_mut()),
            buu_report_file(null(), null_mut()),
            buu_history_record(null(), 0, null_mut()),
            buu_undo_user(null(), 0, null_mut()),
        ] {
            assert_eq!(done, BUU_INVALID_ARGUMENT);
        }
        buu_report_free(users);
        buu_directory_free(directory);
    }
    // Nothing was written.
    assert!(made.is_null() && report.is_null() && json.is_null() && checked.is_null() && answers.is_null());
    assert!(history.is_null() && undo.is_null());
    assert_eq!((unmet, back(value)), (77, Some("untouched")));
}

#[test]
fn an_error_need_not_be_wanted() {
    let mut template = null_mut();
    unsafe {
        let done = buu_template_from_json(text("no JSON"), &raw mut template, null_mut());
        assert_eq!(done, BUU_INVALID_TEMPLATE);
    }
    assert!(template.is_null());
}
