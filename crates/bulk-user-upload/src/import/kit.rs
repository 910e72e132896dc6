//! Tests that any [`ImportStore`] can be run against.
//!
//! [`check`] is given how to make an empty store with the directory of a directory JSON, and how to change that directory;
//! it imports, races, interrupts, resumes and undoes, and compares what the store says with SPEC section 9.

use std::fmt::Debug;
use std::ops::ControlFlow;

use super::{
    CountRange, HashedUser, HistoryPage, ImportFilter, ImportMode, ImportPlan, ImportRecord, ImportStatus,
    ImportStore, LeftReason, RowOutcome, resume_imports, run_import, write_kept_rows_with_errors,
};
use crate::directory::InMemoryDirectory;
use crate::problem::Code;
use crate::template::Template;
use crate::upload::Upload;
use crate::validate::validate;

/// What a store must hold, as directory JSON.
pub const DIRECTORY_JSON: &str = include_str!("kit.json");

/// The login of the user who uploads.
pub const UPLOADER: &str = "kit.uploader";

/// What must never be found in a history.
const PASSWORD: &str = "Canary-Passw0rd";

const HEADER: &str = "First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,\
                      Capacity plan,Active*\n";

/// Runs every test. `fresh` makes an empty store with the directory of a directory JSON; `load` makes the directory of a
/// store say what another says of the names in it.
///
/// # Panics
///
/// At the first thing that is not as it should be, with the rule.
pub fn check<S: ImportStore<Error: Debug>>(fresh: impl Fn(&str) -> S, load: impl Fn(&S, &str)) {
    let kit = Kit { fresh, load };
    kit.good_rows_are_created_and_bad_rows_kept();
    kit.one_error_keeps_all_or_nothing_from_creating();
    kit.of_two_uploads_one_gets_the_login();
    kit.rights_are_checked_again_at_creation();
    kit.whoever_may_not_import_does_not_begin();
    kit.before_the_seal_nothing_has_happened();
    kit.all_of_it_happens_from_the_seal_on();
    kit.a_caller_may_stop();
    kit.the_filters_agree_with_the_engine();
    kit.undo_leaves_what_has_changed();
}

struct Kit<F, L> {
    fresh: F,
    load: L,
}

/// A row of the product's template, with what matters in a test.
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
    let directory = InMemoryDirectory::from_json(DIRECTORY_JSON).expect("kit.json is a directory");
    let uploader = directory.as_uploader(UPLOADER).expect("kit.json has the uploader");
    let upload = Upload::new("users.csv", file(rows));
    validate(&Template::default(), upload, &uploader).expect("the directory answers").into_plan(mode)
}

fn run<S: ImportStore<Error: Debug>>(store: &S, plan: &ImportPlan) -> ImportRecord {
    let record = run_import(store, plan, UPLOADER, &mut |_| ControlFlow::Continue(())).expect("run_import");
    check_counts(store, &record);
    record
}

/// What is true of every import that has ended.
fn check_counts<S: ImportStore<Error: Debug>>(store: &S, record: &ImportRecord) {
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
    let details = store.details(record.id).expect("details").expect("there is such an import");
    assert_eq!(details.record, *record, "Details shows the line of the history");
    for text in [serde_json::to_string(&rows), serde_json::to_string(&details)] {
        assert!(!text.expect("JSON").contains(PASSWORD), "a password is in the history");
    }
}

/// Users staged as [`run_import`] does it.
fn stage<S: ImportStore<Error: Debug>>(store: &S, lease: &S::Lease, plan: &ImportPlan) {
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

impl<S: ImportStore<Error: Debug>, F: Fn(&str) -> S, L: Fn(&S, &str)> Kit<F, L> {
    fn store(&self) -> S {
        (self.fresh)(DIRECTORY_JSON)
    }

    fn good_rows_are_created_and_bad_rows_kept(&self) {
        let store = self.store();
        let rows = [good("ann"), row("bob", "Higher", "Mine"), good("cat"), good("kit.uploader")];
        let plan = plan(ImportMode::PartialSuccess, &rows);
        let record = run(&store, &plan);
        let counts = (record.users, record.created, record.rows_with_errors, record.not_attempted);
        assert_eq!(counts, (4, 2, 2, 0));
        assert_eq!(record.status, ImportStatus::Failed, "a cross: there were errors");
        assert_eq!((record.uploaded_by.as_str(), record.file_name.as_str()), (UPLOADER, "users.csv"));
        assert_eq!(record.sha256.as_deref(), plan.report().file().sha256());
        assert!(Some(record.start) <= record.end);
        let codes: Vec<_> =
            store.details(record.id).unwrap().unwrap().error_counts.iter().map(|count| count.code).collect();
        assert_eq!(codes, [Code::LoginAlreadyExists, Code::PermissionGroupInsufficientAccess]);
        let logins = |outcome| -> Vec<_> {
            store.rows(record.id, Some(outcome)).unwrap().into_iter().filter_map(|row| row.login).collect()
        };
        assert_eq!(logins(RowOutcome::Created), ["ann", "cat"]);
        let bad = store.rows(record.id, Some(RowOutcome::WithErrors)).unwrap();
        assert_eq!(bad, plan.rows_with_errors().collect::<Vec<_>>(), "rows with errors are kept as they are");
        let (mut expected, mut kept) = (Vec::new(), Vec::new());
        plan.report().write_rows_with_errors(&mut expected, crate::Passwords::Blank).unwrap();
        write_kept_rows_with_errors(&store.details(record.id).unwrap().unwrap().file, &bad, &mut kept)
            .unwrap();
        assert!(kept == expected, "the rows-with-errors file is the report's, less the passwords");

        let again = run(&store, &plan);
        assert_eq!((again.created, again.same_file_as), (0, Some(record.id)), "the same file is recognised");
        assert_eq!(record.same_file_as, None);
    }

    fn one_error_keeps_all_or_nothing_from_creating(&self) {
        let store = self.store();
        let bad = [good("ann"), row("bob", "Higher", "Mine")];
        let record = run(&store, &plan(ImportMode::AllOrNothing, &bad));
        assert_eq!((record.created, record.rows_with_errors, record.not_attempted), (0, 1, 1));
        assert_eq!(record.status, ImportStatus::Failed);
        let record = run(&store, &plan(ImportMode::AllOrNothing, &[good("ann"), good("bob")]));
        assert_eq!((record.created, record.status), (2, ImportStatus::Succeeded));

        let store = self.store();
        let late = plan(ImportMode::AllOrNothing, &[good("ann"), good("bob")]);
        run(&store, &plan(ImportMode::PartialSuccess, &[good("BOB")]));
        let record = run(&store, &late);
        let counts = (record.created, record.rows_with_errors, record.not_attempted);
        assert_eq!(
            counts,
            (0, 1, 1),
            "a row that is refused at creation keeps the others from being created"
        );
        assert_eq!(record.status, ImportStatus::Failed);
    }

    fn of_two_uploads_one_gets_the_login(&self) {
        let store = self.store();
        let (first, second) = (
            plan(ImportMode::PartialSuccess, &[good("ann"), good("bob")]),
            plan(ImportMode::PartialSuccess, &[good("BOB"), good("cat")]),
        );
        let [one, two] = [&first, &second].map(|plan| {
            let lease = store.begin(plan, UPLOADER).expect("begin");
            stage(&store, &lease, plan);
            store.seal(&lease).expect("seal");
            lease
        });
        assert_eq!(store.create(&two, 10).expect("create"), 0);
        assert_eq!(store.create(&one, 10).expect("create"), 0);
        let (one, two) = (store.end(one).expect("end"), store.end(two).expect("end"));
        check_counts(&store, &one);
        check_counts(&store, &two);
        assert_eq!((one.created, two.created), (1, 2), "two uploads race for a login: one wins");
        let errors = &store.rows(one.id, Some(RowOutcome::WithErrors)).unwrap()[0];
        let error = &errors.errors[0];
        assert_eq!(
            (errors.row, error.code, error.cell.as_deref()),
            (3, Code::LoginAlreadyExists, Some("C3"))
        );
    }

    fn rights_are_checked_again_at_creation(&self) {
        let changes: [(&str, Code); 7] = [
            (
                r#"{"permission_groups": [{"name": "Lower", "level": 90}]}"#,
                Code::PermissionGroupInsufficientAccess,
            ),
            (
                r#"{"permission_groups": [{"name": "Lower", "level": 10, "active": false}]}"#,
                Code::PermissionGroupDoesNotExist,
            ),
            (r#"{"teams": [{"name": "Mine", "active": false}]}"#, Code::PrimaryTeamDoesNotExist),
            (
                r#"{"users": [{"login": "kit.uploader", "permission_group": "Same", "teams": []}]}"#,
                Code::PrimaryTeamNotAMember,
            ),
            (
                r#"{"capacity_plans": [{"name": "Standard", "active": false}]}"#,
                Code::CapacityPlanDoesNotExist,
            ),
            (r#"{"permission_groups": [{"name": "Same", "level": 50}]}"#, Code::CreationFailed),
            (
                r#"{"users": [{"login": "kit.uploader", "permission_group": "Same", "teams": ["Mine"], "active": false}]}"#,
                Code::CreationFailed,
            ),
        ];
        for (change, code) in changes {
            let store = self.store();
            let plan = plan(ImportMode::PartialSuccess, &[good("ann")]);
            let lease = store.begin(&plan, UPLOADER).expect("begin");
            stage(&store, &lease, &plan);
            store.seal(&lease).expect("seal");
            (self.load)(&store, change);
            store.create(&lease, 10).expect("create");
            let record = store.end(lease).expect("end");
            check_counts(&store, &record);
            assert_eq!((record.created, record.status), (0, ImportStatus::Failed), "{change}");
            let rows = store.rows(record.id, Some(RowOutcome::WithErrors)).unwrap();
            let codes: Vec<_> = rows[0].errors.iter().map(|error| error.code).collect();
            assert_eq!(codes, [code], "what changed since the check becomes the row's error: {change}");
        }
    }

    fn whoever_may_not_import_does_not_begin(&self) {
        let store = self.store();
        let plan = plan(ImportMode::PartialSuccess, &[good("ann")]);
        for login in ["kit.other", "nobody", "gone"] {
            assert!(store.begin(&plan, login).is_err(), "{login} may not import");
        }
        let history = store.history(&ImportFilter::default(), HistoryPage::default()).expect("history");
        assert_eq!(history, [], "an import that may not begin is not in the history");
    }

    fn before_the_seal_nothing_has_happened(&self) {
        let store = self.store();
        let rows = [good("ann"), row("bob", "Higher", "Mine"), good("cat")];
        let plan = plan(ImportMode::PartialSuccess, &rows);
        let lease = store.begin(&plan, UPLOADER).expect("begin");
        let id = store.import_id(&lease);
        stage(&store, &lease, &plan);
        assert_eq!(store.create(&lease, 10).expect("create"), 0, "nothing is created before the seal");
        let progress = store.details(id).unwrap().unwrap().record;
        assert_eq!((progress.status, progress.end), (ImportStatus::InProgress, None));
        assert!(store.undo(id, UPLOADER).is_err(), "an import in progress cannot be undone");
        drop(lease);
        let ended = resume_imports(&store).expect("resume");
        assert_eq!(ended.len(), 1, "a lease that is dropped is abandoned");
        check_counts(&store, &ended[0]);
        let counts = (ended[0].created, ended[0].rows_with_errors, ended[0].not_attempted);
        assert_eq!((ended[0].status, counts), (ImportStatus::Interrupted, (0, 1, 2)));
        assert_eq!(run(&store, &plan).created, 2, "uploaded again, it succeeds");
    }

    fn all_of_it_happens_from_the_seal_on(&self) {
        let store = self.store();
        let rows = [good("ann"), row("bob", "Higher", "Mine"), good("cat"), good("dan")];
        let plan = plan(ImportMode::PartialSuccess, &rows);
        let lease = store.begin(&plan, UPLOADER).expect("begin");
        stage(&store, &lease, &plan);
        store.seal(&lease).expect("seal");
        assert_eq!(store.create(&lease, 2).expect("create"), 1, "so many are still to be created");
        drop(lease);
        let ended = resume_imports(&store).expect("resume");
        check_counts(&store, &ended[0]);
        assert_eq!((ended[0].created, ended[0].status), (3, ImportStatus::Failed));
        assert_eq!(resume_imports(&store).expect("resume"), [], "an import is resumed once");
    }

    fn a_caller_may_stop(&self) {
        let store = self.store();
        let plan = plan(ImportMode::PartialSuccess, &[good("ann")]);
        let record =
            run_import(&store, &plan, UPLOADER, &mut |_| ControlFlow::Break(())).expect("run_import");
        check_counts(&store, &record);
        assert_eq!((record.status, record.not_attempted), (ImportStatus::Interrupted, 1));
    }

    fn the_filters_agree_with_the_engine(&self) {
        let store = self.store();
        let two = [good("ann"), good("bob")];
        let mut records = [
            run(&store, &plan(ImportMode::PartialSuccess, &two)),
            run(&store, &plan(ImportMode::PartialSuccess, &two)),
            run(&store, &plan(ImportMode::PartialSuccess, &[good("cat")])),
            run(&store, &plan(ImportMode::PartialSuccess, &[])),
        ];
        records.reverse();
        let status = |status: &[ImportStatus]| ImportFilter { status: status.to_vec(), ..Default::default() };
        let range = |least, most| CountRange { least, most };
        let filters = [
            ImportFilter::default(),
            status(&[ImportStatus::Failed]),
            status(&[ImportStatus::Succeeded, ImportStatus::Undone]),
            status(&[ImportStatus::InProgress]),
            ImportFilter { users: range(1, 1), ..Default::default() },
            ImportFilter { created: range(1, u32::MAX), ..Default::default() },
            ImportFilter { rows_with_errors: range(0, 0), ..Default::default() },
            ImportFilter { uploaded_by: Some("KIT.Uploader".to_owned()), ..Default::default() },
            ImportFilter { uploaded_by: Some("kit".to_owned()), ..Default::default() },
            ImportFilter { users: range(2, 2), created: range(0, 0), ..Default::default() },
        ];
        for filter in filters {
            let expected: Vec<_> = records.iter().filter(|record| filter.matches(record)).cloned().collect();
            let found = store.history(&filter, HistoryPage::default()).expect("history");
            assert_eq!(found, expected, "newest first: {filter:?}");
            let page = HistoryPage { before: Some(records[0].id), limit: 2 };
            let rest = expected.into_iter().filter(|record| record.id < records[0].id).take(2);
            let found = store.history(&filter, page).expect("history");
            assert_eq!(found, rest.collect::<Vec<_>>(), "a page: {filter:?}");
        }
    }

    fn undo_leaves_what_has_changed(&self) {
        let store = self.store();
        let inactive = good("cat").replace(",TRUE\n", ",FALSE\n");
        let rows = [good("ann"), good("bob"), inactive, row("dan", "Same", "Mine")];
        let plan = plan(ImportMode::PartialSuccess, &rows);
        let record = run(&store, &plan);
        (self.load)(&store, r#"{"users": [{"login": "bob", "permission_group": "Lower", "teams": []}]}"#);
        assert!(store.undo(record.id, "kit.other").is_err(), "who may not import may not undo");
        let preview = store.undo_preview(record.id, "kit.lower").expect("undo_preview");
        let left = |undo: &super::Undo| -> Vec<_> {
            undo.left.iter().map(|user| (user.login.clone(), user.reason)).collect()
        };
        let (bob, cat) = (("bob".to_owned(), LeftReason::Changed), ("cat".to_owned(), LeftReason::Inactive));
        let dan = ("dan".to_owned(), LeftReason::AboveYourLevel);
        assert_eq!(left(&preview), [bob.clone(), cat.clone(), dan]);
        assert_eq!(store.details(record.id).unwrap().unwrap().record, record, "a preview changes nothing");

        let undo = store.undo(record.id, UPLOADER).expect("undo");
        let logins: Vec<_> = undo.deactivated.iter().map(|user| (user.row, user.login.as_str())).collect();
        assert_eq!((logins, left(&undo)), (vec![(2, "ann"), (5, "dan")], vec![bob, cat]));
        let undone = store.details(record.id).unwrap().unwrap().record;
        assert_eq!((undone.status, undone.created), (ImportStatus::Undone, 4));
        let by = undone.undone.clone().expect("by whom");
        assert_eq!((by.by.as_str(), by.users), (UPLOADER, 2));
        check_counts(&store, &undone);
        let again = store.undo(record.id, UPLOADER).expect("undo");
        assert_eq!(again.deactivated, [], "nobody is deactivated twice");
        assert_eq!(store.details(record.id).unwrap().unwrap().record, undone, "and nothing is changed");
        assert_eq!(run(&store, &plan).created, 0, "logins stay taken");
    }
}
