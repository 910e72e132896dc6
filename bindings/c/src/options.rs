//! Structs that begin with their size, so that a program can run with another version of the library: both
//! use the fields that they both know.

use std::mem::MaybeUninit;

use crate::error::buu_error;

/// A struct of the header that begins with its size.
///
/// # Safety
///
/// It is `repr(C)`, and its first field is a `usize`. Zero in all its bytes is a valid value, and so is
/// every value that a C program can make by the header.
pub(crate) unsafe trait Versioned: Copy {
    /// Its name in the header.
    const NAME: &'static str;
    /// Its size in the first version that had it: up to the end of its last field in that version. A later
    /// field is added behind, where no earlier version had padding.
    const FIRST_SIZE: usize;
}

/// Reads a struct of the caller's. Fields that an older program does not know are zero; a newer program
/// must leave zero what this library does not know.
pub(crate) unsafe fn read<T: Versioned>(pointer: *const T) -> Result<T, buu_error> {
    let size = unsafe { size(pointer)? };
    let known = size_of::<T>();
    let bytes = pointer.cast::<u8>();
    let is_zero = |at: usize| unsafe { bytes.add(at).read() } == 0;
    if !(known..size).all(is_zero) {
        let name = T::NAME;
        return Err(buu_error::argument(format_args!(
            "{name} says more than this version of the library understands: use a newer one"
        )));
    }
    let mut value = MaybeUninit::<T>::zeroed();
    unsafe {
        bytes.copy_to_nonoverlapping(value.as_mut_ptr().cast::<u8>(), size.min(known));
        Ok(value.assume_init())
    }
}

/// Reads a struct that the caller may leave out: NULL.
pub(crate) unsafe fn read_if_any<T: Versioned>(pointer: *const T) -> Result<Option<T>, buu_error> {
    if pointer.is_null() { Ok(None) } else { unsafe { read(pointer) }.map(Some) }
}

/// Writes the fields that the caller knows into a struct of the caller's. Its size stays as the caller has
/// set it.
pub(crate) unsafe fn write<T: Versioned>(pointer: *mut T, value: &T) -> Result<(), buu_error> {
    let size = unsafe { size(pointer)? };
    let known = size_of::<T>();
    let head = size_of::<usize>();
    let (to, from) = (pointer.cast::<u8>(), (&raw const *value).cast::<u8>());
    unsafe {
        to.add(head).copy_from_nonoverlapping(from.add(head), size.min(known) - head);
        if size > known {
            to.add(known).write_bytes(0, size - known);
        }
    }
    Ok(())
}

unsafe fn size<T: Versioned>(pointer: *const T) -> Result<usize, buu_error> {
    let name = T::NAME;
    if pointer.is_null() {
        return Err(buu_error::argument(format_args!("{name} is NULL")));
    }
    let size = unsafe { pointer.cast::<usize>().read() };
    // A struct will never grow to 64 times its size: such a number was never set.
    if size < T::FIRST_SIZE || size > 64 * size_of::<T>() {
        return Err(buu_error::argument(format_args!(
            "the size of {name} is {size}: begin with {name}_init(), which sets it"
        )));
    }
    Ok(size)
}

#[cfg(test)]
mod tests {
    use std::mem::offset_of;
    use std::ptr::null;

    use super::*;

    /// A struct as it is now; its first version ended with `first`.
    #[repr(C)]
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Now {
        size: usize,
        first: usize,
        later: usize,
    }

    unsafe impl Versioned for Now {
        const NAME: &'static str = "now";
        const FIRST_SIZE: usize = offset_of!(Self, first) + size_of::<usize>();
    }

    #[repr(C)]
    struct Before {
        size: usize,
        first: usize,
    }

    #[repr(C)]
    struct After {
        now: Now,
        more: usize,
    }

    #[test]
    fn a_program_that_was_built_before_is_understood() {
        let mut before = Before { size: size_of::<Before>(), first: 7 };
        let found = unsafe { read::<Now>((&raw const before).cast()) }.unwrap();
        assert_eq!((found.first, found.later), (7, 0));
        unsafe { write::<Now>((&raw mut before).cast(), &Now { size: 0, first: 8, later: 9 }) }.unwrap();
        assert_eq!((before.size, before.first), (size_of::<Before>(), 8));
        before.size = size_of::<usize>();
        assert!(unsafe { read::<Now>((&raw const before).cast()) }.is_err());
    }

    #[test]
    fn a_program_that_was_built_after_may_not_ask_for_more_than_is_known() {
        let now = Now { size: size_of::<After>(), first: 7, later: 8 };
        let mut after = After { now, more: 0 };
        assert_eq!(unsafe { read::<Now>((&raw const after).cast()) }.unwrap(), now);
        after.more = 1;
        assert!(unsafe { read::<Now>((&raw const after).cast()) }.is_err());
        unsafe { write::<Now>((&raw mut after).cast(), &Now { size: 0, first: 1, later: 2 }) }.unwrap();
        assert_eq!((after.now.size, after.now.later, after.more), (size_of::<After>(), 2, 0));
    }

    #[test]
    fn what_may_be_left_out_may_be_null() {
        assert!(unsafe { read_if_any::<Now>(null()) }.unwrap().is_none());
        assert!(unsafe { read::<Now>(null()) }.is_err());
    }
}
