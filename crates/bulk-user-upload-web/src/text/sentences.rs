//! Sentences that depend on a number, a status or a name.

use bulk_user_upload::import::{CountRange, ImportDetails, ImportMode, ImportStatus, RowOutcome, SkipReason};

use super::Text;

// The sentences are methods because a translation has its own, though the English ones need no word of the
// table.
#[allow(clippy::unused_self)]
impl Text {
    /// The name of a status.
    pub(crate) fn status(&self, status: ImportStatus) -> &'static str {
        match status {
            ImportStatus::InProgress => "In progress",
            ImportStatus::Succeeded => "Succeeded",
            ImportStatus::Failed => "Failed",
            ImportStatus::Interrupted => "Interrupted",
            ImportStatus::Undone => "Undone",
        }
    }

    /// What the status of an import means.
    pub(crate) fn status_explained(&self, details: &ImportDetails) -> String {
        let record = &details.record;
        let sentence = match (record.status, record.mode) {
            (ImportStatus::Failed, _) if !details.file_errors.is_empty() => {
                "The file itself has errors, so no users were created. Correct the file, and upload it again."
            }
            (ImportStatus::InProgress, _) => "The upload is still in progress.",
            (ImportStatus::Succeeded, _) => "Every user was created.",
            (ImportStatus::Failed, ImportMode::AllOrNothing) => {
                "There were errors, so no users were created."
            }
            (ImportStatus::Failed, _) => {
                "There were errors. The users of the rows without errors were created."
            }
            (ImportStatus::Interrupted, _) => {
                "The upload was interrupted. Upload the file again to create the remaining users."
            }
            (ImportStatus::Undone, _) => {
                let deactivated = record.undone.as_ref().map_or(0, |undone| undone.users);
                return self.undone_explained(record.created, deactivated);
            }
        };
        sentence.to_owned()
    }

    /// How many of the users that an upload created were deactivated by its undo.
    fn undone_explained(&self, created: u32, deactivated: u32) -> String {
        let users = self.users_counted(created as usize);
        match created.saturating_sub(deactivated) {
            0 if created == 1 => "The user that this upload created was deactivated.".to_owned(),
            0 => format!("The {users} that this upload created were deactivated."),
            skipped => {
                let were = |count: u32| format!("{count} {}", if count == 1 { "was" } else { "were" });
                let (deactivated, skipped) = (were(deactivated), were(skipped));
                format!(
                    "Of the {users} that this upload created, {deactivated} deactivated and {skipped} skipped."
                )
            }
        }
    }

    pub(crate) fn outcome(&self, outcome: RowOutcome) -> &'static str {
        match outcome {
            RowOutcome::Pending => "Not created yet",
            RowOutcome::Created => "Created",
            RowOutcome::Undone => "Deactivated",
            RowOutcome::WithErrors => "With errors",
            RowOutcome::NotAttempted => "Not attempted",
        }
    }

    pub(crate) fn skip_reason(&self, reason: SkipReason) -> &'static str {
        match reason {
            SkipReason::Changed => "The user was changed since the upload",
            SkipReason::Inactive => "The user was created inactive",
            SkipReason::AboveYourLevel => "The user's permission group is above your level",
        }
    }

    pub(crate) fn upload_number(&self, id: impl std::fmt::Display) -> String {
        format!("Upload {id}")
    }

    pub(crate) fn details_of(&self, id: impl std::fmt::Display) -> String {
        format!("Details of upload {id}")
    }

    pub(crate) fn download_rows_of(&self, id: impl std::fmt::Display) -> String {
        format!("Download the rows with errors of upload {id}")
    }

    pub(crate) fn undo_of(&self, id: impl std::fmt::Display) -> String {
        format!("Undo upload {id}")
    }

    pub(crate) fn file_limits(&self, extensions: &[String], bytes: u64) -> String {
        let extensions: Vec<_> = extensions.iter().map(|extension| format!(".{extension}")).collect();
        let size = if bytes.is_multiple_of(1024) {
            format!("{} KB", bytes / 1024)
        } else {
            format!("{bytes} bytes")
        };
        format!("{}, at most {size}", extensions.join(" or "))
    }

    pub(crate) fn progress(&self, is_hashing: bool, done: u32, of: u32) -> String {
        match (is_hashing, done) {
            (true, 0) => "Pending".to_owned(),
            (true, done) => format!("Pending: {done} of {of} prepared"),
            (false, done) => format!("Pending: {done} of {of} created"),
        }
    }

    pub(crate) fn users_counted(&self, count: usize) -> String {
        counted(count, "user", "users")
    }

    pub(crate) fn rows_counted(&self, count: usize) -> String {
        counted(count, "row", "rows")
    }

    /// The title of the verdict on a file.
    pub(crate) fn verdict(&self, file: &str, is_ok: bool) -> String {
        if is_ok { format!("{file} is valid") } else { format!("{file} has errors") }
    }

    /// The title of a verdict on a file whose encoding must be chosen.
    pub(crate) fn verdict_in_question(&self, file: &str) -> String {
        format!("How should the names in {file} read?")
    }

    /// What an upload of the file would do.
    pub(crate) fn prospect(&self, users: u32, valid: u32, rows_with_errors: u32, errors: usize) -> String {
        let users = self.users_counted(users as usize);
        let will_be_created = format!("{} will be created", self.users_counted(valid as usize));
        if errors == 0 {
            return format!("{will_be_created}.");
        }
        let created = if valid == 0 { "none can be created" } else { &will_be_created };
        let errors = counted(errors, "error", "errors");
        match rows_with_errors {
            0 => format!("The file itself has {errors}, so no users can be created."),
            rows => {
                let rows = self.rows_counted(rows as usize);
                let have = if rows_with_errors == 1 { "has" } else { "have" };
                format!("Of {users}, {created}. {rows} {have} errors ({errors}).")
            }
        }
    }

    /// What Upload does with a file that has errors in its rows.
    pub(crate) fn upload_anyway(&self, valid: u32) -> &'static str {
        if valid == 0 {
            "You can still upload the file, and then download the rows with errors, with what to do about each."
        } else {
            "Upload creates the other users. You can then download the rows with errors."
        }
    }

    pub(crate) fn and_more(&self, count: usize) -> String {
        format!("and {count} more")
    }

    pub(crate) fn characters(&self, count: usize) -> String {
        counted(count, "character", "characters")
    }

    pub(crate) fn same_file(&self, earlier: impl std::fmt::Display) -> String {
        format!("The same file was uploaded before, as upload {earlier}.")
    }

    /// `Users: 1 to 10`.
    pub(crate) fn range(&self, label: &str, range: CountRange) -> String {
        match (range.min, range.max) {
            (min, max) if min == max => format!("{label}: {min}"),
            (min, u32::MAX) => format!("{label}: {min} or more"),
            (min, max) => format!("{label}: {min} to {max}"),
        }
    }

    pub(crate) fn undone(&self, users: u32, by: &str) -> String {
        format!("{} deactivated by {by}", self.users_counted(users as usize))
    }

    pub(crate) fn undo_button(&self, count: usize) -> String {
        format!("Deactivate {}", self.users_counted(count))
    }

    pub(crate) fn file_size(&self, bytes: u64) -> String {
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        counted(bytes, "byte", "bytes")
    }

    /// Where an error is: `F3 · Web RTC`.
    pub(crate) fn position(&self, cell: Option<&str>, column: Option<&str>) -> String {
        match (cell, column) {
            (Some(cell), Some(column)) => format!("{cell} · {column}"),
            (cell, column) => cell.or(column).unwrap_or("Row").to_owned(),
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

pub(crate) fn capitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
