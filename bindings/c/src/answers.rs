//! `buu_answers`: what a directory says.

use std::sync::Arc;

use bulk_user_upload::directory::{CapacityPlan, ExistingUser, Login, PermissionGroup, PrimaryTeam};
use bulk_user_upload::{Answers, PasswordPolicy, Questions};

use crate::error::buu_error;
use crate::guard::{free, guard};
use crate::password_policy::buu_password_policy;
use crate::result::{BUU_INVALID_ARGUMENT, BUU_MISSING_ANSWERS, BUU_OK, BUU_SPENT, buu_result};
use crate::str::buu_str;

/// No active group, team or plan has this name, or the uploader must not learn of it.
pub const BUU_DOES_NOT_EXIST: u32 = 1;
/// The permission group is above the uploader's level.
pub const BUU_INSUFFICIENT_ACCESS: u32 = 2;
/// The permission group is at or below the uploader's level.
pub const BUU_ASSIGNABLE: u32 = 3;
/// The uploader is not a member of the team.
pub const BUU_NOT_A_MEMBER: u32 = 4;
/// The uploader is a member of the team.
pub const BUU_MEMBER: u32 = 5;
/// The capacity plan exists.
pub const BUU_EXISTS: u32 = 6;

/// No user has the login.
pub const BUU_LOGIN_DOES_NOT_EXIST: u32 = 0;
/// A user has the login, who may be inactive.
pub const BUU_LOGIN_EXISTS: u32 = 1;
/// An inactive user has the login. The error says so.
pub const BUU_LOGIN_INACTIVE: u32 = 2;

/// What a directory says of the names that it was asked about, by their index in each batch. Every name
/// needs an answer; the last one counts.
///
/// Those of a callback belong to the library. Others are made with `buu_answers_new` and freed with
/// `buu_answers_free`. One thread at a time may use them.
#[derive(Debug)]
pub struct buu_answers {
    logins: Vec<Option<Login>>,
    permission_groups: Vec<Option<PermissionGroup>>,
    primary_teams: Vec<Option<PrimaryTeam>>,
    capacity_plans: Vec<Option<CapacityPlan>>,
    default_password_policy: Option<Arc<PasswordPolicy>>,
    /// The check that they are for.
    check: CheckIdentity,
    spent: bool,
}

/// What tells one check from another.
#[derive(Debug, Clone, Default)]
pub(crate) struct CheckIdentity(Arc<()>);

impl CheckIdentity {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl buu_answers {
    pub(crate) fn to(questions: &Questions<'_>, check: CheckIdentity) -> Self {
        Self {
            logins: vec![None; questions.logins().len()],
            permission_groups: vec![None; questions.permission_groups().len()],
            primary_teams: vec![None; questions.primary_teams().len()],
            capacity_plans: vec![None; questions.capacity_plans().len()],
            default_password_policy: None,
            check,
            spent: false,
        }
    }

    /// The answers in the form of the engine, if they were made for this check.
    pub(crate) fn take_for(&mut self, check: &CheckIdentity) -> Result<Answers, buu_error> {
        if !self.check.is(check) {
            return Err(buu_error::argument("these answers were made for another check"));
        }
        self.take()
    }

    /// The answers in the form of the engine: all of them, and only once.
    pub(crate) fn take(&mut self) -> Result<Answers, buu_error> {
        if self.spent {
            return Err(buu_error::new(BUU_SPENT, "these answers were used already: make new ones"));
        }
        complete("logins", &self.logins)?;
        complete("permission groups", &self.permission_groups)?;
        complete("teams", &self.primary_teams)?;
        complete("capacity plans", &self.capacity_plans)?;
        self.spent = true;
        Ok(Answers::default()
            .logins(self.logins.drain(..).flatten())
            .permission_groups(self.permission_groups.drain(..).flatten().collect())
            .primary_teams(self.primary_teams.drain(..).flatten().collect())
            .capacity_plans(self.capacity_plans.drain(..).flatten().collect())
            .default_password_policy(self.default_password_policy.take()))
    }
}

/// Whether every name of a batch has an answer.
fn complete<T>(subject: &str, answers: &[Option<T>]) -> Result<(), buu_error> {
    let missing = answers.iter().filter(|answer| answer.is_none()).count();
    if missing == 0 {
        return Ok(());
    }
    let of = answers.len();
    let message = format_args!("{missing} of {of} {subject} have no answer: a directory answers every name");
    Err(buu_error::new(BUU_MISSING_ANSWERS, message))
}

/// Says whether a user, active or not, has the login at `index`: `BUU_LOGIN_DOES_NOT_EXIST` (0),
/// `BUU_LOGIN_EXISTS` (1), or `BUU_LOGIN_INACTIVE`, which need not be told from the second. Fails with
/// `BUU_INVALID_ARGUMENT`, also for any other number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_answers_set_login(
    answers: *mut buu_answers,
    index: usize,
    exists: u32,
) -> buu_result {
    // A batch may have thousands of logins. Nothing here can panic, so this saves the cost of the guard.
    let answer = unsafe { answers.as_mut() }.and_then(|answers| answers.logins.get_mut(index));
    let login = match exists {
        BUU_LOGIN_DOES_NOT_EXIST => Login::DoesNotExist,
        BUU_LOGIN_EXISTS => Login::Exists(ExistingUser::new()),
        BUU_LOGIN_INACTIVE => Login::Exists(ExistingUser::new().inactive()),
        _ => return BUU_INVALID_ARGUMENT,
    };
    let Some(answer) = answer else { return BUU_INVALID_ARGUMENT };
    *answer = Some(login);
    BUU_OK
}

/// Tells a name of the user who has the login at `index`, after `buu_answers_set_login` has said that there
/// is one: `column` is the template's name of its column, `First name` or `Last name`. Call it for each name,
/// or not at all.
///
/// Tell the names only if the uploader may see that user: the error shows no name, but says whether all of
/// them are those of the row. Both texts are copied. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_answers_set_login_name(
    answers: *mut buu_answers,
    index: usize,
    column: buu_str,
    name: buu_str,
) -> buu_result {
    let work = || {
        let answers = unsafe { open(answers)? };
        let (column, name) = unsafe { (column.text("the column")?, name.text("the name")?) };
        match answers.logins.get_mut(index).ok_or_else(buu_error::index)? {
            Some(Login::Exists(user)) => {
                user.names.insert(column.to_owned(), name.to_owned());
                Ok(())
            }
            _ => Err(buu_error::argument("no user was said to have this login")),
        }
    };
    unsafe { guard(std::ptr::null_mut(), work) }
}

/// Says what the permission group at `index` is to the uploader: `BUU_DOES_NOT_EXIST`,
/// `BUU_INSUFFICIENT_ACCESS` or `BUU_ASSIGNABLE`.
///
/// `suggestion` goes with the first: a group that was probably meant, of those that this uploader may
/// assign; empty for none. `policy` goes with the last: the policy for the passwords of its members; NULL
/// for the default policy. Both are copied. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_answers_set_permission_group(
    answers: *mut buu_answers,
    index: usize,
    verdict: u32,
    suggestion: buu_str,
    policy: *const buu_password_policy,
) -> buu_result {
    let answer = || match verdict {
        BUU_DOES_NOT_EXIST => Ok(PermissionGroup::does_not_exist(unsafe { suggested(suggestion)? })),
        BUU_INSUFFICIENT_ACCESS => Ok(PermissionGroup::InsufficientAccess),
        BUU_ASSIGNABLE => {
            let password_policy = unsafe { policy.as_ref() }.map(|policy| Arc::clone(&policy.0));
            Ok(PermissionGroup::assignable(password_policy))
        }
        other => Err(unknown("permission group", other)),
    };
    unsafe { set(answers, |answers| &mut answers.permission_groups, index, answer) }
}

/// Says what the team at `index` is to the uploader: `BUU_DOES_NOT_EXIST`, `BUU_NOT_A_MEMBER` or
/// `BUU_MEMBER`.
///
/// `suggestion` goes with the first: a team that was probably meant, of those of the uploader; empty for
/// none. It is copied. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_answers_set_primary_team(
    answers: *mut buu_answers,
    index: usize,
    verdict: u32,
    suggestion: buu_str,
) -> buu_result {
    let answer = || match verdict {
        BUU_DOES_NOT_EXIST => Ok(PrimaryTeam::does_not_exist(unsafe { suggested(suggestion)? })),
        BUU_NOT_A_MEMBER => Ok(PrimaryTeam::NotAMember),
        BUU_MEMBER => Ok(PrimaryTeam::Member),
        other => Err(unknown("team", other)),
    };
    unsafe { set(answers, |answers| &mut answers.primary_teams, index, answer) }
}

/// Says whether the capacity plan at `index` exists: `BUU_DOES_NOT_EXIST` or `BUU_EXISTS`.
///
/// `suggestion` goes with the first: a plan that was probably meant; empty for none. It is copied. Fails with
/// `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_answers_set_capacity_plan(
    answers: *mut buu_answers,
    index: usize,
    verdict: u32,
    suggestion: buu_str,
) -> buu_result {
    let answer = || match verdict {
        BUU_DOES_NOT_EXIST => Ok(CapacityPlan::does_not_exist(unsafe { suggested(suggestion)? })),
        BUU_EXISTS => Ok(CapacityPlan::Exists),
        other => Err(unknown("capacity plan", other)),
    };
    unsafe { set(answers, |answers| &mut answers.capacity_plans, index, answer) }
}

/// Sets the default policy: for passwords of users whose permission group is unknown or not assignable.
/// NULL, which is where it begins, stands for the policy of the template. Fails with
/// `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_answers_set_default_password_policy(
    answers: *mut buu_answers,
    policy: *const buu_password_policy,
) -> buu_result {
    let work = || {
        let answers = unsafe { open(answers)? };
        answers.default_password_policy = unsafe { policy.as_ref() }.map(|policy| Arc::clone(&policy.0));
        Ok(())
    };
    unsafe { guard(std::ptr::null_mut(), work) }
}

unsafe fn set<T>(
    answers: *mut buu_answers,
    batch: impl FnOnce(&mut buu_answers) -> &mut Vec<Option<T>>,
    index: usize,
    answer: impl FnOnce() -> Result<T, buu_error>,
) -> buu_result {
    let work = || {
        let answers = unsafe { open(answers)? };
        *batch(answers).get_mut(index).ok_or_else(buu_error::index)? = Some(answer()?);
        Ok(())
    };
    unsafe { guard(std::ptr::null_mut(), work) }
}

unsafe fn open<'a>(answers: *mut buu_answers) -> Result<&'a mut buu_answers, buu_error> {
    unsafe { answers.as_mut() }.ok_or_else(|| buu_error::argument("answers is NULL"))
}

unsafe fn suggested(suggestion: buu_str) -> Result<Option<String>, buu_error> {
    Ok(unsafe { suggestion.text_if_any("suggestion")? }.map(str::to_owned))
}

fn unknown(subject: &str, verdict: u32) -> buu_error {
    buu_error::argument(format_args!("{verdict} is not said of a {subject}"))
}

/// Frees answers that `buu_answers_new` made. Those of a callback must not be freed. NULL: nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_answers_free(answers: *mut buu_answers) {
    unsafe { free(answers) }
}
