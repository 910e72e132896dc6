//! Times and peak memory.

use std::process::Command;
use std::time::{Duration, Instant};

/// Runs `work` and says how long it took; what it made is let go of outside of that time, unless the caller times it too.
pub fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = work();
    (start.elapsed(), made)
}

/// The middle of several times; of an even number of them, the upper one of the two in the middle.
///
/// # Panics
///
/// Where there is none.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The most memory that this process has had, in bytes; `None` where the system does not say.
pub fn peak_memory() -> Option<u64> {
    peak_memory_of_process("self")
}

/// The most memory that a process of that number has had so far.
pub fn peak_memory_of_process(number: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{number}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// The peak memory of this very program, started anew with `arguments`; it is to print the number and nothing else.
/// A process for each piece of work, because a peak never goes down again.
pub fn peak_memory_of(arguments: &[&str]) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let output = Command::new(program).args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
