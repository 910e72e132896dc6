//! Times and peak memory.

use std::process::Command;
use std::time::{Duration, Instant};

/// Runs `work` and returns how long it took. The time does not include dropping the result, unless the caller
/// measures that too.
pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = work();
    (start.elapsed(), made)
}

/// The median of several times. If their number is even, the upper one of the two in the middle.
///
/// # Panics
///
/// If there are no times.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The maximum memory that this process has used so far, in bytes. `None` if the system does not say.
pub fn peak_memory() -> Option<u64> {
    peak_memory_of_process("self")
}

/// The maximum memory that the process with this number has used so far.
pub fn peak_memory_of_process(number: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{number}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// The peak memory of this program when it is run with `arguments`. It must print the number and nothing
/// else. Each piece of work needs a process of its own, because a peak never goes down.
pub fn peak_memory_of(arguments: &[&str]) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let output = Command::new(program).args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
