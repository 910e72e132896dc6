//! The rules of a policy as data.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::PolicyError;

/// The rules of a [`PasswordPolicy`](super::PasswordPolicy), under the names that the field gives them. Counts are of
/// code points; 0, false or none asks for nothing.
///
/// # Example
///
/// ```
/// use bulk_user_upload::policy::PolicyRules;
/// use bulk_user_upload::PasswordPolicy;
///
/// let rules = PolicyRules { length: 12, not_contains_username: true, ..PolicyRules::default() };
/// let policy = PasswordPolicy::new(rules)?;
/// assert_eq!(serde_json::to_string(&policy).unwrap(), r#"{"length":12,"notContainsUsername":true}"#);
/// # Ok::<(), bulk_user_upload::policy::PolicyError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PolicyRules {
    /// The least length.
    #[serde(skip_serializing_if = "is_default")]
    pub length: usize,
    /// The greatest length.
    #[serde(skip_serializing_if = "is_default")]
    pub max_length: Option<usize>,
    /// The least number of decimal digits (Unicode Nd).
    #[serde(skip_serializing_if = "is_default")]
    pub digits: usize,
    /// The least number of characters with the Unicode property Lowercase.
    #[serde(skip_serializing_if = "is_default")]
    pub lower_case: usize,
    /// The least number of characters with the Unicode property Uppercase.
    #[serde(skip_serializing_if = "is_default")]
    pub upper_case: usize,
    /// The least number of characters that are neither letter, mark nor number.
    #[serde(skip_serializing_if = "is_default")]
    pub special_chars: usize,
    /// How many of the four classes above must be there, at least.
    #[serde(skip_serializing_if = "is_default")]
    pub min_character_classes: usize,
    /// How often one character may stand in a row, at most.
    #[serde(skip_serializing_if = "is_default")]
    pub max_repeated: usize,
    /// The password is not the login.
    #[serde(skip_serializing_if = "is_default")]
    pub not_username: bool,
    /// The login is not in the password.
    #[serde(skip_serializing_if = "is_default")]
    pub not_contains_username: bool,
    /// Neither the first name nor the last name is in the password.
    #[serde(skip_serializing_if = "is_default")]
    pub not_contains_name: bool,
    /// Passwords that are refused.
    #[serde(skip_serializing_if = "is_default")]
    pub denylist: Denylist,
    /// Regular expressions each of which must be found in the password.
    #[serde(skip_serializing_if = "is_default")]
    pub regex_patterns: Vec<String>,
}

/// The passwords that a policy refuses, compared by their folded text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Denylist {
    /// `true`: the common passwords that ship with this crate, all of eight characters and more; `false`: none.
    Common(bool),
    /// These passwords.
    Own(Vec<String>),
}

impl Default for Denylist {
    fn default() -> Self {
        Self::Common(false)
    }
}

/// By hand, so that a mistake is named: a derived `untagged` would only say that nothing matched.
impl<'de> Deserialize<'de> for Denylist {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BoolOrList;

        impl<'de> Visitor<'de> for BoolOrList {
            type Value = Denylist;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("true (the common passwords), false, or a list of passwords")
            }

            fn visit_bool<E: Error>(self, common: bool) -> Result<Denylist, E> {
                Ok(Denylist::Common(common))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Denylist, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Denylist::Own)
            }
        }

        deserializer.deserialize_any(BoolOrList)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl PolicyRules {
    pub(super) fn check(&self) -> Result<(), PolicyError> {
        if self.min_character_classes > 4 {
            return Err(PolicyError::Classes(self.min_character_classes));
        }
        let Some(max_length) = self.max_length else { return Ok(()) };
        if self.length > max_length || max_length == 0 {
            return Err(PolicyError::Lengths { length: self.length, max_length });
        }
        let counts = [self.digits, self.lower_case, self.upper_case, self.special_chars];
        let required = counts.into_iter().fold(0, usize::saturating_add);
        if required > max_length {
            return Err(PolicyError::TooManyCharacters { required, max_length });
        }
        Ok(())
    }
}
