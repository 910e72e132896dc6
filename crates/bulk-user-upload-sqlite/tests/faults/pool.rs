//! Many runs of a test, several at once.

use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Does something to each of the runs. They wait for the disk more than for each other.
pub(crate) fn each<R: Debug + Sync>(runs: &[R], test: impl Fn(&R) + Sync) {
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..2 * cores {
            scope.spawn(|| {
                while let Some(run) = runs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let _told = Told(run);
                    test(run);
                }
            });
        }
    });
}

/// Says which run it was that failed.
struct Told<'r, R: Debug>(&'r R);

impl<R: Debug> Drop for Told<'_, R> {
    fn drop(&mut self) {
        if thread::panicking() {
            println!("it failed in this run: {:?}", self.0);
        }
    }
}

/// Numbers that look random (`SplitMix64`).
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// From the seed in the environment variable `BULK_USER_UPLOAD_TEST_SEED`, or another each time.
    pub(crate) fn seeded() -> Self {
        let given = std::env::var("BULK_USER_UPLOAD_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
        let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
        let seed = given.unwrap_or_else(now);
        println!("the seed is {seed}");
        Self::of(seed)
    }

    /// The same seed gives the same numbers.
    pub(crate) fn of(seed: u64) -> Self {
        Self { state: seed }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// A moment within a time, or a little after it.
    pub(crate) fn within(&mut self, whole: Duration) -> Duration {
        Duration::from_nanos(self.below(whole.as_nanos() as u64 * 11 / 10))
    }
}
