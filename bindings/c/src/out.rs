//! Outputs: written on success, and never before.

use crate::error::buu_error;

/// The place of an output that the caller wants; there must be one.
pub(crate) struct Out<T>(*mut T);

impl<T> Out<T> {
    pub(crate) fn new(place: *mut T, name: &str) -> Result<Self, buu_error> {
        if place.is_null() {
            return Err(buu_error::argument(format_args!("{name} is NULL")));
        }
        Ok(Self(place))
    }

    pub(crate) unsafe fn write(self, value: T) {
        unsafe { self.0.write(value) };
    }
}

impl<T> Out<*mut T> {
    /// Hands over what a new handle stands for.
    pub(crate) unsafe fn hand_over(self, value: T) {
        unsafe { self.write(Box::into_raw(Box::new(value))) };
    }
}
