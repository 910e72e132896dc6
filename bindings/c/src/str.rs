//! `buu_str`: text, in both directions.

use std::ffi::c_char;
use std::ptr::null;
use std::slice;
use std::str;

use crate::error::buu_error;
use crate::guard::or;

/// A text: UTF-8, with its length in bytes, and no NUL byte at its end. It is borrowed: whoever made it keeps it.
///
/// An argument is read during the call alone. `data` may be NULL where `len` is 0: an empty text. A text that comes back lives as
/// its function says, and `data` is NULL where there is none: that is not the same as an empty text.
///
/// `buu_str_of("…")` makes one of a C string; `printf("%.*s", (int)s.len, s.data)` prints one.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_str {
    /// The first byte.
    pub data: *const c_char,
    /// How many bytes.
    pub len: usize,
}

impl buu_str {
    pub(crate) const ABSENT: Self = Self { data: null(), len: 0 };

    pub(crate) fn of(text: &str) -> Self {
        Self { data: text.as_ptr().cast(), len: text.len() }
    }

    pub(crate) fn of_option(text: Option<&str>) -> Self {
        text.map_or(Self::ABSENT, Self::of)
    }

    /// The bytes of an argument.
    pub(crate) unsafe fn bytes<'a>(self, name: &str) -> Result<&'a [u8], buu_error> {
        unsafe { bytes(self.data.cast(), self.len, name) }
    }

    /// The text of an argument.
    pub(crate) unsafe fn text<'a>(self, name: &str) -> Result<&'a str, buu_error> {
        let bytes = unsafe { self.bytes(name)? };
        // What the bytes are is not told on: they may be a password.
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

/// Bytes of an argument: NULL only where there are none.
pub(crate) unsafe fn bytes<'a>(data: *const u8, len: usize, name: &str) -> Result<&'a [u8], buu_error> {
    unsafe { elements(data, len, name) }
}

/// The elements of an argument: NULL only where there are none.
pub(crate) unsafe fn elements<'a, T>(data: *const T, count: usize, name: &str) -> Result<&'a [T], buu_error> {
    if count == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(buu_error::argument(format_args!("{name} is NULL, and its length is {count}")));
    }
    // Rust's slices, like C's objects, are no larger; a length that is more was never meant.
    if count > isize::MAX as usize / size_of::<T>().max(1) {
        return Err(buu_error::argument(format_args!("{name} has a length that no memory has: {count}")));
    }
    Ok(unsafe { slice::from_raw_parts(data, count) })
}

/// Works a short text out and writes it into room of the caller's, as `snprintf` does: as much as there is room for, less one
/// byte for the NUL, cut where a character ends. Gives the length of the whole; without a text, that is an empty one.
pub(crate) unsafe fn short<T: AsRef<str>>(
    buffer: *mut c_char,
    room: usize,
    text: impl FnOnce() -> Option<T>,
) -> usize {
    unsafe {
        fill("", buffer, room);
        or(0, || text().map_or(0, |text| fill(text.as_ref(), buffer, room)))
    }
}

/// Writes a text into room of the caller's, and gives the length of the whole.
pub(crate) unsafe fn fill(text: &str, buffer: *mut c_char, room: usize) -> usize {
    if !buffer.is_null() && room > 0 {
        let max = text.len().min(room - 1);
        let length = (0..=max).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
        unsafe {
            text.as_ptr().copy_to_nonoverlapping(buffer.cast(), length);
            buffer.add(length).write(0);
        }
    }
    text.len()
}
