//! Carrying out a plan.

use std::ops::ControlFlow;

use super::plan::ImportPlan;
use super::record::{ImportId, ImportRecord};
use super::store::{HashedUser, ImportStore};
use crate::report::NewUser;

/// How many passwords are hashed between two calls of `progress`: about a second's work on two cores.
const HASHED_AT_ONCE: usize = 64;

/// How many users are created in one transaction: few enough that others do not wait long for the store.
const CREATED_AT_ONCE: usize = 500;

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportProgress {
    /// What is being done.
    pub step: ImportStep,
    /// How many users it has been done to.
    pub done: u32,
    /// How many there are.
    pub of: u32,
}

impl ImportProgress {
    /// A step that is to be done to so many users, and has been done to none.
    pub fn beginning(step: ImportStep, of: u32) -> Self {
        Self { step, done: 0, of }
    }
}

/// The steps of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImportStep {
    /// Passwords are hashed; no user is created before all of them are.
    Hashing,
    /// Users are created.
    Creating,
}

/// Carries out a plan from beginning to end: [`ImportStore::begin`], then [`carry_out`].
///
/// `progress` is called after each batch. `ControlFlow::Break` ends the import: users that are already
/// created stay, and the others become not attempted.
///
/// # Errors
///
/// The first error of the store. The import is then abandoned, and [`resume_imports`] ends it.
///
/// # Panics
///
/// If the store returns more or fewer hashes than it was given passwords.
pub fn run_import<S: ImportStore + ?Sized>(
    store: &S,
    plan: &ImportPlan,
    uploader: &str,
    progress: &mut dyn FnMut(ImportProgress) -> ControlFlow<()>,
) -> Result<ImportRecord, S::Error> {
    let lease = store.begin(plan, uploader)?;
    carry_out(store, plan, lease, progress)
}

/// Carries out a plan whose import has begun: a service begins an import before it answers its client, and
/// carries it out afterwards. `lease` is what [`ImportStore::begin`] returned for this plan.
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

/// Ends every import whose process has died: a sealed import is completed; any other has created no users,
/// and ends as interrupted. An import that cannot be ended does not stop the others, and is tried again the
/// next time.
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
#[non_exhaustive]
pub struct Resumed<E> {
    /// The import.
    pub id: ImportId,
    /// How it ended, or why it could not be ended this time.
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
