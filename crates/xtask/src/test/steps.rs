//! Steps that are announced and timed.

use std::time::Instant;

/// Announces a step, takes it, and says how long it took.
pub(super) fn step<T>(name: &str, take: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    eprintln!("== {name}");
    let start = Instant::now();
    let result = take();
    eprintln!("== {name}: {} after {}", if result.is_ok() { "passed" } else { "FAILED" }, seconds(start));
    result
}

/// The time since then: `12 s`.
pub(super) fn seconds(start: Instant) -> String {
    format!("{:.0} s", start.elapsed().as_secs_f64())
}
