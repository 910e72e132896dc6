//! Carrying out a plan.

use std::ops::ControlFlow;

use super::plan::ImportPlan;
use super::record::{ImportId, ImportRecord};
use super::store::{HashedUser, ImportStore};
use crate::report::NewUser;

/// Passwords that are hashed between two looks at the caller's wishes: about a second's work on two cores.
const HASHED_AT_ONCE: usize = 64;

/// Users that are created in one transaction: so few that nobody waits long for the store.
const CREATED_AT_ONCE: usize = 500;

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportProgress {
    /// What is being done.
    pub step: ImportStep,
    /// How many users it has been done to.
    pub done: u32,
    /// How many there are.
    pub of: u32,
}

/// What an import is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportStep {
    /// Passwords are hashed; nothing is created before that is done.
    Hashing,
    /// Users are created.
    Creating,
}

/// Carries out a plan, from the first line of its history to the last: [`ImportStore::begin`], then [`carry_out`].
///
/// `progress` is called after each batch. `ControlFlow::Break` ends the import: users that were created by then stay, the
/// others are not attempted, and the history says so.
///
/// # Errors
///
/// The first that the store fails with. The import is then abandoned; [`resume_imports`] brings it to its end.
///
/// # Panics
///
/// Where the store gives more or fewer hashes than there are passwords.
pub fn run_import<S: ImportStore + ?Sized>(
    store: &S,
    plan: &ImportPlan,
    uploader: &str,
    progress: &mut dyn FnMut(ImportProgress) -> ControlFlow<()>,
) -> Result<ImportRecord, S::Error> {
    let lease = store.begin(plan, uploader)?;
    carry_out(store, plan, lease, progress)
}

/// Carries out a plan that was begun: a service begins an import before it answers, and carries it out afterwards. `lease` is
/// what [`ImportStore::begin`] gave for this very plan.
///
/// `progress` is as in [`run_import`].
///
/// # Errors
///
/// As with [`run_import`].
///
/// # Panics
///
/// As with [`run_import`].
pub fn carry_out<S: ImportStore + ?Sized>(
    store: &S,
    plan: &ImportPlan,
    lease: S::Lease,
    progress: &mut dyn FnMut(ImportProgress) -> ControlFlow<()>,
) -> Result<ImportRecord, S::Error> {
    let users: Vec<_> = plan.new_users().collect();
    let of = users.len() as u32;
    let mut done = 0;
    for batch in users.chunks(HASHED_AT_ONCE) {
        store.stage(&lease, &hashed(store, batch)?)?;
        done += batch.len() as u32;
        if progress(ImportProgress { step: ImportStep::Hashing, done, of }).is_break() {
            return store.end(lease);
        }
    }
    store.seal(&lease)?;
    carry_on(store, lease, of, progress)
}

/// Brings every import to its end whose process has died: one that was sealed is carried on, any other has created nothing,
/// and ends as interrupted. An import that cannot be brought to its end keeps no other from it; it is tried again next time.
///
/// Call it when a program starts.
///
/// # Errors
///
/// The store cannot say which imports are abandoned.
pub fn resume_imports<S: ImportStore + ?Sized>(store: &S) -> Result<Vec<Resumed<S::Error>>, S::Error> {
    let leases = store.abandoned()?;
    let resume = |lease| {
        let id = store.import_id(&lease);
        Resumed { id, outcome: carry_on(store, lease, 0, &mut |_| ControlFlow::Continue(())) }
    };
    Ok(leases.into_iter().map(resume).collect())
}

/// What became of an import whose process had died.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resumed<E> {
    /// The import.
    pub id: ImportId,
    /// How it ended, or why it could not be brought to its end this time.
    pub outcome: Result<ImportRecord, E>,
}

fn hashed<'p, S: ImportStore + ?Sized>(
    store: &S,
    users: &[NewUser<'p>],
) -> Result<Vec<HashedUser<'p>>, S::Error> {
    let passwords: Vec<_> = users.iter().filter_map(|user| user.password()).collect();
    let hashes = store.hash(&passwords)?;
    assert_eq!(hashes.len(), passwords.len(), "a store hashes every password that it is given");
    let mut hashes = hashes.into_iter();
    let with_hash =
        |&user: &NewUser<'p>| HashedUser { user, password_hash: user.password().and_then(|_| hashes.next()) };
    Ok(users.iter().map(with_hash).collect())
}

fn carry_on<S: ImportStore + ?Sized>(
    store: &S,
    lease: S::Lease,
    of: u32,
    progress: &mut dyn FnMut(ImportProgress) -> ControlFlow<()>,
) -> Result<ImportRecord, S::Error> {
    loop {
        let left = store.create(&lease, CREATED_AT_ONCE)?;
        let step = ImportProgress { step: ImportStep::Creating, done: of.saturating_sub(left), of };
        if progress(step).is_break() || left == 0 {
            return store.end(lease);
        }
    }
}
