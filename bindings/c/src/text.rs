//! `buu_text`: a long text that the caller owns.

use crate::guard::{free, or};
use crate::str::buu_str;

/// A long text that the library made, such as a report as JSON. No password is in it; free it with `buu_text_free`. Any number of threads may read it.
#[derive(Debug)]
pub struct buu_text(String);

impl buu_text {
    pub(crate) fn new(mut text: String) -> Self {
        text.push('\0');
        Self(text)
    }
}

/// The text; a NUL byte stands behind it, so `data` is a C string as well (JSON has no NUL bytes in it). It lives until
/// `buu_text_free`. NULL: absent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_text_str(text: *const buu_text) -> buu_str {
    or(buu_str::ABSENT, || {
        unsafe { text.as_ref() }.map_or(buu_str::ABSENT, |text| buu_str::of(&text.0[..text.0.len() - 1]))
    })
}

/// Frees a text. NULL: nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_text_free(text: *mut buu_text) {
    unsafe { free(text) }
}
