//! Arguments that are texts, bytes or lists: read once, and refused where they cannot be right.

use std::{slice, str};

use crate::error::buu_error;
use crate::str::buu_str;

impl buu_str {
    /// The bytes of an argument.
    pub(crate) unsafe fn bytes<'a>(self, name: &str) -> Result<&'a [u8], buu_error> {
        unsafe { elements(self.data.cast(), self.len, name) }
    }

    /// The text of an argument.
    pub(crate) unsafe fn text<'a>(self, name: &str) -> Result<&'a str, buu_error> {
        let bytes = unsafe { self.bytes(name)? };
        // The message does not quote the bytes: they may be a password.
        str::from_utf8(bytes).map_err(|error| {
            buu_error::argument(format_args!("{name} is not UTF-8, from its byte {} on", error.valid_up_to()))
        })
    }

    /// The text of an argument; `None` where it is empty.
    pub(crate) unsafe fn text_if_any<'a>(self, name: &str) -> Result<Option<&'a str>, buu_error> {
        let text = unsafe { self.text(name)? };
        Ok((!text.is_empty()).then_some(text))
    }
}

/// The elements of an argument, which may be NULL only where there are none.
pub(crate) unsafe fn elements<'a, T>(data: *const T, count: usize, name: &str) -> Result<&'a [T], buu_error> {
    if count == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(buu_error::argument(format_args!("{name} is NULL, and its length is {count}")));
    }
    // No object in memory is larger than `isize::MAX` bytes, in Rust as in C: a longer one is a mistake.
    if count > isize::MAX as usize / size_of::<T>().max(1) {
        return Err(buu_error::argument(format_args!("{name} has a length that no memory has: {count}")));
    }
    Ok(unsafe { slice::from_raw_parts(data, count) })
}
