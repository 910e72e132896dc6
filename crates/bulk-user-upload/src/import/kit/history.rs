//! The history, and undoing what is in it.

use std::fmt::Debug;

use super::{Kit, StoredUser, UPLOADER, check_counts, good, plan, row, run};
use crate::import::{
    CountRange, HistoryPage, ImportFilter, ImportMode, ImportStatus, ImportStore, SkipReason, Undo,
};

impl<S, F, L, U> Kit<F, L, U>
where
    S: ImportStore<Error: Debug>,
    F: Fn(&str) -> S,
    L: Fn(&S, &str),
    U: Fn(&S, &str) -> Option<StoredUser>,
{
    pub(super) fn the_filters_agree_with_the_engine(&self) {
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
        let range = |min, max| CountRange { min, max };
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

    pub(super) fn undo_leaves_what_has_changed(&self) {
        let store = self.store();
        let inactive = good("cat").replace(",TRUE\n", ",FALSE\n");
        let rows = [good("ann"), good("bob"), inactive, row("dan", "Same", "Mine")];
        let plan = plan(ImportMode::PartialSuccess, &rows);
        let record = run(&store, &plan);
        (self.load)(&store, r#"{"users": [{"login": "bob", "permission_group": "Lower", "teams": []}]}"#);
        assert!(store.undo(record.id, "kit.other").is_err(), "who may not import may not undo");
        let preview = store.undo_preview(record.id, "kit.lower").expect("undo_preview");
        let skipped = |undo: &Undo| -> Vec<_> {
            undo.skipped.iter().map(|user| (user.login.clone(), user.reason)).collect()
        };
        let (bob, cat) = (("bob".to_owned(), SkipReason::Changed), ("cat".to_owned(), SkipReason::Inactive));
        let dan = ("dan".to_owned(), SkipReason::AboveYourLevel);
        assert_eq!(skipped(&preview), [bob.clone(), cat.clone(), dan]);
        assert_eq!(store.details(record.id).unwrap().unwrap().record, record, "a preview changes nothing");

        let undo = store.undo(record.id, UPLOADER).expect("undo");
        let logins: Vec<_> = undo.deactivated.iter().map(|user| (user.row, user.login.as_str())).collect();
        assert_eq!((logins, skipped(&undo)), (vec![(2, "ann"), (5, "dan")], vec![bob, cat]));
        let undone = store.details(record.id).unwrap().unwrap().record;
        assert_eq!((undone.status, undone.created), (ImportStatus::Undone, 4));
        let by = undone.undone.clone().expect("by whom");
        assert_eq!((by.by.as_str(), by.users), (UPLOADER, 2));
        check_counts(&store, &undone);
        let active = |login: &str| (self.user)(&store, login).map(|user| user.active);
        let logins = ["ann", "bob", "cat", "dan"].map(active);
        assert_eq!(logins, [Some(false), Some(true), Some(false), Some(false)]);
        let again = store.undo(record.id, UPLOADER).expect("undo");
        assert_eq!(again.deactivated, [], "nobody is deactivated twice");
        assert_eq!(store.details(record.id).unwrap().unwrap().record, undone, "and nothing is changed");
        assert_eq!(run(&store, &plan).created, 0, "logins stay taken");
    }

    pub(super) fn undo_reaches_no_higher_than_a_level(&self) {
        let store = self.store();
        let record =
            run(&store, &plan(ImportMode::PartialSuccess, &[good("ann"), row("dan", "Same", "Mine")]));
        let undo = store.undo(record.id, "kit.lower").expect("undo");
        assert_eq!((undo.deactivated[0].login.as_str(), undo.skipped[0].login.as_str()), ("ann", "dan"));
        let active = |login: &str| (self.user)(&store, login).map(|user| user.active);
        assert_eq!((active("ann"), active("dan")), (Some(false), Some(true)));
        let undo = store.undo(record.id, UPLOADER).expect("undo");
        assert_eq!(undo.deactivated[0].login, "dan", "somebody of a higher level undoes the rest");
    }
}
