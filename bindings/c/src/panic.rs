//! Panics end here: none crosses into C.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

/// A panic. What it carried is not passed on.
pub(crate) struct Panicked;

/// Does work that may panic.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    static HOOK: Once = Once::new();
    HOOK.call_once(print_only_the_position);
    CALLS.set(CALLS.get() + 1);
    let done = catch_unwind(AssertUnwindSafe(work));
    CALLS.set(CALLS.get() - 1);
    // Dropping what a panic carries may panic again, so it is leaked.
    done.map_err(|carried| {
        std::mem::forget(carried);
        Panicked
    })
}

/// Does the work of a call that cannot fail. If it panics all the same, the caller gets `otherwise`.
pub(crate) fn or<T>(otherwise: T, work: impl FnOnce() -> T) -> T {
    caught(work).unwrap_or(otherwise)
}

/// Frees what a handle points to.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        or((), || drop(unsafe { Box::from_raw(handle) }));
    }
}

thread_local! {
    /// How many calls of the library this thread is inside: a callback may call it again.
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

/// Rust prints the message of a panic, which may quote anything, a password included. Of a panic of this
/// library, only the position in the source is printed. The panic hook belongs to the library alone, unless
/// it was built into a program that has other Rust code: the panics of that code are printed as before.
fn print_only_the_position() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !is_of_this_library() {
            usual(panic);
        } else if let Some(position) = panic.location() {
            eprintln!("bulk_user_upload: a bug at {position}: please report it");
        }
    }));
}

/// Whether a panic on this thread is one of this library: the thread is inside a call, or rayon started it.
/// Rayon's threads hash the passwords, and the library starts no others.
fn is_of_this_library() -> bool {
    CALLS.get() > 0 || rayon::current_thread_index().is_some()
}

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::{env, thread};

    use super::*;

    /// Set in the process that panics.
    const PANICS: &str = "BUU_TEST_PANICS";

    #[test]
    #[cfg_attr(miri, ignore = "Miri cannot start a process")]
    fn only_the_position_of_our_panics_is_printed() {
        if env::var_os(PANICS).is_some() {
            return panic_on_three_threads();
        }
        let mut again = Command::new(env::current_exe().expect("this test runs"));
        let name = "panic::tests::only_the_position_of_our_panics_is_printed";
        let output = again.args([name, "--exact", "--nocapture"]).env(PANICS, "1").output();
        let output = output.expect("a test can start a process");
        let printed = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{printed}");
        assert_eq!(printed.matches("bulk_user_upload: a bug at ").count(), 2, "{printed}");
        assert!(!printed.contains("Passw0rd"), "{printed}");
        assert!(printed.contains("the program has a bug"), "{printed}");
    }

    /// Panics inside a call, on a thread that hashes for it, and on a thread of the program.
    fn panic_on_three_threads() {
        assert!(caught(|| panic!("Passw0rd-1")).is_err());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread starts");
        assert!(caught(|| pool.install(|| panic!("Passw0rd-2"))).is_err());
        assert!(thread::spawn(|| panic!("the program has a bug")).join().is_err());
    }
}
