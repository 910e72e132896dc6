//! The notices of an import in groups, for people to read.

use std::collections::HashMap;

use super::record::ImportDetails;
use super::stored::StoredNotice;

/// One notice of an import and the rows that have it.
#[derive(Debug)]
#[non_exhaustive]
pub struct StoredNoticeGroup<'d> {
    /// The first notice of the group. Its message is that of every row.
    pub first: &'d StoredNotice,
    /// The rows in ascending order. Empty if the notice is one of the file itself.
    pub rows: Vec<u32>,
}

impl ImportDetails {
    /// Groups the notices that say the same: each once, in the order in which they first appear, with the
    /// rows that have it.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::import::ImportDetails;
    ///
    /// let notice = |row| format!(
    ///     r#"{{"code": "header-repeated", "row": {row}, "line": {row}, "params": {{}}, "message": "It was skipped."}}"#
    /// );
    /// let details: ImportDetails = serde_json::from_str(&format!(r#"{{
    ///     "id": 1, "status": "succeeded", "users": 8, "created": 8, "rows_with_errors": 0, "not_attempted": 0,
    ///     "uploaded_by": "alice", "start": "2026-11-23T09:30:00Z", "end": "2026-11-23T09:30:02Z",
    ///     "file_name": "users.csv", "sha256": null, "mode": "partial-success", "same_file_as": null, "undone": null,
    ///     "file": {{"name": "users.csv", "size": 512, "sha256": null, "encoding": "utf-8", "delimiter": ",",
    ///               "columns": [], "max_bytes": 102400}},
    ///     "file_errors": [], "notices": [{}, {}], "error_counts": []
    /// }}"#, notice(4), notice(7)))?;
    /// let [group] = &details.notice_groups()[..] else { panic!("they say the same") };
    /// assert_eq!(group.rows, [4, 7]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn notice_groups(&self) -> Vec<StoredNoticeGroup<'_>> {
        let mut groups: Vec<StoredNoticeGroup<'_>> = Vec::new();
        let mut indexes = HashMap::new();
        for notice in &self.notices {
            let key = (&notice.code, &notice.column, &notice.message);
            let index = *indexes.entry(key).or_insert(groups.len());
            if index == groups.len() {
                groups.push(StoredNoticeGroup { first: notice, rows: Vec::new() });
            }
            groups[index].rows.extend(notice.row);
        }
        groups
    }
}
