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

/// Rust prints the message of a panic, which may quote anything, a password included. Inside a call of this
/// library only the panic's position in the source is printed. The panic hook belongs to the library alone,
/// unless it was built into a program written in Rust; that program's own panics are printed as before.
fn print_only_the_position() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if CALLS.get() == 0 {
            usual(panic);
        } else if let Some(position) = panic.location() {
            eprintln!("bulk_user_upload: a bug at {position}: please report it");
        }
    }));
}
