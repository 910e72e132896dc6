//! A process that is killed while it undoes an import: it has undone all of it, or nothing.

use std::sync::LazyLock;

use bulk_user_upload::import::{ImportId, ImportMode, ImportStatus, ImportStore, SkipReason};

use super::{MOMENTS, TIMES, copy};
use crate::common::{Files, Place, UPLOADER, Users, import, load, plan};
use crate::invariants::{check, contents, next_start, number, record, upload_again};
use crate::pool::each;
use crate::worker::{Task, Work};

/// An import that has ended, one of whose users somebody has changed since.
static ENDED: LazyLock<Files> = LazyLock::new(|| {
    let place = Place::loaded();
    let (store, mode) = (place.store(), ImportMode::PartialSuccess);
    import(&store, &plan(&store, &Users::usual(mode).csv, mode));
    load(&store, r#"{"users": [{"login": "user0", "permission_group": "Leader", "teams": ["Sales"]}]}"#);
    drop(store);
    Files::of(&place.data())
});

#[test]
fn an_undo_that_is_killed_is_all_done_or_not_at_all() {
    let runs: Vec<_> = MOMENTS.iter().flat_map(|moment| (0..TIMES).map(move |run| (moment, run))).collect();
    let users = Users::usual(ImportMode::PartialSuccess);
    each(&runs, |(moment, _)| {
        let place = Place::with(&ENDED);
        let before = contents(&copy(&place));
        let undo = Work::new(&place, Task::Undo(ImportId(1)));
        undo.start_to_be_killed(&format!("undo:{moment}")).wait().assert_killed();
        let is_undone = **moment == "after-commit";
        assert_eq!(contents(&copy(&place)) != before, is_undone, "all of it, or nothing");
        assert_eq!(next_start(&place), []);

        let undo = place.store().undo(ImportId(1), UPLOADER).unwrap();
        let still = if is_undone { 0 } else { users.valid.len() - 1 };
        assert_eq!((undo.deactivated.len(), undo.skipped.len()), (still, 1));
        assert_eq!(undo.skipped[0].reason, SkipReason::Changed);
        check(&place);
        let record = record(&place, ImportId(1));
        assert_eq!(record.status, ImportStatus::Undone);
        assert_eq!(record.undone.unwrap().users as usize, users.valid.len() - 1, "no user is counted twice");
        let active = "SELECT count(*) FROM users WHERE active AND password_hash IS NOT NULL";
        assert_eq!(number(&place.sql(), active), 1, "all but the one that was changed are inactive");
        upload_again(&place, &users, ImportMode::PartialSuccess);
    });
}
