//! How names compare.

use std::ffi::c_char;

use crate::str::{buu_str, short};

/// The key of a login, or of the name of a group, team or plan. Two names are the same where their keys are
/// equal. The key is NFKC(full case fold(NFKC(trimmed text))). A directory of your own may store it beside
/// each name, with a unique index.
///
/// Written into `buffer`, which has room for `room` bytes, as a short text (see the top of this header).
/// Gives the length of the whole key; 0 for a `name` that is blank or not UTF-8. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_fold(name: buu_str, buffer: *mut c_char, room: usize) -> usize {
    unsafe { short(buffer, room, || name.text("name").ok().map(bulk_user_upload::fold)) }
}
