//! Read by index, a report says the same as its JSON, in every case; and reading it allocates no memory.

use std::ffi::CStr;

use bulk_user_upload_c::*;
use serde_json::{Value, json};

use crate::support::{USERS, back, json_of, report_on, short};

const fn empty_problem() -> buu_problem {
    let none = buu_str { data: std::ptr::null(), len: 0 };
    buu_problem {
        size: size_of::<buu_problem>(),
        code: 0,
        level: 0,
        row: 0,
        line: 0,
        column: none,
        value: none,
        cell: [0; 24],
    }
}

fn notice_at(report: *const buu_report, index: usize) -> Value {
    let none = buu_str { data: std::ptr::null(), len: 0 };
    let mut notice = buu_notice {
        size: size_of::<buu_notice>(),
        code: none,
        row: 0,
        line: 0,
        column: none,
        value: none,
        cell: [0; 24],
    };
    assert_eq!(unsafe { buu_report_notice(report, index, &raw mut notice) }, BUU_OK);
    let cell = unsafe { CStr::from_ptr(notice.cell.as_ptr()) }.to_str().unwrap();
    let suggestion =
        short(|buffer, room| unsafe { buu_report_notice_suggestion(report, index, buffer, room) });
    let params = short(|buffer, room| unsafe { buu_report_notice_params(report, index, buffer, room) });
    json!({
        "code": back(notice.code),
        "row": number(notice.row),
        "line": number(notice.line),
        "column": back(notice.column),
        "cell": if cell.is_empty() { Value::Null } else { json!(cell) },
        "value": back(notice.value),
        "suggestion": if suggestion.is_empty() { Value::Null } else { json!(suggestion) },
        "params": serde_json::from_str::<Value>(&params).unwrap(),
        "message": short(|buffer, room| unsafe { buu_report_notice_message(report, index, buffer, room) }),
    })
}

/// In C, 0 stands for a number that there is not.
fn number(number: u32) -> Value {
    if number == 0 { Value::Null } else { json!(number) }
}

fn error_at(report: *const buu_report, index: usize) -> Value {
    let mut problem = empty_problem();
    assert_eq!(unsafe { buu_report_error(report, index, &raw mut problem) }, BUU_OK);
    let level = ["file", "row", "field"][problem.level as usize - 1];
    assert_eq!(problem.level, buu_code_level(problem.code));
    let cell = unsafe { CStr::from_ptr(problem.cell.as_ptr()) }.to_str().unwrap();
    let suggestion =
        short(|buffer, room| unsafe { buu_report_error_suggestion(report, index, buffer, room) });
    let params = short(|buffer, room| unsafe { buu_report_error_params(report, index, buffer, room) });
    json!({
        "code": back(buu_code_name(problem.code)),
        "number": problem.code,
        "level": level,
        "row": number(problem.row),
        "line": number(problem.line),
        "column": back(problem.column),
        "cell": if cell.is_empty() { Value::Null } else { json!(cell) },
        "value": back(problem.value),
        "params": serde_json::from_str::<Value>(&params).unwrap(),
        "suggestion": if suggestion.is_empty() { Value::Null } else { json!(suggestion) },
        "message": short(|buffer, room| unsafe { buu_report_error_message(report, index, buffer, room) }),
    })
}

/// The cells and readings of the notice `encoding-assumed`, if there are any.
fn readings(report: *const buu_report) -> (Value, Value) {
    unsafe {
        let samples = 0..buu_report_sample_count(report);
        let reading = |reading| {
            let text = |sample| back(buu_report_reading_sample(report, reading, sample)).unwrap();
            json!({
                "encoding": back(buu_report_reading_encoding(report, reading)),
                "samples": samples.clone().map(text).collect::<Vec<_>>(),
            })
        };
        let readings: Vec<_> = (0..buu_report_reading_count(report)).map(reading).collect();
        let cell = |sample| back(buu_report_sample_cell(report, sample)).unwrap();
        let cells: Vec<_> = samples.clone().map(cell).collect();
        (json!(cells), json!(readings))
    }
}

/// The same as the JSON has it.
fn readings_of(report: &Value) -> (Value, Value) {
    let notices = report["notices"].as_array().unwrap();
    let assumed = notices.iter().find(|notice| notice["code"] == "encoding-assumed");
    let params = assumed.map(|notice| &notice["params"]);
    params.map_or((json!([]), json!([])), |params| (params["cells"].clone(), params["readings"].clone()))
}

/// The report's JSON, put together from what is read by index.
pub(crate) fn by_index(report: *const buu_report) -> Value {
    unsafe {
        let mut file = buu_file_info {
            size: size_of::<buu_file_info>(),
            name: buu_version(),
            file_size: 0,
            sha256: buu_version(),
            encoding: buu_version(),
            delimiter: buu_version(),
        };
        assert_eq!(buu_report_file(report, &raw mut file), BUU_OK);
        json!({
            "file": {
                "name": back(file.name),
                "size": if file.file_size == u64::MAX { Value::Null } else { json!(file.file_size) },
                "sha256": back(file.sha256),
                "encoding": back(file.encoding),
                "delimiter": back(file.delimiter),
            },
            "users": buu_report_users(report),
            "valid": buu_report_valid(report),
            "rows_with_errors": buu_report_rows_with_errors(report),
            "errors": (0..buu_report_error_count(report)).map(|index| error_at(report, index)).collect::<Vec<_>>(),
            "notices": (0..buu_report_notice_count(report)).map(|index| notice_at(report, index)).collect::<Vec<_>>(),
        })
    }
}

#[test]
fn what_comes_by_index_is_what_the_json_says() {
    let files: Vec<_> = if cfg!(miri) {
        vec![("users.csv".to_owned(), USERS.as_bytes().to_vec())]
    } else {
        testdata::cases().iter().map(|case| (case.upload_name().to_owned(), case.bytes())).collect()
    };
    let (mut errors, mut with_readings) = (0, 0);
    for (name, bytes) in files {
        let report = report_on(&name, &bytes);
        let expected = json_of(report);
        assert_eq!(by_index(report), expected);
        assert_eq!(readings(report), readings_of(&expected));
        with_readings += usize::from(unsafe { buu_report_reading_count(report) } > 0);
        errors += expected["errors"].as_array().unwrap().len();
        let valid = expected["valid"].as_u64().unwrap();
        for index in 0..=valid {
            let none = buu_str { data: std::ptr::null(), len: 0 };
            let mut user = buu_new_user { size: size_of::<buu_new_user>(), row: 0, line: 0, login: none };
            let done = unsafe { buu_report_new_user(report, index as usize, &raw mut user) };
            assert_eq!(done == BUU_OK, index < valid);
            assert_eq!(user.row > 0, index < valid);
        }
        unsafe { buu_report_free(report) };
    }
    assert!(errors > 0);
    assert!(with_readings > 0 || cfg!(miri));
}

#[test]
#[cfg_attr(miri, ignore = "it counts allocations, and Miri has its own")]
fn an_error_of_a_cell_costs_no_allocation() {
    let report = report_on("users.csv", USERS.as_bytes());
    let mut problem = empty_problem();
    let count = unsafe { buu_report_error_count(report) };
    let memory = allocation_counter::measure(|| {
        for index in 0..count {
            assert_eq!(unsafe { buu_report_error(report, index, &raw mut problem) }, BUU_OK);
        }
    });
    assert!(count >= 4);
    assert_eq!(memory.count_total, 0);
    unsafe { buu_report_free(report) };
}
