//! Steps at which a test can make the process kill itself.
//! `BULK_USER_UPLOAD_FAILPOINT=create:before-commit` does so the first time that the step is reached,
//! `create:before-commit:2` the second time.

/// Marks a step; without the feature, it does nothing.
#[cfg(not(feature = "failpoints"))]
pub(crate) fn reach(_operation: &str, _moment: &str) {}

/// Marks a step, and kills the process if the environment variable names it.
#[cfg(feature = "failpoints")]
pub(crate) fn reach(operation: &str, moment: &str) {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static REACHED: AtomicUsize = AtomicUsize::new(0);

    let Ok(wanted) = std::env::var("BULK_USER_UPLOAD_FAILPOINT") else { return };
    let (step, time) = match wanted.rsplit_once(':') {
        Some((step, time)) if time.parse::<usize>().is_ok() => (step, time.parse().unwrap_or(1)),
        _ => (wanted.as_str(), 1),
    };
    if step == format!("{operation}:{moment}") && REACHED.fetch_add(1, Ordering::SeqCst) + 1 == time {
        // SIGKILL: no destructor of this process runs.
        let _ = std::process::Command::new("kill").args(["-9", &std::process::id().to_string()]).status();
        loop {
            std::thread::park();
        }
    }
}
