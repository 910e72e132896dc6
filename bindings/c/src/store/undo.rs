//! `buu_undo`: what undoing an import does, or did.

use std::mem::offset_of;

use bulk_user_upload::import::{ImportId, ImportStore, SkipReason, Undo};
use bulk_user_upload_sqlite::{SqliteStore, StoreError};

use super::open::buu_store;
use crate::error::buu_error;
use crate::guard::{free, guard, or, required};
use crate::options::{self, Versioned};
use crate::out::Out;
use crate::result::buu_result;
use crate::str::buu_str;
use crate::text::{buu_text, json_of, to_json};

/// The user is deactivated.
pub const BUU_UNDO_DEACTIVATED: u32 = 1;
/// The user is skipped: they were changed since.
pub const BUU_UNDO_CHANGED: u32 = 2;
/// The user is skipped: they were created inactive, so there is nothing to undo.
pub const BUU_UNDO_INACTIVE: u32 = 3;
/// The user is skipped: their permission group is above the level of the person who undoes the import.
pub const BUU_UNDO_ABOVE_YOUR_LEVEL: u32 = 4;

/// What undoing an import does, or did. It never changes. Any number of threads may read it at once.
#[derive(Debug)]
pub struct buu_undo(Undo);

/// A user of an import that is undone. Begin with `buu_undone_user_init()`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_undone_user {
    /// `sizeof(buu_undone_user)`.
    pub size: usize,
    /// The row of the upload.
    pub row: u32,
    /// What happens to them: `BUU_UNDO_…`. Later versions may add some, all of them for users that are
    /// skipped.
    pub outcome: u32,
    /// The login.
    pub login: buu_str,
}

unsafe impl Versioned for buu_undone_user {
    const NAME: &'static str = "buu_undone_user";
    const FIRST_SIZE: usize = offset_of!(Self, login) + size_of::<buu_str>();
}

/// What `buu_store_undo` would do now; nothing is changed.
///
/// Writes `*undo`, and fails, as `buu_store_undo` does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_undo_preview(
    store: *const buu_store,
    id: i64,
    login: buu_str,
    undo: *mut *mut buu_undo,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe { with_store(store, login, undo, error, |store, login| store.undo_preview(ImportId(id), login)) }
}

/// Undoes an import in the name of `login`: deactivates its users, except those that were changed since and
/// those above the level of `login`. Their logins stay taken.
///
/// Writes `*undo`, which the caller frees with `buu_undo_free`. Fails with `BUU_UNKNOWN_IMPORT`,
/// `BUU_IMPORT_IN_PROGRESS`, `BUU_MAY_NOT_IMPORT`, `BUU_UNKNOWN_UPLOADER`, `BUU_STORE_…`,
/// `BUU_INVALID_ARGUMENT`; then nothing is changed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_undo(
    store: *const buu_store,
    id: i64,
    login: buu_str,
    undo: *mut *mut buu_undo,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe { with_store(store, login, undo, error, |store, login| store.undo(ImportId(id), login)) }
}

unsafe fn with_store(
    store: *const buu_store,
    login: buu_str,
    undo: *mut *mut buu_undo,
    error: *mut *mut buu_error,
    work: impl FnOnce(&SqliteStore, &str) -> Result<Undo, StoreError>,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(undo, "undo")?;
            let store = required(store, "store")?;
            out.hand_over(buu_undo(work(&store.store, login.text("login")?)?));
            Ok(())
        })
    }
}

/// The number of users. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_undo_count(undo: *const buu_undo) -> usize {
    or(0, || unsafe { undo.as_ref() }.map_or(0, |undo| undo.0.deactivated.len() + undo.0.skipped.len()))
}

/// The user at an index, from 0: first those that are deactivated, then those that are skipped, each in the
/// order of the file.
///
/// Fills `*user`, whose texts are valid as long as the undo. Fails with `BUU_INVALID_ARGUMENT`, also where
/// the index is out of range.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_undo_user(
    undo: *const buu_undo,
    index: usize,
    user: *mut buu_undone_user,
) -> buu_result {
    unsafe {
        guard(std::ptr::null_mut(), || {
            let Undo { deactivated, skipped, .. } = &required(undo, "undo")?.0;
            let found = match index.checked_sub(deactivated.len()) {
                None => deactivated.get(index).map(|user| (user.row, BUU_UNDO_DEACTIVATED, &user.login)),
                Some(index) => skipped.get(index).map(|user| (user.row, outcome(user.reason), &user.login)),
            };
            let (row, outcome, login) = found.ok_or_else(buu_error::index)?;
            options::write(user, &buu_undone_user { size: 0, row, outcome, login: buu_str::of(login) })
        })
    }
}

fn outcome(reason: SkipReason) -> u32 {
    match reason {
        SkipReason::Changed => BUU_UNDO_CHANGED,
        SkipReason::Inactive => BUU_UNDO_INACTIVE,
        SkipReason::AboveYourLevel => BUU_UNDO_ABOVE_YOUR_LEVEL,
    }
}

/// What it does as JSON: `{"id": …, "deactivated": […], "skipped": […]}`.
///
/// Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_undo_json(
    undo: *const buu_undo,
    json: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe { json_of(undo, "undo", json, error, |undo| Ok(to_json(&undo.0))) }
}

/// Frees an undo. NULL: nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_undo_free(undo: *mut buu_undo) {
    unsafe { free(undo) }
}
