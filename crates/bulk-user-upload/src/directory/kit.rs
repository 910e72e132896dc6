//! Tests for your own [`UserDirectory`].
//!
//! Fill your directory with [`DIRECTORY_JSON`], look at it as the user [`UPLOADER`], and call [`check`] in
//! one of your tests.
//!
//! ```
//! use bulk_user_upload::directory::kit;
//! use bulk_user_upload::InMemoryDirectory;
//!
//! let directory = InMemoryDirectory::from_json(kit::DIRECTORY_JSON)?;
//! kit::check(&directory.as_uploader(kit::UPLOADER)?);
//! # Ok::<(), bulk_user_upload::directory::DirectoryError>(())
//! ```

use std::fmt::Debug;
use std::sync::Arc;

use super::{CapacityPlan, ExistingUser, Login, Name, PermissionGroup, PrimaryTeam, UserDirectory};
use crate::fold::fold;
use crate::policy::PasswordPolicy;

/// What the directory must contain, as directory JSON.
pub const DIRECTORY_JSON: &str = include_str!("kit.json");

/// The login of the user who asks the directory.
pub const UPLOADER: &str = "kit.uploader";

/// Asks the directory for batches of 0, 1 and 10,000 names of every kind, and compares the answers.
///
/// A directory need not give suggestions, need not tell anything of the user who has a login, and need not
/// say that a team exists if the uploader is not a member. But it must not reveal what the uploader must not
/// know, and must not accept a name that it should refuse.
///
/// # Panics
///
/// Panics at the first wrong answer. The message says what was asked, what was expected, and the rule.
pub fn check<D: UserDirectory<Error: Debug>>(directory: &D) {
    let kit = Kit { directory };
    for size in [0, 1, 10_000] {
        kit.check_logins(size);
        kit.check_groups(size);
        kit.check_teams(size);
        kit.check_plans(size);
    }
    kit.check_default_policy();
}

/// The directory under test.
struct Kit<'d, D> {
    directory: &'d D,
}

/// The rule of the cases whose answers may have a suggestion.
const NEAR_MISS: &str = "a near miss does not exist, and nothing but its neighbour is suggested";

/// A name to ask about, the answers that are right, and the rule.
type Case<A> = (&'static str, Vec<A>, &'static str);

impl<D: UserDirectory<Error: Debug>> Kit<'_, D> {
    fn check_logins(&self, size: usize) {
        let taken = || vec![Login::from(true)];
        let free = || vec![Login::DoesNotExist];
        let taken_by_inactive = || vec![Login::from(true), ExistingUser::new().inactive().into()];
        let cases = [
            ("kit.uploader", taken(), "an active user exists"),
            ("nobody", free(), "a login that no user has does not exist"),
            ("KIT.Uploader", taken(), "logins compare by their keys"),
            ("gone", taken_by_inactive(), "the login of an inactive user stays taken"),
            ("ＪÖRG STRASSE", taken(), "the key is NFKC(full case fold(NFKC(text)))"),
            ("J\u{6F}\u{308}rg Straße", taken(), "the key composes"),
            ("Jorg Strasse", free(), "accents count"),
            ("kit", free(), "a part of a login is another login"),
            ("100%", free(), "a percent sign is no wildcard"),
            ("kit_uploader", free(), "an underscore is no wildcard"),
            ("' OR '1'='1", free(), "a quote is a character like any other"),
        ];
        let answer = |names: &[Name<'_>]| -> Result<Vec<Login>, D::Error> {
            // The users of the kit have no names. Whatever the directory has filled in is not compared.
            let logins = self.directory.existing_logins(names)?;
            Ok(logins.into_iter().map(Login::without_names).collect())
        };
        compare("existing_logins", &cases, size, answer);
    }

    fn check_groups(&self, size: usize) {
        let unknown =
            |suggestion: Option<&str>| PermissionGroup::does_not_exist(suggestion.map(str::to_owned));
        let assignable = |password_policy| vec![PermissionGroup::assignable(password_policy)];
        let above = || vec![PermissionGroup::InsufficientAccess];
        let cases = [
            ("Lower", assignable(None), "a group below the uploader's level can be assigned"),
            (
                "SAME",
                assignable(None),
                "a group at the uploader's level can be assigned, and compares by its key",
            ),
            ("Higher", above(), "a group above the uploader's level cannot be assigned"),
            ("Retired", vec![unknown(None)], "an inactive group counts as not existing"),
            ("Both ways", assignable(None), "a group that is there active and inactive exists"),
            ("No level", assignable(None), "a group without a level has 0"),
            (
                "Preset policy",
                assignable(PasswordPolicy::preset("nist").map(Arc::new)),
                "a policy may be a preset",
            ),
            (
                "Own policy",
                assignable(Some(Arc::new(own_policy()))),
                "the directory's own policies come before the presets",
            ),
            ("Far from everything", vec![unknown(None)], "an unknown group does not exist"),
            ("Lowr", vec![unknown(Some("Lower")), unknown(None)], NEAR_MISS),
            ("Highr", vec![unknown(None)], "a group that the uploader may not assign is never suggested"),
        ];
        let answer = |names: &[Name<'_>]| -> Result<Vec<PermissionGroup>, D::Error> {
            // If a policy is the default of the directory, the answer may give it or leave it out.
            let default = self.directory.default_password_policy()?;
            let mut groups = self.directory.permission_groups(names)?;
            for group in &mut groups {
                if let PermissionGroup::Assignable { password_policy, .. } = group {
                    password_policy.take_if(|policy| Some(&*policy) == default.as_ref());
                }
            }
            Ok(groups)
        };
        compare("permission_groups", &cases, size, answer);
    }

    fn check_teams(&self, size: usize) {
        let unknown = |suggestion: Option<&str>| PrimaryTeam::does_not_exist(suggestion.map(str::to_owned));
        let cases = [
            ("Mine", vec![PrimaryTeam::Member], "the uploader is a member of this team"),
            ("MINE", vec![PrimaryTeam::Member], "teams compare by their keys"),
            (
                "Theirs",
                vec![PrimaryTeam::NotAMember, unknown(None)],
                "the uploader is not a member of this team, and a directory may hide that there is one",
            ),
            ("Closed", vec![unknown(None)], "an inactive team counts as not existing, for its members too"),
            ("Far from everything", vec![unknown(None)], "an unknown team does not exist"),
            ("Mien", vec![unknown(Some("Mine")), unknown(None)], NEAR_MISS),
            ("Theris", vec![unknown(None)], "a team that is not the uploader's is never suggested"),
        ];
        compare("primary_teams", &cases, size, |names| self.directory.primary_teams(names));
    }

    fn check_plans(&self, size: usize) {
        let unknown = |suggestion: Option<&str>| CapacityPlan::does_not_exist(suggestion.map(str::to_owned));
        let cases = [
            ("Standard", vec![CapacityPlan::Exists], "an active plan exists"),
            ("standard", vec![CapacityPlan::Exists], "plans compare by their keys"),
            ("Legacy", vec![unknown(None)], "an inactive plan counts as not existing"),
            ("Far from everything", vec![unknown(None)], "an unknown plan does not exist"),
            ("Standrad", vec![unknown(Some("Standard")), unknown(None)], NEAR_MISS),
        ];
        compare("capacity_plans", &cases, size, |names| self.directory.capacity_plans(names));
    }

    fn check_default_policy(&self) {
        let policy = self.directory.default_password_policy().expect("default_password_policy failed");
        assert_eq!(
            policy.as_deref().map(|policy| policy.rules().length),
            Some(9),
            "default_password_policy: the directory's policy `default` comes before the preset of that name"
        );
    }
}

fn own_policy() -> PasswordPolicy {
    serde_json::from_str(r#"{"length": 20}"#).expect("the policy in kit.json is valid")
}

/// Asks about `size` names: the cases first and again last, and unused names between them.
fn compare<A: PartialEq + Debug, E: Debug>(
    method: &str,
    cases: &[Case<A>],
    size: usize,
    ask: impl Fn(&[Name<'_>]) -> Result<Vec<A>, E>,
) {
    let filler: Vec<_> = (0..size).map(|number| format!("kit filler {number:05}")).collect();
    let ends = cases.iter().map(|(value, ..)| *value);
    let values: Vec<_> = match size {
        0 => Vec::new(),
        1 => {
            // Each case also in a batch of its own.
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
            let (size, value) = (names.len(), name.value());
            assert!(
                expected.contains(answer),
                "{method} in a batch of {size}: {value:?}: {rule}, so it is one of {expected:?}, and {answer:?} came back"
            );
        }
    }
}
