//! What an undo would do, and what it did.

use std::fmt::Write as _;

use bulk_user_upload::import::Undo;

use super::counted;
use crate::args::Color;
use crate::error::Error;
use crate::terminal::{GOOD, GUIDE, TITLE, visible, write_text};

/// The number of users shown. JSON has all of them.
const MAX_USERS: usize = 20;

/// The users who would be deactivated, and those who would be skipped.
pub(crate) fn undo_preview(undo: &Undo, color: Color) -> Result<(), Error> {
    let mut text = String::new();
    if undo.deactivated.is_empty() {
        let _ = writeln!(text, "{TITLE}Import {} has no users to deactivate.{TITLE:#}", undo.id);
    } else {
        let users = counted(undo.deactivated.len(), "user", "users");
        let _ = writeln!(text, "{TITLE}Undoing import {} deactivates {users}:{TITLE:#}", undo.id);
        let users = undo.deactivated.iter().map(|user| (user.row, &user.login, None));
        list(&mut text, users);
    }
    skipped(&mut text, "To be skipped", undo);
    write_text(&text, color)
}

/// The users who were deactivated, and those who were skipped.
pub(crate) fn undone(undo: &Undo, color: Color) -> Result<(), Error> {
    let users = counted(undo.deactivated.len(), "user", "users");
    let was = if undo.deactivated.len() == 1 { "was" } else { "were" };
    let mut text = format!(
        "{GOOD}Import {} is undone: {users} {was} deactivated. Their logins stay taken.{GOOD:#}\n",
        undo.id
    );
    skipped(&mut text, "Skipped", undo);
    write_text(&text, color)
}

fn skipped(text: &mut String, title: &str, undo: &Undo) {
    if undo.skipped.is_empty() {
        return;
    }
    let _ = writeln!(text, "{TITLE}{title}:{TITLE:#}");
    let users = undo.skipped.iter().map(|user| (user.row, &user.login, Some(user.reason.to_string())));
    list(text, users);
}

fn list<'u>(text: &mut String, users: impl ExactSizeIterator<Item = (u32, &'u String, Option<String>)>) {
    let more = users.len().saturating_sub(MAX_USERS);
    for (row, login, reason) in users.take(MAX_USERS) {
        let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
        let _ = writeln!(text, "  {GUIDE}row {row}{GUIDE:#}  {}{reason}", visible(login));
    }
    if more > 0 {
        let _ = writeln!(text, "  and {more} more");
    }
}
