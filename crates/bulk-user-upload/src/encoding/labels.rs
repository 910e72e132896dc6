//! The labels by which a caller states an encoding.

use std::str::FromStr;

use super::Encoding;
use super::table::ALL;
use crate::problem::visible;

/// A label that is not one of an encoding. The message lists the encodings that there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an encoding: there are {names}, and the other labels of the WHATWG Encoding Standard", names = names())]
pub struct UnknownEncoding(
    /// The label, shortened and made visible: somebody may have stated a whole file, passwords included.
    String,
);

fn names() -> String {
    ALL.iter().map(|encoding| encoding.name()).collect::<Vec<_>>().join(", ")
}

impl Encoding {
    /// The encoding of a label of the WHATWG Encoding Standard, or of `ibm437`, `ibm850` or `ibm852`, in any
    /// case, perhaps with white space around it.
    ///
    /// # Errors
    ///
    /// [`UnknownEncoding`] if it is none of them. Its message lists the encodings that there are.
    pub fn from_label(label: &str) -> Result<Self, UnknownEncoding> {
        let name = label.trim_ascii().to_ascii_lowercase();
        // Some labels stand for an encoding that the standard refuses to decode.
        let whatwg = encoding_rs::Encoding::for_label_no_replacement(name.as_bytes());
        let name = whatwg.map_or(name, |encoding| encoding.name().to_ascii_lowercase());
        ALL.into_iter()
            .find(|encoding| encoding.name() == name)
            .ok_or_else(|| UnknownEncoding(visible(label)))
    }
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(label: &str) -> Result<Self, UnknownEncoding> {
        Self::from_label(label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_those_of_the_standard_and_three_more() {
        for (label, name) in [
            ("utf8", "utf-8"),
            ("UTF-16", "utf-16le"),
            (" latin1\n", "windows-1252"),
            ("iso-8859-1", "windows-1252"),
            ("ascii", "windows-1252"),
            ("cp1251", "windows-1251"),
            ("sjis", "shift_jis"),
            ("IBM850", "ibm850"),
            ("x-user-defined", "x-user-defined"),
        ] {
            assert_eq!(label.parse::<Encoding>().unwrap().name(), name, "{label}");
        }
        for encoding in ALL {
            assert_eq!(encoding.name().parse(), Ok(encoding));
        }
        for label in ["", "utf-9", "hz-gb-2312", "iso-2022-kr", "replacement", "ibm851"] {
            assert!(label.parse::<Encoding>().is_err(), "{label}");
        }
    }
}
