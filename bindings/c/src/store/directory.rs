//! The directory of a store, from and to directory JSON.

use bulk_user_upload::directory::DirectoryData;

use super::open::buu_store;
use crate::error::buu_error;
use crate::guard::{guard, required};
use crate::out::Out;
use crate::result::buu_result;
use crate::str::buu_str;
use crate::text::{buu_text, json_of, to_json};

/// Adds to the directory, or changes, what directory JSON names; everything else stays as it is.
///
/// Writes, unless `changes` is NULL, what was added and changed, as JSON, which the caller frees with
/// `buu_text_free`. Fails with `BUU_INVALID_DIRECTORY`, `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`; then nothing
/// is changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_load(
    store: *const buu_store,
    json: buu_str,
    changes: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let store = &required(store, "store")?.store;
            let data = DirectoryData::from_json(json.text("the text of the directory")?)?;
            let done = store.load(&data)?;
            if let Some(changes) = Out::if_wanted(changes) {
                changes.hand_over(buu_text::new(to_json(&done)));
            }
            Ok(())
        })
    }
}

/// The whole directory, as directory JSON, without passwords and attributes.
///
/// Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_STORE_…`,
/// `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_directory_json(
    store: *const buu_store,
    json: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe { json_of(store, "store", json, error, |store| Ok(to_json(&store.store.directory()?))) }
}
