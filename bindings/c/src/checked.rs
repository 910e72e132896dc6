//! `buu_checked`: a file that was checked without its directory, and the questions that are left.

use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bulk_user_upload::{Answers, Checked};

use crate::answers::{CheckIdentity, buu_answers};
use crate::directory::buu_directory;
use crate::error::buu_error;
use crate::file::{self, buu_file};
use crate::guard::{free, guard, or, required};
use crate::name::buu_name;
use crate::out::Out;
use crate::report::buu_report;
use crate::result::{BUU_IN_USE, BUU_SPENT, buu_result};
use crate::str::buu_str;
use crate::template::buu_template;

/// A file that was checked without its directory. It has questions for the directory; their answers make it
/// a report. This is for a host that waits for its directory without blocking a thread. Where a directory
/// can be asked at once, call `buu_check`.
///
/// Threads may share it. It is resolved once; while one call resolves it, others fail with `BUU_IN_USE`.
pub struct buu_checked {
    state: Mutex<State>,
    identity: CheckIdentity,
    /// These names point into the check.
    logins: Vec<buu_name>,
    permission_groups: Vec<buu_name>,
    primary_teams: Vec<buu_name>,
    capacity_plans: Vec<buu_name>,
}

enum State {
    /// No answers were taken yet.
    Open(Box<Checked>),
    /// A call is resolving it.
    InUse,
    /// It was resolved.
    Spent,
}

// The names point into the check, which owns their text, never changes it, and frees it with them.
unsafe impl Send for buu_checked {}
unsafe impl Sync for buu_checked {}

impl buu_checked {
    fn new(checked: Checked) -> Self {
        let checked = Box::new(checked);
        let questions = checked.questions();
        let [logins, permission_groups, primary_teams, capacity_plans] = [
            questions.logins(),
            questions.permission_groups(),
            questions.primary_teams(),
            questions.capacity_plans(),
        ]
        .map(buu_name::all);
        drop(questions);
        let (state, identity) = (Mutex::new(State::Open(checked)), CheckIdentity::default());
        Self { state, identity, logins, permission_groups, primary_teams, capacity_plans }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers to its questions; none is given yet.
    pub(crate) fn answers(&self) -> Result<buu_answers, buu_error> {
        match &*self.state() {
            State::Open(checked) => Ok(buu_answers::to(&checked.questions(), self.identity.clone())),
            other => Err(other.refusal()),
        }
    }

    /// Resolves it, once. Where the answers fail, it may be tried again.
    fn resolve(
        &self,
        answers: impl FnOnce(&Checked) -> Result<Answers, buu_error>,
    ) -> Result<buu_report, buu_error> {
        // The lock is not held while the directory is asked: a callback may use this same check.
        let checked = self.state().take()?;
        match answers(&checked) {
            Ok(answers) => {
                *self.state() = State::Spent;
                Ok(buu_report(checked.resolve(answers)?))
            }
            Err(error) => {
                *self.state() = State::Open(checked);
                Err(error)
            }
        }
    }
}

impl State {
    fn take(&mut self) -> Result<Box<Checked>, buu_error> {
        match mem::replace(self, Self::InUse) {
            Self::Open(checked) => Ok(checked),
            other => {
                let refusal = other.refusal();
                *self = other;
                Err(refusal)
            }
        }
    }

    fn refusal(&self) -> buu_error {
        match self {
            Self::InUse => buu_error::new(BUU_IN_USE, "another call is resolving this check"),
            _ => buu_error::new(BUU_SPENT, "this check was resolved already: prepare the file again"),
        }
    }
}

/// Checks a file without its directory. No callback is called. `template` may be NULL.
///
/// Writes `*checked`, which the caller frees with `buu_checked_free`. Fails with `BUU_FILE_ERROR`,
/// `BUU_UNKNOWN_ENCODING`, `BUU_INVALID_MAPPING`, `BUU_INVALID_ARGUMENT`. The report will say what is wrong with
/// the file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_prepare(
    template: *const buu_template,
    file: *const buu_file,
    checked: *mut *mut buu_checked,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(checked, "checked")?;
            out.hand_over(buu_checked::new(file::checked(template, file)?));
            Ok(())
        })
    }
}

/// The logins that the directory is asked about: which of them exist? Each is answered by its index.
///
/// Writes their number to `*count`, unless that is NULL, and gives the first of them; NULL where there are
/// none. The names are valid until the check is resolved or freed. NULL `checked`: no names.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_checked_logins(
    checked: *const buu_checked,
    count: *mut usize,
) -> *const buu_name {
    unsafe { names(checked, |checked| &checked.logins, count) }
}

/// The permission groups that the directory is asked about. As `buu_checked_logins`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_checked_permission_groups(
    checked: *const buu_checked,
    count: *mut usize,
) -> *const buu_name {
    unsafe { names(checked, |checked| &checked.permission_groups, count) }
}

/// The teams that the directory is asked about. As `buu_checked_logins`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_checked_primary_teams(
    checked: *const buu_checked,
    count: *mut usize,
) -> *const buu_name {
    unsafe { names(checked, |checked| &checked.primary_teams, count) }
}

/// The capacity plans that the directory is asked about. As `buu_checked_logins`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_checked_capacity_plans(
    checked: *const buu_checked,
    count: *mut usize,
) -> *const buu_name {
    unsafe { names(checked, |checked| &checked.capacity_plans, count) }
}

unsafe fn names(
    checked: *const buu_checked,
    batch: impl FnOnce(&buu_checked) -> &Vec<buu_name>,
    count: *mut usize,
) -> *const buu_name {
    let none: &[buu_name] = &[];
    let names = or(none, || {
        let checked = unsafe { checked.as_ref() };
        let unspent = checked.filter(|checked| !matches!(*checked.state(), State::Spent));
        unspent.map_or(none, |checked| batch(checked))
    });
    if let Some(count) = Out::if_wanted(count) {
        unsafe { count.write(names.len()) };
    }
    if names.is_empty() { std::ptr::null() } else { names.as_ptr() }
}

/// Makes answers for the questions of a check; none is given yet.
///
/// Writes `*answers`, which the caller frees with `buu_answers_free`. Fails with `BUU_SPENT` where the
/// check was resolved, `BUU_IN_USE`, `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_answers_new(
    checked: *const buu_checked,
    answers: *mut *mut buu_answers,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(answers, "answers")?;
            out.hand_over(required(checked, "checked")?.answers()?);
            Ok(())
        })
    }
}

/// Makes the report of a check and its answers. That spends both; free them all the same. Where it fails,
/// both can be used again.
///
/// Writes `*report`, which the caller frees with `buu_report_free`. Fails with `BUU_MISSING_ANSWERS`,
/// `BUU_SPENT`, `BUU_IN_USE`, `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_checked_resolve(
    checked: *mut buu_checked,
    answers: *mut buu_answers,
    report: *mut *mut buu_report,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(report, "report")?;
            let answers = answers.as_mut().ok_or_else(|| buu_error::argument("answers is NULL"))?;
            let checked = required(checked, "checked")?;
            out.hand_over(checked.resolve(|_| answers.take_for(&checked.identity))?);
            Ok(())
        })
    }
}

/// Asks a directory, as `uploader` (a login) sees it, and makes the report. That spends the check; free it
/// all the same. Where it fails, the check can be used again.
///
/// Writes `*report`, which the caller frees with `buu_report_free`. Fails with `BUU_UNKNOWN_UPLOADER`,
/// `BUU_CALLBACK_FAILED`, `BUU_MISSING_ANSWERS`, `BUU_SPENT`, `BUU_IN_USE`, `BUU_INVALID_ARGUMENT`; the
/// directory of a store also with `BUU_STORE_…`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_checked_ask(
    checked: *mut buu_checked,
    directory: *const buu_directory,
    uploader: buu_str,
    report: *mut *mut buu_report,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(report, "report")?;
            let directory = required(directory, "directory")?;
            let uploader = uploader.text("uploader")?;
            out.hand_over(required(checked, "checked")?.resolve(|checked| directory.ask(checked, uploader))?);
            Ok(())
        })
    }
}

/// Frees a check. Unless a report has the file, its memory is overwritten. NULL: nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_checked_free(checked: *mut buu_checked) {
    unsafe { free(checked) }
}
