//! The rules of a policy as data.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::PolicyError;

/// The rules of a [`PasswordPolicy`](super::PasswordPolicy), under the usual names. Numbers are counts of
/// code points. A rule that is 0, false, `None` or empty is not checked.
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
    /// The minimum length.
    #[serde(skip_serializing_if = "is_default")]
    pub length: usize,
    /// The maximum length.
    #[serde(skip_serializing_if = "is_default")]
    pub max_length: Option<usize>,
    /// The minimum number of decimal digits (Unicode Nd).
    #[serde(skip_serializing_if = "is_default")]
    pub digits: usize,
    /// The minimum number of characters with the Unicode property Lowercase.
    #[serde(skip_serializing_if = "is_default")]
    pub lower_case: usize,
    /// The minimum number of characters with the Unicode property Uppercase.
    #[serde(skip_serializing_if = "is_default")]
    pub upper_case: usize,
    /// The minimum number of characters that are neither letter, mark nor number.
    #[serde(skip_serializing_if = "is_default")]
    pub special_chars: usize,
    /// The minimum number of different classes, of the four above.
    #[serde(skip_serializing_if = "is_default")]
    pub min_character_classes: usize,
    /// The maximum length of a run of one character.
    #[serde(skip_serializing_if = "is_default")]
    pub max_repeated: usize,
    /// The password must differ from the login.
    #[serde(skip_serializing_if = "is_default")]
    pub not_username: bool,
    /// The password must not contain the login.
    #[serde(skip_serializing_if = "is_default")]
    pub not_contains_username: bool,
    /// The password must contain neither the first name nor the last name.
    #[serde(skip_serializing_if = "is_default")]
    pub not_contains_name: bool,
    /// The passwords that are refused.
    #[serde(skip_serializing_if = "is_default")]
    pub denylist: Denylist,
    /// Regular expressions. The password must contain a match of each.
    #[serde(skip_serializing_if = "is_default")]
    pub regex_patterns: Vec<String>,
}

/// The passwords that a policy refuses, compared as folded texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Denylist {
    /// `true`: the common passwords that this crate includes, all of eight characters or more. `false`: none.
    Common(bool),
    /// These passwords.
    Own(Vec<String>),
}

impl Default for Denylist {
    fn default() -> Self {
        Self::Common(false)
    }
}

/// Implemented by hand, so that an error names the mistake: a derived `untagged` would only say that no
/// variant matched.
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
