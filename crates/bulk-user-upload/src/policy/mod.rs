//! Password policies (SPEC section 6).

mod classes;
mod denylist;
mod presets;
mod spec;
mod validate;

use std::fmt;

use regex::Regex;
use serde::{Deserialize, Serialize};

pub use self::spec::{Denylist, PolicyRules};
pub use self::validate::{PasswordOwner, Rule, Unmet};

/// A password policy: rules without a contradiction, ready to validate passwords.
///
/// It is read from and written to the usual keys (`length`, `maxLength`, `digits`, `lowerCase`, `upperCase`,
/// `specialChars`, `minCharacterClasses`, `maxRepeated`, `notUsername`, `notContainsUsername`,
/// `notContainsName`, `denylist`, `regexPatterns`). A rule whose key is missing is not checked. An unknown
/// key is an error.
///
/// # Example
///
/// ```
/// use bulk_user_upload::policy::{PasswordOwner, Rule};
/// use bulk_user_upload::{Password, PasswordPolicy};
///
/// let policy: PasswordPolicy = serde_json::from_str(r#"{"length": 8, "digits": 1}"#)?;
/// let unknown_owner = PasswordOwner::default();
/// let unmet = policy.unmet(Password::new("four-ever"), &unknown_owner);
/// assert_eq!((unmet.len(), unmet[0].rule, unmet[0].required), (1, Rule::Digits, Some(1)));
/// assert!(policy.is_met(Password::new("4-ever-more"), &unknown_owner));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "PolicyRules", into = "PolicyRules")]
pub struct PasswordPolicy {
    rules: PolicyRules,
    denylist: denylist::Entries,
    patterns: Vec<Regex>,
}

/// A password policy that contradicts itself, or an unknown name of a preset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// The minimum length is above the maximum length.
    #[error("length {length} is above maxLength {max_length}: no password could meet both")]
    Lengths {
        /// The minimum length.
        length: usize,
        /// The maximum length.
        max_length: usize,
    },
    /// The rules require more characters than `maxLength` allows.
    #[error(
        "digits, lowerCase, upperCase and specialChars ask for {required} characters together, and maxLength is {max_length}"
    )]
    TooManyCharacters {
        /// The number of characters that the rules require together.
        required: usize,
        /// The maximum length.
        max_length: usize,
    },
    /// More classes are required than there are: four.
    #[error(
        "minCharacterClasses is {0}, and there are 4 classes: digits, lower case, upper case, special characters"
    )]
    Classes(usize),
    /// A pattern that is not a regular expression.
    #[error("`{pattern}` in regexPatterns is not a regular expression: {reason}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// The message of the `regex` crate.
        reason: String,
    },
    /// A name that no preset has.
    #[error("`{0}` is not a password policy: the presets are `default`, `nist` and `active-directory`")]
    UnknownPreset(String),
}

impl PasswordPolicy {
    /// Makes a policy from rules.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] if no password could meet the rules, or a pattern is not a regular expression.
    pub fn new(rules: PolicyRules) -> Result<Self, PolicyError> {
        rules.check()?;
        let patterns = rules
            .regex_patterns
            .iter()
            .map(|pattern| {
                Regex::new(pattern).map_err(|error| PolicyError::Pattern {
                    pattern: pattern.clone(),
                    reason: crate::regex_error::reason(&error),
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { denylist: denylist::Entries::of(&rules.denylist), rules, patterns })
    }

    /// The rules, as they were given.
    pub fn rules(&self) -> &PolicyRules {
        &self.rules
    }
}

impl TryFrom<PolicyRules> for PasswordPolicy {
    type Error = PolicyError;

    fn try_from(rules: PolicyRules) -> Result<Self, PolicyError> {
        Self::new(rules)
    }
}

impl From<PasswordPolicy> for PolicyRules {
    fn from(policy: PasswordPolicy) -> Self {
        policy.rules
    }
}

impl PartialEq for PasswordPolicy {
    fn eq(&self, other: &Self) -> bool {
        self.rules == other.rules
    }
}

impl fmt::Debug for PasswordPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rules.fmt(f)
    }
}
