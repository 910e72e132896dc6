//! A directory that changes between the check and the creation: each row gets the error that it has now, and
//! no other user is affected.

use std::collections::HashSet;
use std::ops::ControlFlow;

use bulk_user_upload::import::{ImportMode, ImportRecord, ImportStatus, ImportStore, RowOutcome, run_import};
use bulk_user_upload_sqlite::StoreError;

use crate::common::{Place, UPLOADER, Users, load, plan, row};
use crate::invariants::{check, contents, history, logins, next_start};
use crate::quick::Quick;
use crate::worker::Work;

/// A change, and the errors of the rows that it concerns.
struct Change {
    directory: &'static str,
    codes: &'static [u16],
    concerns: Concerns,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Concerns {
    /// Each third row, whose group, team and plan are others than those of the rest.
    EachThird,
    Everybody,
}

const fn each_third(directory: &'static str, codes: &'static [u16]) -> Change {
    Change { directory, codes, concerns: Concerns::EachThird }
}

const fn everybody(directory: &'static str) -> Change {
    Change { directory, codes: &[921], concerns: Concerns::Everybody }
}

const CHANGES: [Change; 13] = [
    // The group is above the uploader's level now; it is inactive.
    each_third(r#"{"permission_groups": [{"name": "Leader", "level": 101}]}"#, &[502]),
    each_third(r#"{"permission_groups": [{"name": "Leader", "level": 50, "active": false}]}"#, &[501]),
    // The uploader's own level is lower now.
    each_third(
        r#"{"permission_groups": [{"name": "Sys Admin", "level": 49, "bulk_user_upload": true}]}"#,
        &[502],
    ),
    // The uploader is not in the team any more; the team is inactive.
    each_third(
        r#"{"users": [{"login": "alice", "permission_group": "Sys Admin", "teams": ["Sales"]}]}"#,
        &[702],
    ),
    each_third(r#"{"teams": [{"name": "Support", "active": false}]}"#, &[701]),
    // The plan is inactive.
    each_third(r#"{"capacity_plans": [{"name": "Premium", "active": false}]}"#, &[801]),
    // The logins are taken, by users who are active and by users who are not.
    each_third(
        r#"{"users": [{"login": "user0"}, {"login": "USER3"}, {"login": "User6", "active": false}, {"login": "ｕser9"}]}"#,
        &[402],
    ),
    // All of that.
    each_third(
        r#"{"users": [{"login": "user0"}, {"login": "user3"}, {"login": "user6"}, {"login": "user9"},
                {"login": "alice", "permission_group": "Sys Admin", "teams": ["Sales"]}],
            "permission_groups": [{"name": "Leader", "level": 101}],
            "capacity_plans": [{"name": "Premium", "active": false}]}"#,
        &[402, 502, 702, 801],
    ),
    // The uploader may not import any more: the right is gone, the group is inactive, there is no group; the
    // uploader is inactive.
    everybody(r#"{"permission_groups": [{"name": "Sys Admin", "level": 100}]}"#),
    everybody(
        r#"{"permission_groups": [{"name": "Sys Admin", "level": 100, "bulk_user_upload": true, "active": false}]}"#,
    ),
    everybody(r#"{"users": [{"login": "alice", "teams": ["Sales", "Support"]}]}"#),
    everybody(
        r#"{"users": [{"login": "alice", "permission_group": "Sys Admin", "teams": ["Sales", "Support"], "active": false}]}"#,
    ),
    // Everything else is of no account then.
    everybody(
        r#"{"users": [{"login": "alice", "active": false}, {"login": "user0"}],
            "teams": [{"name": "Support", "active": false}]}"#,
    ),
];

/// Twelve users.
fn users() -> Users {
    let mut users = Users::of((0..12).map(|number| format!("user{number}")).collect());
    for login in users.valid.iter().step_by(3) {
        let other =
            row(login).replace("Agent", "Leader").replace("Sales", "Support").replace("Standard", "Premium");
        users.csv = users.csv.replace(&row(login), &other);
    }
    users
}

/// Just the rows that a change concerns have got its errors, and just the others have been created.
fn check_import(place: &Place, record: &ImportRecord, change: &Change, mode: ImportMode) {
    let users = users();
    let is_concerned = |index: usize| change.concerns == Concerns::Everybody || index.is_multiple_of(3);
    let concerned = (0..users.valid.len()).filter(|index| is_concerned(*index)).count();
    let others = users.valid.len() - concerned;
    let (created, left) = if mode == ImportMode::AllOrNothing { (0, others) } else { (others, 0) };
    let counts = [record.created, record.rows_with_errors, record.not_attempted].map(|count| count as usize);
    assert_eq!((counts, record.status), ([created, concerned, left], ImportStatus::Failed));

    let store = place.store();
    for row in store.rows(record.id, None).unwrap() {
        let index = row.row as usize - 2;
        let codes: Vec<_> = row.errors.iter().map(|error| error.number).collect();
        let expected = match (is_concerned(index), mode) {
            (true, _) => (RowOutcome::WithErrors, change.codes),
            (false, ImportMode::PartialSuccess) => (RowOutcome::Created, &[][..]),
            (false, ImportMode::AllOrNothing) => (RowOutcome::NotAttempted, &[][..]),
        };
        assert_eq!((row.outcome, &codes[..]), expected, "row {}", row.row);
    }
    drop(store);
    check(place);
    let sql = place.sql();
    let mut imported = sql.prepare("SELECT login FROM users WHERE password_hash IS NOT NULL").unwrap();
    let imported: HashSet<String> =
        imported.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let rest = users.valid.iter().enumerate().filter(|(index, _)| !is_concerned(*index));
    let expected: HashSet<_> = rest.map(|(_, login)| login.clone()).filter(|_| created > 0).collect();
    assert_eq!(imported, expected);
}

/// Each change with each mode.
fn each_change(test: impl Fn(&Place, &Change, ImportMode)) {
    for change in &CHANGES {
        for mode in [ImportMode::PartialSuccess, ImportMode::AllOrNothing] {
            println!("{mode:?}: {}", change.directory);
            test(&Place::loaded(), change, mode);
        }
    }
}

#[test]
fn what_changed_between_check_and_import_is_an_error_of_its_rows() {
    each_change(|place, change, mode| {
        let store = place.store();
        let plan = plan(&store, &users().csv, mode);
        load(&store, change.directory);
        let before = contents(place);
        let result = run_import(&Quick::new(&store), &plan, UPLOADER, &mut |_| ControlFlow::Continue(()));
        if change.concerns == Concerns::Everybody {
            // Who may not import does not begin.
            assert!(
                matches!(result, Err(StoreError::MayNotImport(_) | StoreError::Directory(_))),
                "{result:?}"
            );
            assert_eq!(contents(place), before);
        } else {
            check_import(place, &result.unwrap(), change, mode);
        }
    });
}

#[test]
fn what_changed_while_passwords_were_hashed_is_an_error_of_its_rows() {
    each_change(|place, change, mode| {
        let store = place.store();
        let plan = plan(&store, &users().csv, mode);
        let mut other = Some(place.store());
        let record = run_import(&Quick::new(&store), &plan, UPLOADER, &mut |_| {
            if let Some(other) = other.take() {
                load(&other, change.directory);
            }
            ControlFlow::Continue(())
        });
        check_import(place, &record.unwrap(), change, mode);
    });
}

#[test]
fn what_changed_before_an_import_is_resumed_is_an_error_of_its_rows() {
    each_change(|place, change, mode| {
        let work = Work::import(place, &users().csv, mode);
        work.start_to_be_killed("seal:after-commit").wait().assert_killed();
        load(&place.store(), change.directory);
        let resumed = next_start(place);
        check_import(place, &resumed[0], change, mode);
    });
}

#[test]
fn who_loses_the_right_to_import_keeps_what_was_created_by_then() {
    let (place, users) = (Place::loaded(), Users::new(1_100, 20));
    let store = place.store();
    let plan = plan(&store, &users.csv, ImportMode::PartialSuccess);
    let mut batches = 0;
    let record = run_import(&Quick::new(&store), &plan, UPLOADER, &mut |progress| {
        if progress.step == bulk_user_upload::import::ImportStep::Creating {
            batches += 1;
            if batches == 1 {
                load(&place.store(), r#"{"permission_groups": [{"name": "Sys Admin", "level": 100}]}"#);
            }
        }
        ControlFlow::Continue(())
    });
    let record = record.unwrap();
    assert_eq!((record.created, record.rows_with_errors, record.not_attempted), (500, 620, 0));
    drop(store);
    check(&place);
    let logins = logins(&place);
    assert!(users.valid[..500].iter().all(|login| logins.contains_key(login)), "the first ones are there");
    assert_eq!(history(&place), [record]);
}
