//! Outputs: written on success, and never before.

use crate::error::buu_error;

/// Where a call writes an output.
pub(crate) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// An output that the caller must take.
    pub(crate) fn new(output: *mut T, name: &str) -> Result<Self, buu_error> {
        Self::if_wanted(output).ok_or_else(|| buu_error::argument(format_args!("{name} is NULL")))
    }

    /// An output that the caller may leave out: NULL.
    pub(crate) fn if_wanted(output: *mut T) -> Option<Self> {
        (!output.is_null()).then_some(Self(output))
    }

    pub(crate) unsafe fn write(self, value: T) {
        unsafe { self.0.write(value) };
    }
}

impl<T> Out<*mut T> {
    /// Writes a new handle, which the caller owns from then on.
    pub(crate) unsafe fn hand_over(self, value: T) {
        unsafe { self.write(Box::into_raw(Box::new(value))) };
    }
}
