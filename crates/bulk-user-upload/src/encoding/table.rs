//! The encodings that there are, and how each is decoded.

use std::fmt;

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, GB18030, GBK, IBM866, ISO_2022_JP, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5,
    ISO_8859_6, ISO_8859_7, ISO_8859_8, ISO_8859_8_I, ISO_8859_10, ISO_8859_13, ISO_8859_14, ISO_8859_15,
    ISO_8859_16, KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258, X_MAC_CYRILLIC, X_USER_DEFINED,
};
use oem_cp::code_table::{DECODING_TABLE_CP437, DECODING_TABLE_CP850, DECODING_TABLE_CP852};
use serde::{Serialize, Serializer};

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
    pub(super) decoder: Decoder,
}

impl Encoding {
    /// The name in the report: `utf-8`, `windows-1252`, `ibm850`.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Whether each byte stands for one character, if for any.
    pub(super) fn is_single_byte(self) -> bool {
        match self.decoder {
            Decoder::Whatwg(whatwg) => whatwg.is_single_byte(),
            Decoder::CodePage(_) => true,
        }
    }

    /// Whether the encoding is one of Unicode's.
    pub(super) fn is_unicode(self) -> bool {
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

/// How an encoding is decoded.
#[derive(Clone, Copy)]
pub(super) enum Decoder {
    /// By the WHATWG Encoding Standard.
    Whatwg(&'static encoding_rs::Encoding),
    /// An IBM code page: ASCII, and these characters for the bytes 80 to FF.
    CodePage(&'static [char; 128]),
}

const fn whatwg(name: &'static str, encoding: &'static encoding_rs::Encoding) -> Encoding {
    Encoding { name, decoder: Decoder::Whatwg(encoding) }
}

const fn code_page(name: &'static str, characters: &'static [char; 128]) -> Encoding {
    Encoding { name, decoder: Decoder::CodePage(characters) }
}

impl Encoding {
    /// `utf-8`, with or without a byte-order mark.
    pub const UTF_8: Self = whatwg("utf-8", UTF_8);
    /// `utf-16le`.
    pub const UTF_16LE: Self = whatwg("utf-16le", UTF_16LE);
    /// `utf-16be`.
    pub const UTF_16BE: Self = whatwg("utf-16be", UTF_16BE);
    /// `windows-1252`, in which Excel writes "CSV" in Western Europe. It is assumed of a file that does not say
    /// how it is encoded and is not UTF-8.
    pub const WINDOWS_1252: Self = whatwg("windows-1252", WINDOWS_1252);

    /// Every encoding that a caller may state.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        ALL.iter().copied()
    }
}

/// Every encoding: those of the WHATWG Encoding Standard in its order, then the IBM code pages.
pub(super) static ALL: [Encoding; 42] = [
    Encoding::UTF_8,
    whatwg("ibm866", IBM866),
    whatwg("iso-8859-2", ISO_8859_2),
    whatwg("iso-8859-3", ISO_8859_3),
    whatwg("iso-8859-4", ISO_8859_4),
    whatwg("iso-8859-5", ISO_8859_5),
    whatwg("iso-8859-6", ISO_8859_6),
    whatwg("iso-8859-7", ISO_8859_7),
    whatwg("iso-8859-8", ISO_8859_8),
    whatwg("iso-8859-8-i", ISO_8859_8_I),
    whatwg("iso-8859-10", ISO_8859_10),
    whatwg("iso-8859-13", ISO_8859_13),
    whatwg("iso-8859-14", ISO_8859_14),
    whatwg("iso-8859-15", ISO_8859_15),
    whatwg("iso-8859-16", ISO_8859_16),
    whatwg("koi8-r", KOI8_R),
    whatwg("koi8-u", KOI8_U),
    whatwg("macintosh", MACINTOSH),
    whatwg("windows-874", WINDOWS_874),
    whatwg("windows-1250", WINDOWS_1250),
    whatwg("windows-1251", WINDOWS_1251),
    Encoding::WINDOWS_1252,
    whatwg("windows-1253", WINDOWS_1253),
    whatwg("windows-1254", WINDOWS_1254),
    whatwg("windows-1255", WINDOWS_1255),
    whatwg("windows-1256", WINDOWS_1256),
    whatwg("windows-1257", WINDOWS_1257),
    whatwg("windows-1258", WINDOWS_1258),
    whatwg("x-mac-cyrillic", X_MAC_CYRILLIC),
    whatwg("gbk", GBK),
    whatwg("gb18030", GB18030),
    whatwg("big5", BIG5),
    whatwg("euc-jp", EUC_JP),
    whatwg("iso-2022-jp", ISO_2022_JP),
    whatwg("shift_jis", SHIFT_JIS),
    whatwg("euc-kr", EUC_KR),
    Encoding::UTF_16BE,
    Encoding::UTF_16LE,
    whatwg("x-user-defined", X_USER_DEFINED),
    code_page("ibm437", &DECODING_TABLE_CP437),
    code_page("ibm850", &DECODING_TABLE_CP850),
    code_page("ibm852", &DECODING_TABLE_CP852),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_standard_in_lower_case() {
        for encoding in ALL {
            match encoding.decoder {
                Decoder::Whatwg(whatwg) => assert_eq!(encoding.name, whatwg.name().to_ascii_lowercase()),
                Decoder::CodePage(_) => assert!(encoding.name.starts_with("ibm")),
            }
        }
    }

    #[test]
    fn the_code_pages_are_those_of_ibm() {
        // `é` and `ß` stand at the same place in all three; `ł` is in the Central European one alone.
        for (name, byte, character) in [
            ("ibm437", 0x82, 'é'),
            ("ibm850", 0x82, 'é'),
            ("ibm852", 0x82, 'é'),
            ("ibm437", 0xE1, 'ß'),
            ("ibm852", 0x88, 'ł'),
            ("ibm850", 0x9B, 'ø'),
            ("ibm437", 0x9B, '¢'),
        ] {
            let encoding: Encoding = name.parse().unwrap();
            let Decoder::CodePage(characters) = encoding.decoder else { panic!("{name} is a code page") };
            assert_eq!(characters[byte - 0x80], character, "{name} {byte:x}");
        }
    }
}
