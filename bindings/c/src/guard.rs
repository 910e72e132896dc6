//! The boundary to C: what every function goes through.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use crate::error::buu_error;
use crate::result::{BUU_OK, BUU_PANIC, buu_result};

/// Does the work of a call that can fail. A failure goes to where the caller wants it, or nowhere.
///
/// A panic is a bug of this library's. It ends here, and says on standard error where it was; what it was about is not told, for
/// that could be anything, a password among it.
pub(crate) unsafe fn guard(
    error: *mut *mut buu_error,
    work: impl FnOnce() -> Result<(), buu_error>,
) -> buu_result {
    let done = caught(work);
    let failure = match done {
        Ok(Ok(())) => return BUU_OK,
        Ok(Err(failure)) => failure,
        Err(Panicked) => {
            buu_error::new(BUU_PANIC, "bulk_user_upload has a bug, and could not do this: please report it")
        }
    };
    let result = failure.result();
    if !error.is_null() {
        unsafe { error.write(Box::into_raw(Box::new(failure))) };
    }
    result
}

/// Does the work of a call that cannot fail; should it panic nevertheless, the caller gets `otherwise`.
pub(crate) fn or<T>(otherwise: T, work: impl FnOnce() -> T) -> T {
    caught(work).unwrap_or(otherwise)
}

/// Frees what a handle stands for.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        or((), || drop(unsafe { Box::from_raw(handle) }));
    }
}

/// A panic, of which nothing else is told.
struct Panicked;

thread_local! {
    /// How many calls this thread is in: a callback may call again.
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

/// Does work that may panic.
fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    static HOOK: Once = Once::new();
    HOOK.call_once(say_where_alone);
    CALLS.set(CALLS.get() + 1);
    let done = catch_unwind(AssertUnwindSafe(work));
    CALLS.set(CALLS.get() - 1);
    // What a panic carries may panic once more when it is dropped, so it is not.
    done.map_err(|carried| {
        std::mem::forget(carried);
        Panicked
    })
}

/// Rust prints what a panic carries: a text that could not be cut, say. Within calls of this library, only the place is printed.
/// The hook is the library's own, but for programs in Rust that it was built into.
fn say_where_alone() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if CALLS.get() == 0 {
            usual(panic);
        } else if let Some(place) = panic.location() {
            eprintln!("bulk_user_upload: a bug at {place}: please report it");
        }
    }));
}

/// A handle that must not be NULL.
pub(crate) unsafe fn required<'h, T>(handle: *const T, name: &str) -> Result<&'h T, buu_error> {
    unsafe { handle.as_ref() }.ok_or_else(|| buu_error::argument(format_args!("{name} is NULL")))
}

#[cfg(test)]
mod tests {
    use std::ptr::null_mut;

    use super::*;

    #[test]
    fn a_panic_ends_at_the_boundary() {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                panic!("dropped");
            }
        }
        let mut error = null_mut();
        let result = unsafe { guard(&raw mut error, || std::panic::panic_any(Bomb)) };
        assert_eq!(result, BUU_PANIC);
        assert_eq!(unsafe { crate::buu_error_result(error) }, BUU_PANIC);
        unsafe { crate::buu_error_free(error) };
        assert_eq!(unsafe { guard(null_mut(), || std::panic::panic_any(Bomb)) }, BUU_PANIC);
        assert_eq!(or(7, || std::panic::panic_any(Bomb)), 7);
    }
}
