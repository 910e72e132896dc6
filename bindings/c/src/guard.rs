//! The boundary to C: what every function goes through.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::buu_error;
use crate::result::{BUU_OK, BUU_PANIC, buu_result};

/// Does the work of a call that can fail. A failure goes to where the caller wants it, or nowhere.
///
/// A panic is a bug of this library's. It ends here, and says so on standard error as Rust does; what it was about is not told
/// on, for it could be anything.
pub(crate) unsafe fn guard(
    error: *mut *mut buu_error,
    work: impl FnOnce() -> Result<(), buu_error>,
) -> buu_result {
    let done = catch_unwind(AssertUnwindSafe(work));
    let failure = match done {
        Ok(Ok(())) => return BUU_OK,
        Ok(Err(failure)) => failure,
        Err(panic) => {
            forget(panic);
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
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        forget(panic);
        otherwise
    })
}

/// Frees what a handle stands for.
pub(crate) unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        or((), || drop(unsafe { Box::from_raw(handle) }));
    }
}

/// What a panic carries may panic once more when it is dropped, so it is not.
fn forget(panic: Box<dyn std::any::Any + Send>) {
    std::mem::forget(panic);
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
