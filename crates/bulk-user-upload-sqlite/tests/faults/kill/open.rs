//! A process that is killed while it makes a database or fills its directory: the next one can.

use std::thread;
use std::time::{Duration, Instant};

use bulk_user_upload::import::ImportMode;

use super::{MOMENTS, TIMES, copy};
use crate::common::{DIRECTORY, Place, Users, load};
use crate::invariants::{contents, next_start, number, upload_again};
use crate::pool::{Random, each};
use crate::worker::{Task, Work};

/// The directory can be filled, and imported into.
fn check_that_it_can_be_used(place: &Place) {
    load(&place.store(), DIRECTORY);
    upload_again(place, &Users::new(10, 5), ImportMode::PartialSuccess);
}

#[test]
fn a_database_whose_making_was_killed_is_made_by_the_next() {
    each(&(0..TIMES).collect::<Vec<_>>(), |_| {
        let place = Place::empty();
        let open = Work::new(&place, Task::Open);
        open.start_to_be_killed("migrate:before-commit").wait().assert_killed();
        assert_eq!(number(&copy(&place).sql(), "SELECT count(*) FROM sqlite_schema"), 0);
        check_that_it_can_be_used(&place);
    });
}

#[test]
fn a_database_whose_making_was_killed_at_any_moment_is_made_by_the_next() {
    let mut random = Random::seeded();
    let begun = Instant::now();
    Work::new(&Place::empty(), Task::Open).start().wait().said();
    let whole = begun.elapsed();
    let runs: Vec<_> = (0..100).map(|_| random.within(whole)).collect();
    each(&runs, |moment: &Duration| {
        let place = Place::empty();
        let mut process = Work::new(&place, Task::Open).start();
        thread::sleep(*moment);
        process.kill();
        process.wait();
        check_that_it_can_be_used(&place);
    });
}

#[test]
fn a_directory_whose_loading_was_killed_is_all_loaded_or_not_at_all() {
    let json = DIRECTORY.replace(r#""level": 10"#, r#""level": 20"#).replace("Premium", "Basic");
    let runs: Vec<_> = MOMENTS.iter().flat_map(|moment| (0..TIMES).map(move |run| (moment, run))).collect();
    let loaded = Place::loaded();
    let before = contents(&loaded);
    load(&loaded.store(), &json);
    let after = contents(&loaded);
    assert_ne!(before, after);
    each(&runs, |(moment, _)| {
        let place = Place::loaded();
        let load = Work::new(&place, Task::Load { json: json.clone() });
        load.start_to_be_killed(&format!("load:{moment}")).wait().assert_killed();
        assert_eq!(next_start(&place), []);
        let expected = if **moment == "after-commit" { &after } else { &before };
        assert_eq!(contents(&place), *expected);
    });
}
