//! Encodings: their names, decoding, and what a file whose encoding is not known may say (SPEC section 2).

mod decode;
mod labels;
mod mixed;
mod question;
mod readings;
mod script;
mod signature;
mod single_byte;
mod table;

use std::fmt;

use serde::{Serialize, Serializer};

pub(crate) use self::decode::{Decoded, NotText, Origin, Text, decode};
pub use self::labels::UnknownEncoding;
pub(crate) use self::mixed::mixed_lines;
pub(crate) use self::question::AssumedRows;
pub(crate) use self::readings::read_readings;
use self::table::Decoder;

/// The encoding of an upload: one of the WHATWG Encoding Standard, or one of three IBM code pages.
///
/// # Example
///
/// ```
/// use bulk_user_upload::Encoding;
///
/// let encoding = Encoding::from_label("Latin2")?;
/// assert_eq!(encoding.name(), "iso-8859-2");
/// assert!(Encoding::all().any(|encoding| encoding.name() == "ibm852"));
/// assert!(Encoding::from_label("utf-9").unwrap_err().to_string().contains("windows-1250"));
/// # Ok::<(), bulk_user_upload::problem::UnknownEncoding>(())
/// ```
#[derive(Clone, Copy)]
pub struct Encoding {
    /// The name in the report, in lower case.
    name: &'static str,
    decoder: Decoder,
}

impl Encoding {
    /// The name in the report: `utf-8`, `windows-1252`, `ibm850`.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Whether each byte stands for one character, if for any.
    fn is_single_byte(self) -> bool {
        match self.decoder {
            Decoder::Whatwg(whatwg) => whatwg.is_single_byte(),
            Decoder::CodePage(_) => true,
        }
    }

    /// Whether the encoding is one of Unicode's.
    fn is_unicode(self) -> bool {
        matches!(self.name, "utf-8" | "utf-16le" | "utf-16be")
    }
}

impl PartialEq for Encoding {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Encoding {}

impl std::hash::Hash for Encoding {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Encoding").field(&self.name).finish()
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}

impl Serialize for Encoding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}
