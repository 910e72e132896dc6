//! All or nothing, where a row is refused only as the users are created: if the process is killed then, nothing that it
//! is.

use bulk_user_upload::import::{ImportMode, ImportStatus};

use super::TIMES;
use crate::common::{Place, Users};
use crate::invariants::{history, next_start, number};
use crate::pool::each;
use crate::worker::{Task, Work};

#[test]
fn all_or_nothing_stays_nothing_when_it_is_resumed() {
    let users = Users::new(140, 0);
    let steps = ["create:before-commit", "create:after-commit", "end:before", "end:before-commit"];
    let runs: Vec<_> = steps.iter().flat_map(|step| (0..TIMES).map(move |run| (step, run))).collect();
    each(&runs, |(step, run)| {
        let place = Place::loaded();
        let refused = &users.valid[run * 7];
        let change = Some(format!(r#"{{"users": [{{"login": "{refused}"}}]}}"#));
        let (upload, mode) = (place.upload(&users.csv), ImportMode::AllOrNothing);
        let work = Work::new(&place, Task::Import { upload, mode, change });
        work.start_to_be_killed(step).wait().assert_killed();
        next_start(&place);
        let record = history(&place).remove(0);
        assert_eq!((record.status, record.created, record.rows_with_errors), (ImportStatus::Failed, 0, 1));
        assert_eq!(number(&place.sql(), "SELECT count(*) FROM users WHERE password_hash IS NOT NULL"), 0);
    });
}
