//! Codes as text, and in order.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Code, NoticeCode};

/// Sorts codes by their numbers, at compile time; two of the same number don't compile.
pub(super) const fn by_number<const N: usize>(mut codes: [Code; N]) -> [Code; N] {
    let mut sorted = 0;
    while sorted < N {
        let mut at = sorted;
        while at > 0 && codes[at - 1].number() > codes[at].number() {
            (codes[at - 1], codes[at]) = (codes[at], codes[at - 1]);
            at -= 1;
        }
        sorted += 1;
    }
    codes
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A word that is not a code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a code: the codes are in the error reference, and `login-already-exists` is one")]
pub struct UnknownCode(String);

impl std::str::FromStr for Code {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.as_str() == code)
            .ok_or_else(|| UnknownCode(code.to_owned()))
    }
}

impl fmt::Display for NoticeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for NoticeCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
