//! Schemas of what the API takes and gives, for its description. The answers are the engine's own types,
//! which know nothing of `OpenAPI`, so each of those types has its schema here. The tests of `openapi.rs`
//! and `tests/routes/api.rs` fail where the two differ.

#![allow(dead_code)]

use bulk_user_upload::import::{FilterField, FilterValue, ImportFilter};
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::{IntoParams, ToSchema};

/// An upload.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UploadForm {
    /// The file, with its name.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
    /// Whether one error keeps all users from being created; `partial-success` by default.
    #[schema(nullable = false)]
    mode: Option<Mode>,
    /// The encoding of the file: a label of the WHATWG Encoding Standard, `ibm437`, `ibm850` or `ibm852`. By default,
    /// what its byte-order mark says, else UTF-8.
    #[schema(nullable = false, example = "windows-1250")]
    encoding: Option<String>,
    /// A header of the file and the column of the template that it is, any number of times.
    #[schema(nullable = false, example = json!(["E-mail=Login"]))]
    map: Option<Vec<String>>,
}

/// What a file says in one of the encodings that it may have.
#[derive(ToSchema)]
pub(crate) struct Reading {
    /// The encoding, to be stated as `encoding`.
    encoding: String,
    /// The cells in that encoding.
    samples: Vec<String>,
}

/// Whether one error keeps all users from being created.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub(crate) enum Mode {
    PartialSuccess,
    AllOrNothing,
}

/// Where an import stands.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub(crate) enum Status {
    InProgress,
    Succeeded,
    Failed,
    Interrupted,
    Undone,
}

/// What became of a row.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    Pending,
    Created,
    Undone,
    WithErrors,
    NotAttempted,
}

/// Which imports are asked for: those that pass every filter. A field that is blank asks for nothing.
pub(crate) struct HistoryParameters;

/// The parameters of the history's query that are a filter, by kind. Their names and descriptions are the
/// engine's.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct StatusesParameter {
    #[param(inline)]
    one_of: Option<Vec<Status>>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct CountsParameters {
    #[param(format = Int64, maximum = 4_294_967_295_u32)]
    from: Option<u32>,
    #[param(format = Int64, maximum = 4_294_967_295_u32)]
    to: Option<u32>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct TextParameter {
    text: Option<String>,
}

/// The parameters of the history's query that are no filter.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
struct PageParameters {
    /// Only imports before this one.
    #[param(minimum = 0)]
    before: Option<i64>,
}

impl IntoParams for HistoryParameters {
    fn into_params(parameter_in: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut filter = ImportFilter::default();
        let filters = filter.fields().flat_map(|FilterField { name, title, about, value, .. }| {
            let (parameters, said): (_, &[(&str, &str)]) = match value {
                FilterValue::Statuses(_) => (StatusesParameter::into_params(&parameter_in), &[("", "")]),
                FilterValue::Counts(_) => (
                    CountsParameters::into_params(&parameter_in),
                    &[("_from", "at least "), ("_to", "at most ")],
                ),
                FilterValue::Text(_) => (TextParameter::into_params(&parameter_in), &[("", "")]),
            };
            parameters.into_iter().zip(said).map(move |(mut parameter, (end, bound))| {
                parameter.name = format!("{name}{end}");
                parameter.description = Some(format!("{title}: {bound}{about}."));
                parameter
            })
        });
        filters.chain(PageParameters::into_params(&parameter_in)).collect()
    }
}

/// Which import.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct ImportParameter {
    /// The number of the import in the history.
    #[param(minimum = 1)]
    id: i64,
}

/// Which rows.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct RowsParameters {
    /// Only rows with this outcome.
    #[param(inline)]
    outcome: Option<Outcome>,
    /// Only rows after this row of the file.
    #[param(format = Int64, maximum = 4_294_967_295_u32)]
    after: Option<u32>,
    /// At most this many rows.
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// A line of the history. `created` + `rows_with_errors` + `not_attempted` is always `users`.
#[derive(ToSchema)]
pub(crate) struct ImportRecord {
    id: i64,
    status: Status,
    /// How many entries the file has: rows below the header that are not blank.
    users: u32,
    created: u32,
    rows_with_errors: u32,
    not_attempted: u32,
    uploaded_by: String,
    #[schema(format = DateTime)]
    start: String,
    /// Null while the import is in progress.
    #[schema(required, format = DateTime)]
    end: Option<String>,
    file_name: String,
    #[schema(required)]
    sha256: Option<String>,
    mode: Mode,
    /// The last import before this one of the same file, among those that you may see.
    #[schema(required)]
    same_file_as: Option<i64>,
    #[schema(required)]
    undone: Option<Undone>,
}

/// When and by whom an import was undone.
#[derive(ToSchema)]
pub(crate) struct Undone {
    by: String,
    #[schema(format = DateTime)]
    at: String,
    users: u32,
}

/// An import.
#[derive(ToSchema)]
pub(crate) struct ImportDetails {
    #[serde(flatten)]
    record: ImportRecord,
    file: StoredFile,
    /// The errors of the file and its header.
    file_errors: Vec<Problem>,
    notices: Vec<Notice>,
    /// How often each error occurs.
    error_counts: Vec<ErrorCount>,
}

/// What is stored about a file.
#[derive(ToSchema)]
pub(crate) struct StoredFile {
    name: String,
    #[schema(required)]
    size: Option<u64>,
    #[schema(required)]
    sha256: Option<String>,
    #[schema(required)]
    encoding: Option<String>,
    #[schema(required)]
    delimiter: Option<String>,
    columns: Vec<String>,
    /// Which of the columns hold texts, from 0.
    text_columns: Vec<u64>,
    max_bytes: u64,
}

/// How often an error occurs in an import.
#[derive(ToSchema)]
pub(crate) struct ErrorCount {
    #[schema(example = "login-already-exists")]
    code: String,
    number: u16,
    title: String,
    count: u64,
}

/// A row of an import.
#[derive(ToSchema)]
pub(crate) struct ImportedRow {
    /// The row, numbered as in a spreadsheet.
    row: u32,
    outcome: Outcome,
    #[schema(required)]
    login: Option<String>,
    /// The cells as typed, without the password. None if the user was created or not attempted.
    cells: Vec<String>,
    /// The cells beyond the last column of the header.
    #[schema(nullable = false)]
    extra: Option<Vec<String>>,
    left_out: LeftOut,
    errors: Vec<Problem>,
}

/// Which cells of a row were left blank, because they are, or may be, the password.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub(crate) enum LeftOut {
    Nothing,
    Password,
    Cells,
}

/// The report on a file.
#[derive(ToSchema)]
pub(crate) struct Report {
    file: File,
    users: u32,
    valid: u32,
    rows_with_errors: u32,
    errors: Vec<Problem>,
    notices: Vec<Notice>,
}

/// What is known about a file.
#[derive(ToSchema)]
pub(crate) struct File {
    name: String,
    #[schema(required)]
    size: Option<u64>,
    #[schema(required)]
    sha256: Option<String>,
    #[schema(required)]
    encoding: Option<String>,
    #[schema(required)]
    delimiter: Option<String>,
}

/// An error.
#[derive(ToSchema)]
pub(crate) struct Problem {
    #[schema(example = "login-already-exists")]
    code: String,
    number: u16,
    level: Level,
    #[schema(required)]
    row: Option<u32>,
    #[schema(required)]
    line: Option<u32>,
    #[schema(required)]
    column: Option<String>,
    #[schema(required)]
    cell: Option<String>,
    /// Null for a password.
    #[schema(required)]
    value: Option<String>,
    #[schema(value_type = Object)]
    params: (),
    #[schema(required)]
    suggestion: Option<String>,
    message: String,
}

/// What an error is about.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub(crate) enum Level {
    File,
    Row,
    Field,
}

/// Something worth knowing about a file, which is no error.
#[derive(ToSchema)]
pub(crate) struct Notice {
    code: String,
    /// Null for a notice of the file.
    #[schema(required)]
    row: Option<u32>,
    #[schema(required)]
    line: Option<u32>,
    #[schema(required)]
    column: Option<String>,
    #[schema(required)]
    cell: Option<String>,
    /// Null for a password.
    #[schema(required)]
    value: Option<String>,
    #[schema(required)]
    suggestion: Option<String>,
    #[schema(value_type = Object)]
    params: (),
    message: String,
}

/// The users that an undo deactivates, and those that it skips.
#[derive(ToSchema)]
pub(crate) struct UndoUsers {
    /// The import.
    id: i64,
    deactivated: Vec<UndoneUser>,
    skipped: Vec<SkippedUser>,
}

/// A user that is deactivated.
#[derive(ToSchema)]
pub(crate) struct UndoneUser {
    row: u32,
    login: String,
}

/// A user that is skipped.
#[derive(ToSchema)]
pub(crate) struct SkippedUser {
    row: u32,
    login: String,
    reason: SkipReason,
}

/// Why a user is skipped.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
pub(crate) enum SkipReason {
    Changed,
    Inactive,
    AboveYourLevel,
}
