//! `buu_directory`: the directory of users that a check asks.

use std::ffi::c_void;
use std::mem::offset_of;
use std::sync::Arc;

use bulk_user_upload::directory::Name;
use bulk_user_upload::{Answers, Checked, InMemoryDirectory};
use bulk_user_upload_sqlite::SqliteStore;

use crate::answers::{CheckIdentity, buu_answers};
use crate::error::buu_error;
use crate::guard::{free, guard, required};
use crate::name::buu_name;
use crate::options::{self, Versioned};
use crate::out::Out;
use crate::result::buu_result;
use crate::store::buu_store;
use crate::str::buu_str;

/// A question to a directory of your own: a batch of `count` distinct names, as `uploader` (a login) sees
/// them. Each is answered by its index in `answers`. `userdata` is that of the struct.
///
/// Return 0 when every name is answered. Return any other number when the directory cannot be reached, not
/// for a name that does not exist: it ends the check with `BUU_CALLBACK_FAILED`, and
/// `buu_error_callback_result` gives it. The names, `uploader` and `answers` are valid during the call alone.
/// A callback may use this library, except for the handles of the call that it belongs to. It must neither
/// throw a C++ exception nor `longjmp` out.
pub type buu_ask = Option<
    unsafe extern "C" fn(
        userdata: *mut c_void,
        uploader: buu_str,
        names: *const buu_name,
        count: usize,
        answers: *mut buu_answers,
    ) -> i32,
>;

/// As `buu_ask`, for the default policy: for passwords of users whose permission group is unknown or not
/// assignable. Answer with `buu_answers_set_default_password_policy`, or not at all for the policy of the
/// template.
pub type buu_ask_policy =
    Option<unsafe extern "C" fn(userdata: *mut c_void, uploader: buu_str, answers: *mut buu_answers) -> i32>;

/// A directory of your own. Begin with `buu_directory_callbacks_init()`.
///
/// A check asks each question at most once: about all names of its kind in cells without errors, and not at
/// all where there are none. It asks for the policy once. The callbacks run on the thread that checks;
/// where several threads check at once, `userdata` must be safe to use from all of them.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_directory_callbacks {
    /// `sizeof(buu_directory_callbacks)`.
    pub size: usize,
    /// Handed to each callback; the library does not use it otherwise. What it points to must live as long
    /// as the directory.
    pub userdata: *mut c_void,
    /// Which of these logins exist? Those of inactive users exist too. Answer with `buu_answers_set_login`; what
    /// more is known of a user may be told with `buu_answers_set_login_name`.
    pub existing_logins: buu_ask,
    /// What are these permission groups to the uploader? Answer with `buu_answers_set_permission_group`.
    pub permission_groups: buu_ask,
    /// What are these teams to the uploader? Answer with `buu_answers_set_primary_team`.
    pub primary_teams: buu_ask,
    /// Which of these capacity plans exist? Answer with `buu_answers_set_capacity_plan`.
    pub capacity_plans: buu_ask,
    /// What is the default policy for passwords? May be NULL, for the policy of the template.
    pub default_password_policy: buu_ask_policy,
}

unsafe impl Versioned for buu_directory_callbacks {
    const NAME: &'static str = "buu_directory_callbacks";
    const FIRST_SIZE: usize = offset_of!(Self, default_password_policy) + size_of::<buu_ask_policy>();
}

/// A directory of users: made from JSON, callbacks or a store. Any number of threads may check against it
/// at once.
pub struct buu_directory(Source);

enum Source {
    InMemory(InMemoryDirectory),
    Callbacks(Callbacks),
    Store(Arc<SqliteStore>),
}

/// The callbacks of the caller's directory; none of its four questions is NULL.
struct Callbacks(buu_directory_callbacks);

// The header requires `userdata` to be safe to use from every thread that checks.
unsafe impl Send for Callbacks {}
unsafe impl Sync for Callbacks {}

/// Makes a directory in memory from directory JSON. The book's page "The directory" lists the keys.
///
/// Writes `*directory`, which the caller frees with `buu_directory_free`. Fails with `BUU_INVALID_DIRECTORY`,
/// `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_directory_from_json(
    json: buu_str,
    directory: *mut *mut buu_directory,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(directory, "directory")?;
            let found = InMemoryDirectory::from_json(json.text("the text of the directory")?)?;
            out.hand_over(buu_directory(Source::InMemory(found)));
            Ok(())
        })
    }
}

/// Makes a directory from callbacks. The struct is copied; what its `userdata` points to must live as long
/// as the directory.
///
/// Writes `*directory`, which the caller frees with `buu_directory_free`. Fails with `BUU_INVALID_ARGUMENT`
/// where one of the four questions has no callback.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_directory_from_callbacks(
    callbacks: *const buu_directory_callbacks,
    directory: *mut *mut buu_directory,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(directory, "directory")?;
            let callbacks = options::read(callbacks)?;
            for (name, callback) in [
                ("existing_logins", callbacks.existing_logins),
                ("permission_groups", callbacks.permission_groups),
                ("primary_teams", callbacks.primary_teams),
                ("capacity_plans", callbacks.capacity_plans),
            ] {
                callback.ok_or_else(|| buu_error::argument(format_args!("the callback {name} is NULL")))?;
            }
            out.hand_over(buu_directory(Source::Callbacks(Callbacks(callbacks))));
            Ok(())
        })
    }
}

/// Makes a directory from the users of a store. The store's file stays open until both are freed, in any
/// order.
///
/// Writes `*directory`, which the caller frees with `buu_directory_free`. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_directory_from_store(
    store: *const buu_store,
    directory: *mut *mut buu_directory,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(directory, "directory")?;
            let store = Arc::clone(&required(store, "store")?.store);
            out.hand_over(buu_directory(Source::Store(store)));
            Ok(())
        })
    }
}

/// Frees a directory, which no check may be asking. NULL: nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_directory_free(directory: *mut buu_directory) {
    unsafe { free(directory) }
}

impl buu_directory {
    /// Its answers to the questions of a check.
    pub(crate) fn ask(&self, checked: &Checked, uploader: &str) -> Result<Answers, buu_error> {
        let questions = checked.questions();
        match &self.0 {
            Source::InMemory(directory) => {
                let uploader = directory.as_uploader(uploader)?;
                Ok(questions.ask(&uploader).unwrap_or_else(|error| match error {}))
            }
            Source::Store(store) => Ok(questions.ask(&store.as_uploader(uploader)?)?),
            Source::Callbacks(Callbacks(callbacks)) => {
                let mut answers = buu_answers::to(&questions, CheckIdentity::default());
                let mut ask = |name, callback, names: &[Name<'_>]| unsafe {
                    callbacks.ask(name, callback, uploader, names, &mut answers)
                };
                ask("existing_logins", callbacks.existing_logins, questions.logins())?;
                ask("permission_groups", callbacks.permission_groups, questions.permission_groups())?;
                ask("primary_teams", callbacks.primary_teams, questions.primary_teams())?;
                ask("capacity_plans", callbacks.capacity_plans, questions.capacity_plans())?;
                unsafe { callbacks.ask_policy(uploader, &mut answers)? };
                answers.take()
            }
        }
    }
}

impl buu_directory_callbacks {
    /// Asks a batch of names, where there are any.
    unsafe fn ask(
        &self,
        name: &str,
        callback: buu_ask,
        uploader: &str,
        names: &[Name<'_>],
        answers: &mut buu_answers,
    ) -> Result<(), buu_error> {
        let Some(callback) = callback.filter(|_| !names.is_empty()) else { return Ok(()) };
        let names = buu_name::all(names);
        let uploader = buu_str::of(uploader);
        returned(name, unsafe { callback(self.userdata, uploader, names.as_ptr(), names.len(), answers) })
    }

    unsafe fn ask_policy(&self, uploader: &str, answers: &mut buu_answers) -> Result<(), buu_error> {
        let Some(callback) = self.default_password_policy else { return Ok(()) };
        returned("default_password_policy", unsafe {
            callback(self.userdata, buu_str::of(uploader), answers)
        })
    }
}

fn returned(name: &str, result: i32) -> Result<(), buu_error> {
    if result == 0 { Ok(()) } else { Err(buu_error::callback(name, result)) }
}
