//! Only one process at a time carries out an import, and the import of a process that has died is ended by
//! another.

use std::ops::ControlFlow;

use super::{Kit, TestedStore, UPLOADER, check_counts, good, plan, row, run, stage};
use crate::import::{ImportMode, ImportRecord, ImportStatus, resume_imports, run_import};

/// Ends the abandoned imports.
fn resumed<S: TestedStore>(store: &S) -> Vec<ImportRecord> {
    let resumed = resume_imports(store).expect("resume");
    resumed.into_iter().map(|resumed| resumed.outcome.expect("it can be resumed")).collect()
}

impl<S: TestedStore> Kit<'_, S> {
    pub(super) fn before_the_seal_nothing_has_happened(&self) {
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
        let ended = resumed(&store);
        assert_eq!(ended.len(), 1, "a lease that is dropped is abandoned");
        check_counts(&store, &ended[0]);
        let counts = (ended[0].created, ended[0].rows_with_errors, ended[0].not_attempted);
        assert_eq!((ended[0].status, counts), (ImportStatus::Interrupted, (0, 1, 2)));
        assert_eq!(run(&store, &plan).created, 2, "uploaded again, it succeeds");
    }

    pub(super) fn all_of_it_happens_from_the_seal_on(&self) {
        let store = self.store();
        let rows = [good("ann"), row("bob", "Higher", "Mine"), good("cat"), good("dan")];
        let plan = plan(ImportMode::PartialSuccess, &rows);
        let lease = Self::sealed(&store, &plan);
        assert_eq!(store.create(&lease, 2).expect("create"), 1, "so many are still to be created");
        drop(lease);
        let ended = resumed(&store);
        check_counts(&store, &ended[0]);
        assert_eq!((ended[0].created, ended[0].status), (3, ImportStatus::Failed));
        assert_eq!(resumed(&store), [], "an import is resumed once");
    }

    pub(super) fn what_was_refused_stays_refused_after_a_crash(&self) {
        let store = self.store();
        let plan_of = |rows: &[String]| plan(ImportMode::AllOrNothing, rows);
        let lease = Self::sealed(&store, &plan_of(&[good("ann"), good("bob")]));
        run(&store, &plan_of(&[good("bob")]));
        assert_eq!(store.create(&lease, 10).expect("create"), 0);
        drop(lease);
        let ended = resumed(&store);
        check_counts(&store, &ended[0]);
        let counts = (ended[0].created, ended[0].rows_with_errors, ended[0].not_attempted);
        assert_eq!(
            counts,
            (0, 1, 1),
            "nothing of what is all or nothing is created after one row was refused"
        );
        assert_eq!((self.user)(&store, "ann"), None);
    }

    pub(super) fn an_import_that_is_carried_out_is_not_abandoned(&self) {
        let store = self.store();
        let plan = plan(ImportMode::PartialSuccess, &[good("ann")]);
        let lease = Self::sealed(&store, &plan);
        assert_eq!(resumed(&store), [], "its lease is held");
        store.create(&lease, 10).expect("create");
        let record = store.end(lease).expect("end");
        assert_eq!((record.created, resumed(&store)), (1, Vec::new()));
    }

    pub(super) fn a_caller_may_stop(&self) {
        let store = self.store();
        let plan = plan(ImportMode::PartialSuccess, &[good("ann")]);
        let record =
            run_import(&store, &plan, UPLOADER, &mut |_| ControlFlow::Break(())).expect("run_import");
        check_counts(&store, &record);
        assert_eq!((record.status, record.not_attempted), (ImportStatus::Interrupted, 1));
    }
}
