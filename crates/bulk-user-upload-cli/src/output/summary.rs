//! The last line: the number of users and of errors.

use bulk_user_upload::Report;

/// `users.csv: 10 users, 8 valid, 2 rows with errors (3 errors).`
pub(super) fn line(report: &Report) -> String {
    let users = counted(report.users() as usize, "user", "users");
    let errors = counted(report.error_count(), "error", "errors");
    let rows = counted(report.rows_with_errors() as usize, "row", "rows");
    let verdict = match report.rows_with_errors() {
        _ if report.is_ok() && report.users() == 1 => format!("{users}, valid"),
        _ if report.is_ok() => format!("{users}, all valid"),
        // If the file itself has an error, its rows were not validated.
        0 if report.users() == 0 => format!("no users: the file itself has {errors}"),
        0 => format!("{users}, none valid: the file itself has {errors}"),
        _ => format!("{users}, {} valid, {rows} with errors ({errors})", report.valid()),
    };
    format!("{}: {verdict}.", report.file().name())
}

/// `1 user`, `2 users`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
