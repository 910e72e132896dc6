//! `buu_password_policy`: what a password must be like.

use std::ffi::c_char;
use std::mem::offset_of;
use std::sync::Arc;

use bulk_user_upload::policy::{PasswordOwner, PolicyError, PolicyRules};
use bulk_user_upload::{Password, PasswordPolicy};
use serde_json::{Map, Value};

use crate::argument::elements;
use crate::error::buu_error;
use crate::guard::{free, guard, required};
use crate::options::{self, Versioned};
use crate::out::Out;
use crate::result::{BUU_INVALID_POLICY, buu_result};
use crate::str::{buu_str, short};
use crate::text::{buu_text, to_json};

/// What a password must be like. It never changes. Any number of threads may use it at once.
#[derive(Debug)]
pub struct buu_password_policy(pub(crate) Arc<PasswordPolicy>);

/// The user whose password is validated, for the rules that compare it with names. Begin with
/// `buu_password_owner_init()`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_password_owner {
    /// `sizeof(buu_password_owner)`.
    pub size: usize,
    /// The login; empty where it is unknown.
    pub login: buu_str,
    /// The parts of their name: first name, last name.
    pub names: *const buu_str,
    /// The number of parts.
    pub name_count: usize,
}

unsafe impl Versioned for buu_password_owner {
    const NAME: &'static str = "buu_password_owner";
    const FIRST_SIZE: usize = offset_of!(Self, name_count) + size_of::<usize>();
}

/// Makes a policy from JSON: `{"length": 8, "digits": 1}`. The book's page "Templates and password
/// policies" lists the keys.
///
/// Writes `*policy`, which the caller frees with `buu_password_policy_free`. Fails with `BUU_INVALID_POLICY`,
/// `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_password_policy_from_json(
    json: buu_str,
    policy: *mut *mut buu_password_policy,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(policy, "policy")?;
            let text = json.text("the text of the policy")?;
            // Serde also accepts a list of the values in their order. That is always a mistake.
            let is_object = serde_json::from_str::<Map<String, Value>>(text).map(drop);
            let read = is_object.and_then(|()| serde_json::from_str::<PolicyRules>(text));
            let rules = read.map_err(|error| buu_error::new(BUU_INVALID_POLICY, error))?;
            out.hand_over(buu_password_policy(Arc::new(PasswordPolicy::new(rules)?)));
            Ok(())
        })
    }
}

/// Makes one of the policies that the library comes with, by its name in any case: `default`, `nist` or
/// `active-directory`.
///
/// Writes `*policy`, which the caller frees with `buu_password_policy_free`. Fails with
/// `BUU_INVALID_POLICY` where no preset has that name, `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_password_policy_preset(
    name: buu_str,
    policy: *mut *mut buu_password_policy,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(policy, "policy")?;
            let name = name.text("name")?;
            let preset =
                PasswordPolicy::preset(name).ok_or_else(|| PolicyError::UnknownPreset(name.to_owned()))?;
            out.hand_over(buu_password_policy(Arc::new(preset)));
            Ok(())
        })
    }
}

/// Its rules as JSON, without those that allow everything. Written into `buffer` as a short text; gives the
/// length of the whole. NULL `policy`: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_password_policy_json(
    policy: *const buu_password_policy,
    buffer: *mut c_char,
    room: usize,
) -> usize {
    let rules = || serde_json::to_string(unsafe { policy.as_ref() }?.0.rules()).ok();
    unsafe { short(buffer, room, rules) }
}

/// Validates a password, exactly as typed: which rules does it not meet? The library overwrites its copy of
/// the password.
///
/// Writes `*unmet`, the number of rules that are not met; and, unless `json` is NULL, those rules as in the
/// params of a report: `[{"rule":"length","required":8}]`, which the caller frees with `buu_text_free`.
/// `owner` may be NULL. Fails with `BUU_INVALID_ARGUMENT`. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_password_policy_validate(
    policy: *const buu_password_policy,
    password: buu_str,
    owner: *const buu_password_owner,
    unmet: *mut usize,
    json: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(unmet, "unmet")?;
            let policy = required(policy, "policy")?;
            let password = Password::new(password.text("password")?);
            let rules = policy.0.unmet(password, &read_owner(owner)?);
            if let Some(json) = Out::if_wanted(json) {
                json.hand_over(buu_text::new(to_json(&rules)));
            }
            out.write(rules.len());
            Ok(())
        })
    }
}

unsafe fn read_owner<'o>(owner: *const buu_password_owner) -> Result<PasswordOwner<'o>, buu_error> {
    unsafe {
        let Some(owner) = options::read_if_any(owner)? else { return Ok(PasswordOwner::default()) };
        let names = elements(owner.names, owner.name_count, "names")?;
        let names = names.iter().map(|name| name.text("a name of the owner")).collect::<Result<_, _>>()?;
        Ok(PasswordOwner::new(owner.login.text("the login of the owner")?, names))
    }
}

/// Frees a policy. Answers that were given it have a copy. NULL: nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_password_policy_free(policy: *mut buu_password_policy) {
    unsafe { free(policy) }
}
