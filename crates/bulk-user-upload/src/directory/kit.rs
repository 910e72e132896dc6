//! Tests that any [`UserDirectory`] can be run against.
//!
//! Fill your directory with [`DIRECTORY_JSON`], take it as [`UPLOADER`] sees it, and call [`check`] in a test of yours.
//!
//! ```
//! use bulk_user_upload::{InMemoryDirectory, kit};
//!
//! let directory = InMemoryDirectory::from_json(kit::DIRECTORY_JSON)?;
//! kit::check(&directory.as_uploader(kit::UPLOADER)?);
//! # Ok::<(), bulk_user_upload::DirectoryError>(())
//! ```

use std::fmt::Debug;
use std::sync::Arc;

use super::{CapacityPlan, Name, PermissionGroup, PrimaryTeam, UserDirectory};
use crate::fold::fold;
use crate::policy::PasswordPolicy;

/// What the directory must hold, as directory JSON.
pub const DIRECTORY_JSON: &str = include_str!("kit.json");

/// The login of the user as whom the directory is asked.
pub const UPLOADER: &str = "kit.uploader";

/// Asks the directory batches of 0, 1 and 10,000 names of every kind and compares the answers.
///
/// Suggestions are compared in batches of one alone: a directory may well stop looking for near misses after so many
/// unknown names.
///
/// # Panics
///
/// At the first answer that is not as it should be, with what was asked, what was expected, and the rule.
pub fn check<D: UserDirectory<Error: Debug>>(directory: &D) {
    for size in [0, 1, 10_000] {
        check_logins(directory, size);
        check_groups(directory, size);
        check_teams(directory, size);
        check_plans(directory, size);
    }
    check_default_policy(directory);
}

/// The rule of the cases whose answers have a suggestion.
const NEAR_MISS: &str = "a near miss is suggested";

/// A name that is asked about, what should come back, and why.
type Case<A> = (&'static str, A, &'static str);

fn check_logins<D: UserDirectory<Error: Debug>>(directory: &D, size: usize) {
    let cases = [
        ("kit.uploader", true, "an active user exists"),
        ("nobody", false, "a login that no user has does not exist"),
        ("KIT.Uploader", true, "logins compare by their keys"),
        ("gone", true, "the login of an inactive user stays taken"),
        ("ＪÖRG STRASSE", true, "the key is NFKC(full case fold(NFKC(text)))"),
        ("J\u{6F}\u{308}rg Straße", true, "the key composes"),
        ("Jorg Strasse", false, "accents count"),
        ("kit", false, "a part of a login is another login"),
        ("100%", false, "a percent sign is no wildcard"),
        ("kit_uploader", false, "an underscore is no wildcard"),
        ("' OR '1'='1", false, "a quote is a character like any other"),
    ];
    compare("existing_logins", &cases, size, |names| directory.existing_logins(names));
}

fn check_groups<D: UserDirectory<Error: Debug>>(directory: &D, size: usize) {
    let unknown = PermissionGroup::DoesNotExist { suggestion: None };
    let nist = PasswordPolicy::preset("nist").map(Arc::new);
    let own = Arc::new(own_policy());
    let cases = [
        (
            "Lower",
            PermissionGroup::Assignable { password_policy: None },
            "a group below the uploader's level can be assigned",
        ),
        (
            "SAME",
            PermissionGroup::Assignable { password_policy: None },
            "a group at the uploader's level can be assigned; groups compare by their keys",
        ),
        (
            "Higher",
            PermissionGroup::InsufficientAccess,
            "a group above the uploader's level cannot be assigned",
        ),
        ("Retired", unknown.clone(), "an inactive group counts as not existing"),
        (
            "Both ways",
            PermissionGroup::Assignable { password_policy: None },
            "a group that is there active and inactive exists",
        ),
        ("No level", PermissionGroup::Assignable { password_policy: None }, "a group without a level has 0"),
        (
            "Preset policy",
            PermissionGroup::Assignable { password_policy: nist },
            "a group's policy may be a preset",
        ),
        (
            "Own policy",
            PermissionGroup::Assignable { password_policy: Some(own) },
            "the directory's own policies come before the presets",
        ),
        ("Far from everything", unknown, "an unknown group does not exist, and nothing near it is suggested"),
        ("Lowr", PermissionGroup::DoesNotExist { suggestion: Some("Lower".to_owned()) }, NEAR_MISS),
        (
            "Highr",
            PermissionGroup::DoesNotExist { suggestion: None },
            "a group that the uploader may not assign is never suggested",
        ),
    ];
    let answer = |names: &[Name<'_>]| -> Result<Vec<PermissionGroup>, D::Error> {
        // Where a policy is the directory's default, it may be given or left out.
        let default = directory.default_password_policy()?;
        let mut groups = directory.permission_groups(names)?;
        for group in &mut groups {
            if let PermissionGroup::Assignable { password_policy } = group {
                password_policy.take_if(|policy| Some(&*policy) == default.as_ref());
            }
        }
        Ok(groups)
    };
    compare("permission_groups", &cases, size, answer);
}

fn check_teams<D: UserDirectory<Error: Debug>>(directory: &D, size: usize) {
    let unknown = PrimaryTeam::DoesNotExist { suggestion: None };
    let cases = [
        ("Mine", PrimaryTeam::Member, "the uploader is a member of this team"),
        ("MINE", PrimaryTeam::Member, "teams compare by their keys"),
        ("Theirs", PrimaryTeam::NotAMember, "the uploader is not a member of this team"),
        ("Closed", unknown.clone(), "an inactive team counts as not existing, for its members too"),
        ("Far from everything", unknown.clone(), "an unknown team does not exist"),
        ("Mien", PrimaryTeam::DoesNotExist { suggestion: Some("Mine".to_owned()) }, NEAR_MISS),
        ("Theris", unknown, "a team that is not the uploader's is never suggested"),
    ];
    compare("primary_teams", &cases, size, |names| directory.primary_teams(names));
}

fn check_plans<D: UserDirectory<Error: Debug>>(directory: &D, size: usize) {
    let unknown = CapacityPlan::DoesNotExist { suggestion: None };
    let cases = [
        ("Standard", CapacityPlan::Exists, "an active plan exists"),
        ("standard", CapacityPlan::Exists, "plans compare by their keys"),
        ("Legacy", unknown.clone(), "an inactive plan counts as not existing"),
        ("Far from everything", unknown, "an unknown plan does not exist"),
        ("Standrad", CapacityPlan::DoesNotExist { suggestion: Some("Standard".to_owned()) }, NEAR_MISS),
    ];
    compare("capacity_plans", &cases, size, |names| directory.capacity_plans(names));
}

fn check_default_policy<D: UserDirectory<Error: Debug>>(directory: &D) {
    let policy = directory.default_password_policy().expect("default_password_policy failed");
    assert_eq!(
        policy.as_deref().map(|policy| policy.rules().length),
        Some(9),
        "default_password_policy: the directory's policy `default` comes before the preset of that name"
    );
}

fn own_policy() -> PasswordPolicy {
    serde_json::from_str(r#"{"length": 20}"#).expect("the policy in kit.json is sound")
}

/// Asks `size` names: the cases first and last, and names that nobody has between them.
fn compare<A: PartialEq + Debug, E: Debug>(
    method: &str,
    cases: &[Case<A>],
    size: usize,
    ask: impl Fn(&[Name<'_>]) -> Result<Vec<A>, E>,
) {
    let filler: Vec<_> = (0..size).map(|number| format!("kit filler {number:05}")).collect();
    let ends = cases.iter().filter(|(.., rule)| *rule != NEAR_MISS).map(|(value, ..)| *value);
    let values: Vec<_> = match size {
        0 => Vec::new(),
        1 => {
            // Every case once in a batch of its own.
            for case in cases {
                compare_batch(method, std::slice::from_ref(case), &[case.0], &ask);
            }
            return;
        }
        _ => ends
            .clone()
            .chain(filler.iter().map(String::as_str).take(size - 2 * cases.len()))
            .chain(ends.rev())
            .collect(),
    };
    compare_batch(method, cases, &values, &ask);
}

fn compare_batch<A: PartialEq + Debug, E: Debug>(
    method: &str,
    cases: &[Case<A>],
    values: &[&str],
    ask: impl Fn(&[Name<'_>]) -> Result<Vec<A>, E>,
) {
    let keys: Vec<_> = values.iter().map(|value| fold(value)).collect();
    let names: Vec<_> = values.iter().zip(&keys).map(|(value, key)| Name::new(value, key)).collect();
    let answers =
        ask(&names).unwrap_or_else(|error| panic!("{method}: a batch of {} failed: {error:?}", names.len()));
    assert_eq!(answers.len(), names.len(), "{method}: as many answers as questions");
    for (name, answer) in names.iter().zip(&answers) {
        if let Some((_, expected, rule)) = cases.iter().find(|(value, ..)| *value == name.value()) {
            assert_eq!(
                answer,
                expected,
                "{method} in a batch of {}: {:?}: {rule}",
                names.len(),
                name.value()
            );
        }
    }
}
