//! `undo`: shows a preview, asks, and then undoes the import.

use std::io::{self, BufRead, IsTerminal, Write};

use bulk_user_upload::import::{ImportId, ImportStore, Undo};
use serde::Serialize;

use crate::args::{Color, ShowFormat, UndoArgs};
use crate::check::Verdict;
use crate::database;
use crate::error::Error;
use crate::output::{self, counted};
use crate::terminal::tell;

/// What `--format json` shows.
#[derive(Serialize)]
struct Outcome<'u> {
    /// Whether the import was undone; otherwise this is a preview.
    done: bool,
    #[serde(flatten)]
    undo: &'u Undo,
}

/// Runs `undo`.
pub(crate) fn run(args: &UndoArgs, color: Color) -> Result<Verdict, Error> {
    let store = database::open(&args.database)?;
    let id = ImportId(args.id);
    let mut undo = store.undo_preview(id, &args.undoer)?;
    let wanted = !undo.deactivated.is_empty() && (args.yes || confirmed(&undo, args.format, color)?);
    if wanted {
        // A user may have changed since the preview, so the result is shown, not the preview.
        undo = store.undo(id, &args.undoer)?;
    }
    let done = wanted && !undo.deactivated.is_empty();
    match args.format {
        ShowFormat::Json => output::json(&Outcome { done, undo: &undo })?,
        ShowFormat::Human if done => output::undone(&undo, color)?,
        ShowFormat::Human if undo.deactivated.is_empty() => output::undo_preview(&undo, color)?,
        ShowFormat::Human => {}
    }
    if !done && !undo.deactivated.is_empty() {
        tell("Nothing was changed. Add --yes to do it.");
    }
    Ok(if done { Verdict::Clean } else { Verdict::Problems })
}

/// Shows the preview, and asks in a terminal.
fn confirmed(undo: &Undo, format: ShowFormat, color: Color) -> Result<bool, Error> {
    if format == ShowFormat::Json {
        return Ok(false);
    }
    output::undo_preview(undo, color)?;
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(false);
    }
    let users = counted(undo.deactivated.len(), "user", "users");
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "Deactivate {users}? [y/N] ");
    let _ = stderr.flush();
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).map_err(|error| Error::Read {
        what: "answer",
        path: "on standard input".to_owned(),
        source: error,
    })?;
    Ok(["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
}
