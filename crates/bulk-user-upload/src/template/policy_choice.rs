//! The password policy of a template: the name of a preset, or its own rules.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::policy::{PasswordPolicy, PolicyError};

#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(super) enum PolicyChoice {
    Preset(String),
    Own(PasswordPolicy),
}

impl PolicyChoice {
    pub(super) fn policy(self) -> Result<PasswordPolicy, PolicyError> {
        match self {
            Self::Own(policy) => Ok(policy),
            Self::Preset(name) => PasswordPolicy::preset(&name).ok_or(PolicyError::UnknownPreset(name)),
        }
    }
}

/// Implemented by hand, so that an error names the mistake in the rules: a derived `untagged` would only say
/// that no variant matched.
impl<'de> Deserialize<'de> for PolicyChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Choice;

        impl<'de> Visitor<'de> for Choice {
            type Value = PolicyChoice;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a password policy, or its rules")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<PolicyChoice, E> {
                Ok(PolicyChoice::Preset(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PolicyChoice, A::Error> {
                PasswordPolicy::deserialize(MapAccessDeserializer::new(map)).map(PolicyChoice::Own)
            }
        }

        deserializer.deserialize_any(Choice)
    }
}
