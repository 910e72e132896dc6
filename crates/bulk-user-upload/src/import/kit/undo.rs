//! Undoing imports.

use super::{Kit, TestedStore, UPLOADER, check_counts, good, plan, row, run};
use crate::import::{ImportMode, ImportStatus, SkipReason, Undo};

impl<S: TestedStore> Kit<'_, S> {
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
        assert_eq!(again.deactivated, [], "no user is deactivated twice");
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
        assert_eq!(undo.deactivated[0].login, "dan", "a user of a higher level undoes the rest");
    }
}
