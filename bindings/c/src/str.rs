//! `buu_str`: a text with its length; and short texts, which are written into a buffer of the caller's.

use std::ffi::c_char;
use std::ptr::null;

use crate::panic::or;

/// A text: UTF-8, with its length in bytes, and without a NUL byte at its end. It is borrowed, and never
/// freed by itself.
///
/// As an argument, it is read during the call alone, and `data` may be NULL where `len` is 0: an empty
/// text. As a result, it is valid for as long as its function says; it is absent where `data` is NULL,
/// which is not the same as empty.
///
/// `buu_str_of("…")` makes one of a C string; `printf("%.*s", (int)s.len, s.data)` prints one.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_str {
    /// The first byte.
    pub data: *const c_char,
    /// The number of bytes.
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
}

/// Makes a short text and writes it into the caller's buffer as `snprintf` does: cut to the room there is,
/// at the end of a character, with a NUL behind it. Gives the length of the whole text; `None` is written
/// as an empty one.
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

/// Writes a text into the caller's buffer, as `short` does, and gives the length of the whole text.
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
