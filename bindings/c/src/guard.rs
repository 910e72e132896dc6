//! The boundary to C: every function goes through it. A call that can fail goes through `guard`, any other
//! through `or`.

use crate::error::buu_error;
use crate::panic::{Panicked, caught};
pub(crate) use crate::panic::{free, or};
use crate::result::{BUU_OK, BUU_PANIC, buu_result};

/// Does the work of a call that can fail. An error is written to `*error`, unless that is NULL.
///
/// A panic is a bug of this library. It becomes `BUU_PANIC`; its message is not passed on, as it may quote
/// a password.
pub(crate) unsafe fn guard(
    error: *mut *mut buu_error,
    work: impl FnOnce() -> Result<(), buu_error>,
) -> buu_result {
    let failure = match caught(work) {
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
