//! Bytes to text (SPEC sections 1 and 2): no byte is dropped or replaced in silence.

use encoding_rs::{DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1252};
use serde::Serialize;
use zeroize::Zeroizing;

/// The encoding of an upload, as the report names it (SPEC section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum Encoding {
    /// `utf-8`, with a byte-order mark or without.
    #[serde(rename = "utf-8")]
    Utf8,
    /// `utf-16le`, by its byte-order mark.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// `utf-16be`, by its byte-order mark.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// `windows-1252`, assumed where the bytes are not UTF-8: what Excel writes as "CSV" in Western Europe.
    #[serde(rename = "windows-1252")]
    Windows1252,
}

impl Encoding {
    /// The name in the report: `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// Text that was decoded, zeroized when it is dropped.
pub(crate) struct Text {
    buffer: Zeroizing<String>,
    /// The bytes of the byte-order mark, which is no text.
    mark: usize,
    /// The file's bytes, where they are not those of the buffer.
    original: Option<Zeroizing<Vec<u8>>>,
}

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        &self.buffer[self.mark..]
    }

    /// The bytes of the file that was decoded.
    pub(crate) fn file(&self) -> &[u8] {
        self.original.as_ref().map_or(self.buffer.as_bytes(), |original| original)
    }
}

pub(crate) struct Decoded {
    pub(crate) text: Text,
    pub(crate) encoding: Encoding,
    /// There was neither a byte-order mark nor valid UTF-8: the encoding is an assumption, and the report says so.
    pub(crate) assumed: bool,
}

/// Why the content of a file is not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotText {
    Signature(&'static str),
    NulByte { offset: usize },
    Undecodable { encoding: Encoding, offset: usize },
}

/// How files begin that are no text (SPEC, fine print).
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "ole2"),
    (b"%PDF-", "pdf"),
    (b"\x1F\x8B", "gzip"),
    (b"7z\xBC\xAF\x27\x1C", "7z"),
    (b"Rar!\x1A\x07", "rar"),
    (b"BZh1", "bzip2"),
    (b"BZh2", "bzip2"),
    (b"BZh3", "bzip2"),
    (b"BZh4", "bzip2"),
    (b"BZh5", "bzip2"),
    (b"BZh6", "bzip2"),
    (b"BZh7", "bzip2"),
    (b"BZh8", "bzip2"),
    (b"BZh9", "bzip2"),
    (b"\xFD7zXZ\x00", "xz"),
    (b"\x28\xB5\x2F\xFD", "zstd"),
];

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF16LE_MARK: &[u8] = b"\xFF\xFE";
const UTF16BE_MARK: &[u8] = b"\xFE\xFF";

/// The bytes that Windows-1252 leaves undefined.
const WINDOWS_1252_UNDEFINED: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// Decodes a file; what is no text is given back.
pub(crate) fn decode(bytes: Zeroizing<Vec<u8>>) -> Result<Decoded, (NotText, Zeroizing<Vec<u8>>)> {
    if let Some((_, signature)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err((NotText::Signature(signature), bytes));
    }
    if bytes.starts_with(UTF16LE_MARK) {
        return decode_with(UTF_16LE, Encoding::Utf16Le, bytes);
    }
    if bytes.starts_with(UTF16BE_MARK) {
        return decode_with(UTF_16BE, Encoding::Utf16Be, bytes);
    }
    if let Some(offset) = memchr::memchr(0, &bytes) {
        return Err((NotText::NulByte { offset }, bytes));
    }
    decode_utf8(bytes)
}

fn decode_utf8(mut bytes: Zeroizing<Vec<u8>>) -> Result<Decoded, (NotText, Zeroizing<Vec<u8>>)> {
    let mark = if bytes.starts_with(UTF8_MARK) { UTF8_MARK.len() } else { 0 };
    match String::from_utf8(std::mem::take(&mut *bytes)) {
        Ok(text) => Ok(Decoded {
            text: Text { buffer: Zeroizing::new(text), mark, original: None },
            encoding: Encoding::Utf8,
            assumed: false,
        }),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let bytes = Zeroizing::new(error.into_bytes());
            if mark > 0 {
                return Err((NotText::Undecodable { encoding: Encoding::Utf8, offset }, bytes));
            }
            decode_windows_1252(bytes)
        }
    }
}

fn decode_windows_1252(bytes: Zeroizing<Vec<u8>>) -> Result<Decoded, (NotText, Zeroizing<Vec<u8>>)> {
    // The decoder follows the web's table, which gives the undefined bytes to control characters.
    if let Some(offset) = bytes.iter().position(|byte| WINDOWS_1252_UNDEFINED.contains(byte)) {
        return Err((NotText::Undecodable { encoding: Encoding::Windows1252, offset }, bytes));
    }
    decode_with(WINDOWS_1252, Encoding::Windows1252, bytes)
}

fn decode_with(
    decoder: &'static encoding_rs::Encoding,
    encoding: Encoding,
    bytes: Zeroizing<Vec<u8>>,
) -> Result<Decoded, (NotText, Zeroizing<Vec<u8>>)> {
    let assumed = encoding == Encoding::Windows1252;
    let mark = if assumed { 0 } else { UTF16LE_MARK.len() };
    let mut decoder = decoder.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
    let mut buffer = Zeroizing::new(String::with_capacity(room));
    match decoder.decode_to_string_without_replacement(&bytes[mark..], &mut buffer, true) {
        (DecoderResult::InputEmpty, _) => {
            if let Some(nul) = buffer.find('\0') {
                // Only UTF-16 comes here with one: two bytes a unit.
                let offset = mark + 2 * buffer[..nul].encode_utf16().count();
                return Err((NotText::NulByte { offset }, bytes));
            }
            let text = Text { buffer, mark: 0, original: Some(bytes) };
            Ok(Decoded { text, encoding, assumed })
        }
        (DecoderResult::Malformed(length, after), read) => {
            let offset = mark + read - usize::from(length) - usize::from(after);
            Err((NotText::Undecodable { encoding, offset }, bytes))
        }
        (DecoderResult::OutputFull, _) => unreachable!("the room was asked of the decoder itself"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<(String, Encoding, bool), NotText> {
        decode(Zeroizing::new(bytes.to_vec()))
            .map(|decoded| {
                assert_eq!(decoded.text.file(), bytes);
                (decoded.text.as_str().to_owned(), decoded.encoding, decoded.assumed)
            })
            .map_err(|(not_text, given_back)| {
                assert_eq!(*given_back, bytes);
                not_text
            })
    }

    #[test]
    fn a_byte_order_mark_decides() {
        let text = |encoding| Ok(("£a".to_owned(), encoding, false));
        assert_eq!(decoded(b"\xEF\xBB\xBF\xC2\xA3a"), text(Encoding::Utf8));
        assert_eq!(decoded(b"\xFF\xFE\xA3\x00a\x00"), text(Encoding::Utf16Le));
        assert_eq!(decoded(b"\xFE\xFF\x00\xA3\x00a"), text(Encoding::Utf16Be));
        assert_eq!(
            decoded(b"\xEF\xBB\xBFa\xA3"),
            Err(NotText::Undecodable { encoding: Encoding::Utf8, offset: 4 })
        );
    }

    #[test]
    fn without_a_mark_it_is_utf_8_or_windows_1252() {
        assert_eq!(decoded("£".as_bytes()), Ok(("£".to_owned(), Encoding::Utf8, false)));
        assert_eq!(decoded(b"\xA3\x80"), Ok(("£€".to_owned(), Encoding::Windows1252, true)));
        for undefined in WINDOWS_1252_UNDEFINED {
            assert_eq!(
                decoded(&[b'a', 0xA3, undefined]),
                Err(NotText::Undecodable { encoding: Encoding::Windows1252, offset: 2 })
            );
        }
    }

    #[test]
    fn damaged_utf_16_is_refused_where_it_is_damaged() {
        let undecodable = |offset| Err(NotText::Undecodable { encoding: Encoding::Utf16Le, offset });
        assert_eq!(decoded(b"\xFF\xFEa\x00b"), undecodable(4), "half a unit");
        assert_eq!(decoded(b"\xFF\xFEa\x00\x00\xD8b\x00"), undecodable(4), "a lone surrogate");
        assert_eq!(decoded(b"\xFF\xFEa\x00\x00\xDCb\x00"), undecodable(4), "a lone low surrogate");
    }

    #[test]
    fn utf_16_may_have_zero_bytes_but_no_nul_character() {
        assert_eq!(decoded(b"\xFF\xFEa\x00=\xD8\x00\xDE\x00\x00"), Err(NotText::NulByte { offset: 8 }));
        assert_eq!(decoded(b"\xFF\xFE\x00\x00a\x00\x00\x00"), Err(NotText::NulByte { offset: 2 }), "UTF-32");
    }

    #[test]
    fn signatures_and_nul_bytes_are_refused() {
        for (start, name) in SIGNATURES {
            assert_eq!(decoded(&[start, &b"rest"[..]].concat()), Err(NotText::Signature(name)));
        }
        assert_eq!(decoded(b"ab\0"), Err(NotText::NulByte { offset: 2 }));
    }
}
