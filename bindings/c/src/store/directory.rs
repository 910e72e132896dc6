//! The users of a store: read from directory JSON, and written as such.

use bulk_user_upload::DirectoryData;

use super::open::buu_store;
use crate::error::buu_error;
use crate::guard::{guard, required};
use crate::out::Out;
use crate::result::buu_result;
use crate::str::buu_str;
use crate::text::{buu_text, json_of, to_json};

/// Makes the directory say what directory JSON says: what it names is added or changed, everything else is left as it is. The text is not kept.
///
/// Writes `*changes`, unless that is NULL: what was added and changed, as JSON, which the caller frees with `buu_text_free`. Fails with
/// `BUU_INVALID_DIRECTORY`, `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`; nothing is changed then.
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
/// Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_directory_json(
    store: *const buu_store,
    json: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe { json_of(store, "store", json, error, |store| Ok(to_json(&store.store.directory()?))) }
}
