//! Every sentence and label of the page, in one place: a translation is another [`Text`]. What is wrong with a file is said
//! by the engine.

mod refusals;

use bulk_user_upload::{CountRange, ImportMode, ImportStatus, LeftReason, RowOutcome};

/// The words of the page.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) language: &'static str,
    pub(crate) product: &'static str,
    pub(crate) skip_to_content: &'static str,
    pub(crate) signed_in_as: &'static str,
    pub(crate) sign_in: &'static str,
    pub(crate) sign_in_hint: &'static str,
    pub(crate) sign_out: &'static str,
    pub(crate) login: &'static str,
    pub(crate) password: &'static str,
    // The options of the page.
    pub(crate) page_options: &'static str,
    pub(crate) refresh_data: &'static str,
    pub(crate) download_template: &'static str,
    pub(crate) filter: &'static str,
    pub(crate) upload_file: &'static str,
    // The history.
    pub(crate) history: &'static str,
    pub(crate) upload_status: &'static str,
    pub(crate) users: &'static str,
    pub(crate) created: &'static str,
    pub(crate) rows_with_errors: &'static str,
    pub(crate) uploaded_by: &'static str,
    pub(crate) upload_start: &'static str,
    pub(crate) upload_end: &'static str,
    pub(crate) details: &'static str,
    pub(crate) not_yet: &'static str,
    pub(crate) empty_title: &'static str,
    pub(crate) empty_steps: [&'static str; 3],
    pub(crate) nothing_matches: &'static str,
    pub(crate) pages: &'static str,
    pub(crate) newest: &'static str,
    pub(crate) older: &'static str,
    // The filter.
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) apply_filter: &'static str,
    pub(crate) clear_filter: &'static str,
    pub(crate) filtered: &'static str,
    // The upload dialogue.
    pub(crate) choose_file: &'static str,
    pub(crate) drop_file: &'static str,
    pub(crate) all_or_nothing: &'static str,
    pub(crate) check: &'static str,
    pub(crate) upload: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) checking: &'static str,
    pub(crate) check_failed: &'static str,
    pub(crate) one_file: &'static str,
    pub(crate) upload_without_script: &'static str,
    // The verdict of a check.
    pub(crate) in_groups: &'static str,
    pub(crate) in_teams: &'static str,
    pub(crate) choose_again: &'static str,
    pub(crate) choose_to_upload: &'static str,
    pub(crate) what_to_do: &'static str,
    pub(crate) notice: &'static str,
    // Details.
    pub(crate) file: &'static str,
    pub(crate) not_attempted: &'static str,
    pub(crate) breakdown: &'static str,
    pub(crate) file_errors: &'static str,
    pub(crate) cells_as_uploaded: &'static str,
    pub(crate) left_blank: &'static str,
    pub(crate) other_rows: &'static str,
    pub(crate) other_rows_hint: &'static str,
    pub(crate) row: &'static str,
    pub(crate) download_rows: &'static str,
    pub(crate) download_rows_hint: &'static str,
    pub(crate) back: &'static str,
    pub(crate) next_rows: &'static str,
    pub(crate) first_rows: &'static str,
    pub(crate) nothing_to_undo: &'static str,
    // Undo.
    pub(crate) undo: &'static str,
    pub(crate) undo_explained: &'static str,
    pub(crate) will_be_deactivated: &'static str,
    pub(crate) will_be_left: &'static str,
    pub(crate) keep_users: &'static str,
}

/// The words in English.
pub(crate) const ENGLISH: Text = Text {
    language: "en",
    product: "Bulk User Upload",
    skip_to_content: "Skip to the content",
    signed_in_as: "Signed in as",
    sign_in: "Sign in",
    sign_in_hint: "Sign in with your login and password to upload users.",
    sign_out: "Sign out",
    login: "Login",
    password: "Password",
    page_options: "Page options",
    refresh_data: "Refresh data",
    download_template: "Download import template",
    filter: "Filter",
    upload_file: "Upload file",
    history: "Import history",
    upload_status: "Upload status",
    users: "Users",
    created: "Created",
    rows_with_errors: "Rows with errors",
    uploaded_by: "Uploaded by",
    upload_start: "Upload start",
    upload_end: "Upload end",
    details: "Details",
    not_yet: "Not yet",
    empty_title: "No uploads yet",
    empty_steps: [
        "Download the import template.",
        "Fill in a row for each user, and save the file as CSV.",
        "Select Upload file. The file is checked before anything is created.",
    ],
    nothing_matches: "No uploads match the filter.",
    pages: "Pages of the import history",
    newest: "Newest uploads",
    older: "Older uploads",
    from: "From",
    to: "To",
    apply_filter: "Apply filter",
    clear_filter: "Clear filter",
    filtered: "Filtered by",
    choose_file: "Completed CSV file",
    drop_file: "or drop it here",
    all_or_nothing: "Create nobody if any row has an error",
    check: "Check",
    upload: "Upload",
    cancel: "Cancel",
    checking: "The file is being checked…",
    check_failed: "The file could not be checked. Look at your connection, and choose the file again.",
    one_file: "Drop one file at a time.",
    upload_without_script: "Check says whether the file is valid, and creates nobody. Upload checks it too, and creates \
                            the users of the rows without errors.",
    in_groups: "Permission groups",
    in_teams: "Primary teams",
    choose_to_upload: "To upload it, choose it again, and select Upload: a check keeps nothing.",
    choose_again: "Mend the file, and choose it again.",
    what_to_do: "What to do:",
    notice: "Note:",
    file: "File",
    not_attempted: "Not attempted",
    breakdown: "Errors by kind",
    file_errors: "Errors of the file",
    cells_as_uploaded: "Cells as uploaded",
    left_blank: "Passwords are not kept, nor cells that may hold one.",
    other_rows: "Rows without errors",
    other_rows_hint: "Of these rows the login and the outcome are kept, and no cells: what there is to know of a user is \
                      in the directory.",
    row: "Row",
    download_rows: "Download rows with errors",
    download_rows_hint: "Mend them in the file, type the passwords again, and upload it.",
    back: "Back to the import history",
    next_rows: "Next rows",
    first_rows: "First rows",
    nothing_to_undo: "There is nobody whom an undo would deactivate.",
    undo: "Undo",
    undo_explained: "An undo deactivates the users that this upload created and that nobody has changed since. \
                     Nobody is deleted, and logins stay taken.",
    will_be_deactivated: "To be deactivated",
    will_be_left: "Left as they are",
    keep_users: "Keep the users",
};

// Sentences belong to a language, though English needs no word of the table for them.
#[allow(clippy::unused_self)]
impl Text {
    /// A status in a word or two.
    pub(crate) fn status(&self, status: ImportStatus) -> &'static str {
        match status {
            ImportStatus::InProgress => "In progress",
            ImportStatus::Succeeded => "Succeeded",
            ImportStatus::Failed => "Failed",
            ImportStatus::Interrupted => "Interrupted",
            ImportStatus::Undone => "Undone",
        }
    }

    /// A status in a sentence.
    pub(crate) fn status_explained(&self, status: ImportStatus, mode: ImportMode) -> &'static str {
        match (status, mode) {
            (ImportStatus::InProgress, _) => "The upload is still in progress.",
            (ImportStatus::Succeeded, _) => "Every user was created.",
            (ImportStatus::Failed, ImportMode::AllOrNothing) => "There were errors, so nobody was created.",
            (ImportStatus::Failed, _) => "There were errors. Users of rows without errors were created.",
            (ImportStatus::Interrupted, _) => {
                "The upload was interrupted. Upload the file again to create the other users."
            }
            (ImportStatus::Undone, _) => "The users that this upload created were deactivated again.",
        }
    }

    pub(crate) fn outcome(&self, outcome: RowOutcome) -> &'static str {
        match outcome {
            RowOutcome::Pending => "Still to be created",
            RowOutcome::Created => "Created",
            RowOutcome::Undone => "Deactivated again",
            RowOutcome::WithErrors => "With errors",
            RowOutcome::NotAttempted => "Not attempted",
        }
    }

    pub(crate) fn left_reason(&self, reason: LeftReason) -> &'static str {
        match reason {
            LeftReason::Changed => "Somebody has changed the user since",
            LeftReason::Inactive => "The user was created inactive",
            LeftReason::AboveYourLevel => "The user's permission group is above your level",
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

    /// The verdict in a few words.
    pub(crate) fn verdict(&self, file: &str, is_ok: bool) -> String {
        if is_ok { format!("{file} is valid") } else { format!("{file} has errors") }
    }

    /// What an upload of the file would do.
    pub(crate) fn prospect(&self, users: u32, valid: u32, rows_with_errors: u32, errors: usize) -> String {
        let users = self.users_counted(users as usize);
        let created = match valid {
            0 => "nobody can be created".to_owned(),
            1 => "1 user will be created".to_owned(),
            many => format!("{many} users will be created"),
        };
        if errors == 0 {
            return format!("{}.", capitalised(&created));
        }
        let errors = counted(errors, "error", "errors");
        match rows_with_errors {
            0 => format!("The file itself has {errors}, so nobody can be created."),
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
            "You can upload it all the same, to download the rows with errors with what to do about each."
        } else {
            "Upload creates the others. The rows with errors can be downloaded afterwards."
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

    pub(crate) fn same_file_of_others(&self) -> &'static str {
        "The same file was uploaded before, by somebody else."
    }

    /// `Users: 1 to 10`.
    pub(crate) fn range(&self, label: &str, range: CountRange) -> String {
        match (range.least, range.most) {
            (least, most) if least == most => format!("{label}: {least}"),
            (least, u32::MAX) => format!("{label}: {least} or more"),
            (least, most) => format!("{label}: {least} to {most}"),
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

    pub(crate) fn cell_of(&self, cell: Option<&str>, column: Option<&str>) -> String {
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
