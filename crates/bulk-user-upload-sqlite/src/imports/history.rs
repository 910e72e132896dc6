//! Reading the history.

use bulk_user_upload::import::{
    HistoryPage, ImportDetails, ImportFilter, ImportId, ImportRecord, ImportedRow, RowOutcome, StoredProblem,
    Undone, count_errors,
};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde::de::DeserializeOwned;

use super::begin::json;
use super::visibility::{VISIBLE, Viewer, Visibility};
use crate::database::{Failure, SqliteStore};
use crate::error::StoreError;

/// The columns that [`read_record`] reads.
const RECORD: &str = "
    SELECT i.id, i.status, i.users, i.created, i.rows_with_errors, u.login, i.started_at, i.ended_at, i.file_name,
        i.sha256, i.mode, i.same_file_as, b.login, i.undone_at, i.undone_users
    FROM imports i JOIN users u ON u.id = i.uploaded_by LEFT JOIN users b ON b.id = i.undone_by";

impl SqliteStore {
    pub(super) fn filtered_history(
        &self,
        viewer: Viewer<'_>,
        filter: &ImportFilter,
        page: HistoryPage,
    ) -> Result<Vec<ImportRecord>, StoreError> {
        // Taken apart without `..`: a filter or a part of the page that the statement forgets does not
        // compile.
        let ImportFilter { status, users, created, rows_with_errors, uploaded_by, file_name } = filter;
        let HistoryPage { before, limit } = page;
        let status: Vec<_> = status.iter().map(|status| status.as_str()).collect();
        self.read(|connection| {
            let Visibility { user_id, level } = viewer.visibility(connection)?;
            let mut statement = connection.prepare_cached(&format!(
                "{RECORD} WHERE {VISIBLE}
                     AND (:status = '[]' OR i.status IN (SELECT value FROM json_each(:status)))
                     AND i.users BETWEEN :users_min AND :users_max
                     AND i.created BETWEEN :created_min AND :created_max
                     AND i.rows_with_errors BETWEEN :rows_with_errors_min AND :rows_with_errors_max
                     AND (:uploaded_by IS NULL OR u.key = fold(:uploaded_by))
                     AND (:file_name IS NULL OR instr(fold(i.file_name), fold(:file_name)))
                     AND i.id < :before
                 ORDER BY i.id DESC LIMIT :limit"
            ))?;
            let records = statement.query_and_then(
                named_params! {
                    ":user_id": user_id,
                    ":level": level,
                    ":status": json(&status)?,
                    ":users_min": users.min,
                    ":users_max": users.max,
                    ":created_min": created.min,
                    ":created_max": created.max,
                    ":rows_with_errors_min": rows_with_errors.min,
                    ":rows_with_errors_max": rows_with_errors.max,
                    ":uploaded_by": uploaded_by,
                    ":file_name": file_name,
                    ":before": before.map_or(i64::MAX, |id| id.0),
                    ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
                },
                read_record,
            )?;
            records.collect()
        })
    }

    pub(super) fn import_details(&self, id: ImportId) -> Result<Option<ImportDetails>, StoreError> {
        self.read(|connection| {
            let Some(record) = find_record(connection, id)? else { return Ok(None) };
            let [file, file_errors, notices]: [String; 3] = connection.query_row(
                "SELECT file, file_errors, notices FROM imports WHERE id = ?1",
                [id.0],
                |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]),
            )?;
            let file_errors: Vec<StoredProblem> = read_json("error", &file_errors)?;
            let mut statement = connection
                .prepare("SELECT errors FROM import_rows WHERE import_id = ?1 AND errors <> '[]'")?;
            let rows = statement.query_map([id.0], |row| row.get::<_, String>(0))?;
            let mut errors = file_errors.clone();
            for row in rows {
                errors.extend(read_json::<Vec<StoredProblem>>("error", &row?)?);
            }
            Ok(Some(ImportDetails {
                record,
                file: read_json("file", &file)?,
                file_errors,
                notices: read_json("notice", &notices)?,
                error_counts: count_errors(&errors),
            }))
        })
    }

    /// A page of the rows of an import: at most `max` rows after the row `after`, in the order of the file;
    /// all of them, or those with one outcome.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn rows_after(
        &self,
        id: ImportId,
        outcome: Option<RowOutcome>,
        after: u32,
        max: usize,
    ) -> Result<Vec<ImportedRow>, StoreError> {
        let max = i64::try_from(max).unwrap_or(i64::MAX);
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT row, outcome, login, cells, extra, left_out, errors FROM import_rows
                 WHERE import_id = ?1 AND (?2 IS NULL OR outcome = ?2) AND row > ?3 ORDER BY row LIMIT ?4",
            )?;
            let wanted = params![id.0, outcome.map(RowOutcome::as_str), after, max];
            let rows = statement.query_and_then(wanted, |row| {
                let text = |index| row.get::<_, String>(index);
                Ok(ImportedRow {
                    row: row.get(0)?,
                    outcome: parsed("outcome", &text(1)?)?,
                    login: row.get(2)?,
                    cells: read_json("row", &text(3)?)?,
                    extra: read_json("row", &text(4)?)?,
                    left_out: parsed("row", &text(5)?)?,
                    errors: read_json("error", &text(6)?)?,
                })
            })?;
            rows.collect()
        })
    }
}

/// A line of the history; an unknown import is an error.
pub(super) fn record(connection: &Connection, id: ImportId) -> Result<ImportRecord, Failure> {
    find_record(connection, id)?.ok_or_else(|| StoreError::UnknownImport(id).into())
}

fn find_record(connection: &Connection, id: ImportId) -> Result<Option<ImportRecord>, Failure> {
    let mut statement = connection.prepare_cached(&format!("{RECORD} WHERE i.id = ?1"))?;
    let found = statement.query_row([id.0], |row| Ok(read_record(row))).optional()?;
    found.transpose()
}

fn read_record(row: &Row<'_>) -> Result<ImportRecord, Failure> {
    let (users, created, rows_with_errors): (u32, u32, u32) = (row.get(2)?, row.get(3)?, row.get(4)?);
    let text = |index| row.get::<_, String>(index);
    let time = |text: String| text.parse().map_err(|error| StoreError::content("time", error));
    let undone = match row.get::<_, Option<String>>(12)? {
        Some(by) => Some(Undone { by, at: time(text(13)?)?, users: row.get(14)? }),
        None => None,
    };
    Ok(ImportRecord {
        id: ImportId(row.get(0)?),
        status: parsed("status", &text(1)?)?,
        users,
        created,
        rows_with_errors,
        not_attempted: users.saturating_sub(created).saturating_sub(rows_with_errors),
        uploaded_by: text(5)?,
        start: time(text(6)?)?,
        end: row.get::<_, Option<String>>(7)?.map(time).transpose()?,
        file_name: text(8)?,
        sha256: row.get(9)?,
        mode: parsed("mode", &text(10)?)?,
        same_file_as: row.get::<_, Option<i64>>(11)?.map(ImportId),
        undone,
    })
}

/// Parses a word of the file, such as a status.
pub(super) fn parsed<T: DeserializeOwned>(what: &'static str, word: &str) -> Result<T, Failure> {
    let value = serde_json::Value::from(word);
    serde_json::from_value(value).map_err(|error| StoreError::content(what, error).into())
}

fn read_json<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|error| StoreError::content(what, error).into())
}
