//! `import`: checks a file, creates the users of its valid rows, and stores the rows with errors.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bulk_user_upload::import::{
    EncodingNotStated, ImportPlan, ImportProgress, ImportStatus, ImportStep, ImportStore, run_import,
};
use bulk_user_upload::{Template, validate};
use bulk_user_upload_sqlite::{SqliteStore, StoreError};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::{Color, ImportArgs, ShowFormat};
use crate::check::Verdict;
use crate::database;
use crate::error::Error;
use crate::input::Input;
use crate::output;

/// Runs `import`.
pub(crate) fn run(args: ImportArgs, color: Color) -> Result<Verdict, Error> {
    let template = args.upload.template.as_deref().map(Input::template).transpose()?;
    let upload = Input::upload(&args.upload.file)?;
    let template = template.map_or_else(|| Ok(Template::default()), Input::read_template)?;
    let store = database::open(&args.database)?;
    let uploader = store.as_uploader(&args.uploader)?;
    // If the uploader may not import, the command says so before it reads the file.
    if !uploader.may_import()? {
        return Err(StoreError::MayNotImport(args.uploader).into());
    }
    let mode = args.mode();
    let upload = upload.read_upload(&args.upload, &template)?;
    let plan = match validate(&template, upload, &uploader)?.into_plan(mode) {
        Ok(plan) => plan,
        Err(EncodingNotStated { assumed, .. }) => return Err(output::to_choose_encoding(&assumed, color)),
    };
    let record = carry_out(&store, &plan, &args.uploader)?;
    let details = store.details(record.id)?.ok_or(StoreError::UnknownImport(record.id))?;
    let rows = store.rows(record.id, None)?;
    match args.format {
        ShowFormat::Human => output::imported(plan.report(), &details, &rows, &args.database, color)?,
        ShowFormat::Json => output::import_json(&details, &rows)?,
    }
    Ok(match record.status {
        ImportStatus::Succeeded => Verdict::Clean,
        _ => Verdict::Problems,
    })
}

/// Creates the users. Ctrl-C, or a signal to end, stops between two batches; the history then says what was
/// created.
fn carry_out(
    store: &SqliteStore,
    plan: &ImportPlan,
    uploader: &str,
) -> Result<bulk_user_upload::import::ImportRecord, Error> {
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    // Without a handler, the signal kills the process, and the next start finishes or ends the import.
    let _ = ctrlc::set_handler(move || stopped.store(true, Ordering::Relaxed));
    let bar = ProgressBar::new(0).with_style(style());
    let record = run_import(store, plan, uploader, &mut |progress| {
        show(&bar, progress);
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    bar.finish_and_clear();
    record.map_err(|error| match error {
        error @ (StoreError::MayNotImport(_) | StoreError::Directory(_)) => error.into(),
        error => Error::Import(error),
    })
}

/// The bar is shown only in a terminal.
fn show(bar: &ProgressBar, progress: ImportProgress) {
    let ImportProgress { step, done, of, .. } = progress;
    bar.set_message(match step {
        ImportStep::Hashing => "Hashing passwords",
        ImportStep::Creating => "Creating users",
    });
    bar.set_length(of.into());
    bar.set_position(done.into());
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{msg} {bar:40} {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
