//! Users are created exactly once, as their rows say, by an uploader with the right to import.

use serde_json::json;

use super::{Kit, StoredUser, TestedStore, UPLOADER, check_counts, good, plan, row, run};
use crate::import::{
    HistoryPage, ImportFilter, ImportMode, ImportStatus, RowOutcome, write_stored_rows_with_errors,
};
use crate::problem::Code;

impl<S: TestedStore> Kit<'_, S> {
    pub(super) fn good_rows_are_created_and_bad_rows_stored(&self) {
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
        assert_eq!(
            bad,
            plan.rows_with_errors().collect::<Vec<_>>(),
            "rows with errors are stored as they are"
        );
        let (mut expected, mut stored) = (Vec::new(), Vec::new());
        plan.report().write_rows_with_errors(&mut expected, crate::Passwords::Blank).unwrap();
        write_stored_rows_with_errors(&store.details(record.id).unwrap().unwrap().file, &bad, &mut stored)
            .unwrap();
        assert!(stored == expected, "the rows-with-errors file is the report's, without the passwords");

        let again = run(&store, &plan);
        assert_eq!((again.created, again.same_file_as), (0, Some(record.id)), "the same file is recognised");
        assert_eq!(record.same_file_as, None);
    }

    pub(super) fn a_user_is_created_as_the_row_says(&self) {
        let store = self.store();
        let inactive = row("cat", "Same", "").replace("Standard,TRUE", ",FALSE").replace(",TRUE,", ",FALSE,");
        let plan = plan(ImportMode::PartialSuccess, &[good("ann"), row("Bob", "LOWER", "mine"), inactive]);
        assert_eq!(plan.new_users().count(), 2, "a team is required: {:?}", plan.report());
        run(&store, &plan);
        let user = |login: &str| (self.user)(&store, login).unwrap_or_else(|| panic!("{login} was created"));
        let (ann, bob) = (user("ann"), user("bob"));
        let name = |name: &str| Some(name.to_owned());
        let attributes =
            json!({"First name": "Ann", "Last name": "Lee", "Web RTC": true, "Extension": "0101"});
        let expected = StoredUser {
            active: true,
            permission_group: name("Lower"),
            primary_team: name("Mine"),
            capacity_plan: name("Standard"),
            attributes: attributes.as_object().cloned().unwrap_or_default(),
            password_hash: ann.password_hash.clone(),
        };
        assert_eq!(ann, expected);
        assert_eq!(
            StoredUser { password_hash: ann.password_hash.clone(), ..bob.clone() },
            expected,
            "names fold"
        );
        let hashes =
            [&ann.password_hash, &bob.password_hash].map(|hash| hash.as_ref().expect("a hash is stored"));
        assert!(
            hashes.iter().all(|hash| !hash.is_empty()) && hashes[0] != hashes[1],
            "each has a salt of its own"
        );
        assert_eq!((self.user)(&store, "cat"), None, "a row with an error creates no user");
    }

    pub(super) fn one_error_keeps_all_or_nothing_from_creating(&self) {
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
            "a row that is refused at creation prevents the others from being created"
        );
        assert_eq!(record.status, ImportStatus::Failed);
    }

    pub(super) fn all_or_nothing_is_created_in_one_step(&self) {
        let store = self.store();
        let plan = plan(ImportMode::AllOrNothing, &[good("ann"), good("bob"), good("cat")]);
        let lease = Self::sealed(&store, &plan);
        assert_eq!(store.create(&lease, 1).expect("create"), 0, "all of it, whatever is asked for");
        assert!((self.user)(&store, "cat").is_some());
        let record = store.end(lease).expect("end");
        assert_eq!((record.created, record.status), (3, ImportStatus::Succeeded));
    }

    pub(super) fn of_two_uploads_one_gets_the_login(&self) {
        let store = self.store();
        let (first, second) = (
            plan(ImportMode::PartialSuccess, &[good("ann"), good("bob")]),
            plan(ImportMode::PartialSuccess, &[good("BOB"), good("cat")]),
        );
        let [one, two] = [&first, &second].map(|plan| Self::sealed(&store, plan));
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

    pub(super) fn rights_are_checked_again_at_creation(&self) {
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
            let lease = Self::sealed(&store, &plan);
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

    pub(super) fn a_user_without_the_right_cannot_begin(&self) {
        let store = self.store();
        let plan = plan(ImportMode::PartialSuccess, &[good("ann")]);
        for login in ["kit.other", "nobody", "gone"] {
            assert!(store.begin(&plan, login).is_err(), "{login} may not import");
        }
        let history = store.history(&ImportFilter::default(), HistoryPage::default()).expect("history");
        assert_eq!(history, [], "an import that may not begin is not in the history");
    }
}
