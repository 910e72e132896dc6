//! Tests that any [`ImportStore`] can be run against.
//!
//! [`check`] takes three functions: one makes an empty store with the directory of a directory JSON, one
//! changes that directory, and one looks up a user. It imports, races, interrupts, resumes and undoes, and
//! compares the store with SPEC section 9.

mod creating;
mod filters;
mod leases;
mod undo;

use std::fmt::Debug;
use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::{
    HashedUser, ImportMode, ImportPlan, ImportRecord, ImportStatus, ImportStore, RowOutcome, run_import,
};
use crate::directory::InMemoryDirectory;
use crate::template::Template;
use crate::upload::Upload;
use crate::validate::validate;

/// What a store must hold, as directory JSON.
pub const DIRECTORY_JSON: &str = include_str!("kit.json");

/// The login of the user who uploads.
pub const UPLOADER: &str = "kit.uploader";

/// A password that must not be in any history.
const PASSWORD: &str = "Canary-Passw0rd";

const HEADER: &str = "First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,\
                      Capacity plan,Active*\n";

/// A user as the store under test holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredUser {
    /// Whether the user is active.
    pub active: bool,
    /// The name of the permission group.
    pub permission_group: Option<String>,
    /// The name of the primary team, of which the user is a member.
    pub primary_team: Option<String>,
    /// The name of the capacity plan.
    pub capacity_plan: Option<String>,
    /// The other columns ([`PlannedUser::attributes`](super::PlannedUser::attributes)).
    pub attributes: Map<String, Value>,
    /// The hash of the password.
    pub password_hash: Option<String>,
}

/// Runs every test. `fresh` makes an empty store with the directory of a directory JSON; `load` adds the
/// entries of a directory JSON to the directory of a store, or changes them; `user` finds a user by login.
///
/// # Panics
///
/// At the first test that fails, with the rule that the store breaks.
pub fn check<S: ImportStore<Error: Debug>>(
    fresh: impl Fn(&str) -> S,
    load: impl Fn(&S, &str),
    user: impl Fn(&S, &str) -> Option<StoredUser>,
) {
    let kit = Kit { fresh: &fresh, load: &load, user: &user };
    kit.good_rows_are_created_and_bad_rows_stored();
    kit.a_user_is_created_as_the_row_says();
    kit.one_error_keeps_all_or_nothing_from_creating();
    kit.all_or_nothing_is_created_in_one_step();
    kit.of_two_uploads_one_gets_the_login();
    kit.rights_are_checked_again_at_creation();
    kit.a_user_without_the_right_cannot_begin();
    kit.before_the_seal_nothing_has_happened();
    kit.all_of_it_happens_from_the_seal_on();
    kit.what_was_refused_stays_refused_after_a_crash();
    kit.an_import_that_is_carried_out_is_not_abandoned();
    kit.a_caller_may_stop();
    kit.the_filters_agree_with_the_engine();
    kit.undo_leaves_what_has_changed();
    kit.undo_reaches_no_higher_than_a_level();
}

/// The store under test, and what [`check`] is given to handle it.
struct Kit<'k, S> {
    fresh: &'k dyn Fn(&str) -> S,
    load: &'k dyn Fn(&S, &str),
    user: &'k dyn Fn(&S, &str) -> Option<StoredUser>,
}

/// What the tests ask of a store: that they can show why it failed.
trait TestedStore: ImportStore<Error: Debug> {}

impl<S: ImportStore<Error: Debug>> TestedStore for S {}

/// A row of the product's template with this login, permission group and primary team.
fn row(login: &str, group: &str, team: &str) -> String {
    format!("Ann,Lee,{login},{PASSWORD},{group},TRUE,0101,{team},Standard,TRUE\n")
}

fn good(login: &str) -> String {
    row(login, "Lower", "Mine")
}

fn file(rows: &[String]) -> String {
    format!("{HEADER}{}", rows.concat())
}

fn plan(mode: ImportMode, rows: &[String]) -> ImportPlan {
    plan_of("users.csv", mode, rows)
}

fn plan_of(file_name: &str, mode: ImportMode, rows: &[String]) -> ImportPlan {
    let directory = InMemoryDirectory::from_json(DIRECTORY_JSON).expect("kit.json is a directory");
    let uploader = directory.as_uploader(UPLOADER).expect("kit.json has the uploader");
    let upload = Upload::new(file_name, file(rows));
    validate(&Template::default(), upload, &uploader)
        .expect("the directory answers")
        .into_plan(mode)
        .expect("it is UTF-8")
}

fn run<S: TestedStore>(store: &S, plan: &ImportPlan) -> ImportRecord {
    run_as(store, plan, UPLOADER)
}

fn run_as<S: TestedStore>(store: &S, plan: &ImportPlan, login: &str) -> ImportRecord {
    let record = run_import(store, plan, login, &mut |_| ControlFlow::Continue(())).expect("run_import");
    check_counts(store, &record);
    record
}

/// Checks what is true of every import that has ended.
fn check_counts<S: TestedStore>(store: &S, record: &ImportRecord) {
    let sum = record.created + record.rows_with_errors + record.not_attempted;
    assert_eq!(sum, record.users, "created + rows with errors + not attempted = users: {record:?}");
    let rows = store.rows(record.id, None).expect("rows");
    let count = |outcome| rows.iter().filter(|row| row.outcome == outcome).count();
    let created = count(RowOutcome::Created) + count(RowOutcome::Undone);
    assert_eq!(created, record.created as usize, "a row for each user that was created: {record:?}");
    assert_eq!(count(RowOutcome::WithErrors), record.rows_with_errors as usize, "{record:?}");
    assert_eq!(count(RowOutcome::Pending), 0, "nothing is left to be done: {record:?}");
    assert!(rows.is_sorted_by_key(|row| row.row), "rows come in the order of the file");
    assert!(record.end.is_some() && record.status != ImportStatus::InProgress, "it has ended: {record:?}");
    let details = store.details(record.id).expect("details").expect("the history has the import");
    assert_eq!(details.record, *record, "Details shows the line of the history");
    for text in [serde_json::to_string(&rows), serde_json::to_string(&details)] {
        assert!(!text.expect("JSON").contains(PASSWORD), "a password is in the history");
    }
}

/// Stages the users of a plan as [`run_import`] does.
fn stage<S: TestedStore>(store: &S, lease: &S::Lease, plan: &ImportPlan) {
    let users: Vec<_> = plan.new_users().collect();
    let passwords: Vec<_> = users.iter().filter_map(|user| user.password()).collect();
    let hashes = store.hash(&passwords).expect("hash");
    assert!(hashes.iter().all(|hash| !hash.contains(PASSWORD)), "a hash does not show its password");
    let users: Vec<_> = users
        .into_iter()
        .zip(hashes)
        .map(|(user, hash)| HashedUser { user, password_hash: Some(hash) })
        .collect();
    store.stage(lease, &users).expect("stage");
}

impl<S: TestedStore> Kit<'_, S> {
    fn store(&self) -> S {
        (self.fresh)(DIRECTORY_JSON)
    }

    /// Begins, stages and seals an import; no user is created yet.
    fn sealed(store: &S, plan: &ImportPlan) -> S::Lease {
        let lease = store.begin(plan, UPLOADER).expect("begin");
        stage(store, &lease, plan);
        store.seal(&lease).expect("seal");
        lease
    }
}
