//! `buu_text`: a long text that the caller owns.

use serde::Serialize;

use crate::error::buu_error;
use crate::guard::{free, guard, or, required};
use crate::out::Out;
use crate::result::buu_result;
use crate::str::buu_str;

/// A long text, such as a report as JSON. It contains no password. Free it with `buu_text_free`. Any number
/// of threads may read it.
#[derive(Debug)]
pub struct buu_text(String);

impl buu_text {
    pub(crate) fn new(mut text: String) -> Self {
        text.push('\0');
        Self(text)
    }
}

/// The work of a function that gives a handle as JSON.
pub(crate) unsafe fn json_of<H>(
    handle: *const H,
    name: &str,
    json: *mut *mut buu_text,
    error: *mut *mut buu_error,
    make: impl FnOnce(&H) -> Result<String, buu_error>,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(json, "json")?;
            out.hand_over(buu_text::new(make(required(handle, name)?)?));
            Ok(())
        })
    }
}

/// A record as JSON.
pub(crate) fn to_json(record: &impl Serialize) -> String {
    serde_json::to_string(record).expect("JSON can hold every record")
}

/// The text, valid until `buu_text_free`. A NUL byte follows it, and JSON contains none, so `data` is a C
/// string as well. NULL: absent.
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
