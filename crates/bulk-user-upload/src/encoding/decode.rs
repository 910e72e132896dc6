//! Decodes bytes to text (SPEC sections 1 and 2). No byte is silently dropped or replaced.

use encoding_rs::DecoderResult;
use zeroize::Zeroizing;

use super::table::Decoder;
use super::{Encoding, signature};
use crate::records::line_ends;

/// The decoded text of a file. Its memory is overwritten when it is dropped.
pub(crate) struct Text {
    buffer: Zeroizing<String>,
    /// The length of the byte-order mark in bytes. The mark is not part of the text.
    mark: usize,
    /// The bytes of the file, if they differ from those of the buffer.
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
    pub(crate) origin: Origin,
}

/// Where the encoding of a file is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The file has a byte-order mark or is UTF-8, or the caller stated the encoding.
    Known,
    /// The file has a byte-order mark of another encoding than the caller stated.
    MarkedOtherwise { stated: Encoding },
    /// The file has no byte-order mark and is not valid UTF-8, and the caller stated nothing.
    Assumed,
}

/// Why the content of a file is not text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotText {
    Signature(&'static str),
    NulByte { offset: usize },
    Undecodable { encoding: Encoding, offset: usize, line: u32 },
}

/// A file that is not text, with its bytes.
type Refused = (NotText, Zeroizing<Vec<u8>>);

/// The byte-order marks, and what they are marks of.
const MARKS: [(&[u8], Encoding); 3] = [
    (b"\xEF\xBB\xBF", Encoding::UTF_8),
    (b"\xFF\xFE", Encoding::UTF_16LE),
    (b"\xFE\xFF", Encoding::UTF_16BE),
];

/// Decodes a file by its byte-order mark, by the encoding that the caller states, or as what it most likely is.
/// If it is not text, its bytes are handed back.
pub(crate) fn decode(bytes: Zeroizing<Vec<u8>>, stated: Option<Encoding>) -> Result<Decoded, Refused> {
    if let Some(format) = signature::of_bytes(&bytes) {
        return Err((NotText::Signature(format), bytes));
    }
    let mark = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark));
    let (encoding, origin) = match (mark, stated) {
        (Some(&(_, marked)), Some(stated)) if stated != marked => {
            (marked, Origin::MarkedOtherwise { stated })
        }
        (Some(&(_, marked)), _) => (marked, Origin::Known),
        (None, Some(stated)) => (stated, Origin::Known),
        (None, None) if std::str::from_utf8(&bytes).is_ok() => (Encoding::UTF_8, Origin::Known),
        (None, None) => (Encoding::WINDOWS_1252, Origin::Assumed),
    };
    let text = decode_as(encoding, mark.map_or(0, |(mark, _)| mark.len()), bytes)?;
    match signature::of_text(text.as_str()) {
        Some(format) => Err((NotText::Signature(format), text.into_file())),
        None => Ok(Decoded { text, encoding, origin }),
    }
}

fn decode_as(encoding: Encoding, mark: usize, bytes: Zeroizing<Vec<u8>>) -> Result<Text, Refused> {
    let is_utf16 = encoding == Encoding::UTF_16LE || encoding == Encoding::UTF_16BE;
    // In UTF-16, half of the bytes may be zero; the text is looked at below.
    if !is_utf16 && let Some(offset) = memchr::memchr(0, &bytes) {
        return Err((NotText::NulByte { offset }, bytes));
    }
    if encoding == Encoding::UTF_8 {
        return decode_utf8(mark, bytes);
    }
    let refused = match encoding.decode_all(&bytes[mark..]) {
        Ok(buffer) => match buffer.find('\0') {
            // Each unit of UTF-16 has two bytes.
            Some(nul) => NotText::NulByte { offset: mark + 2 * buffer[..nul].encode_utf16().count() },
            None => return Ok(Text { buffer, mark: 0, original: Some(bytes) }),
        },
        Err(Undecodable { offset, line }) => NotText::Undecodable { encoding, offset: mark + offset, line },
    };
    Err((refused, bytes))
}

fn decode_utf8(mark: usize, mut bytes: Zeroizing<Vec<u8>>) -> Result<Text, Refused> {
    match String::from_utf8(std::mem::take(&mut *bytes)) {
        Ok(text) => Ok(Text { buffer: Zeroizing::new(text), mark, original: None }),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let bytes = Zeroizing::new(error.into_bytes());
            let line = 1 + line_ends(&bytes[..offset]);
            Err((NotText::Undecodable { encoding: Encoding::UTF_8, offset, line }, bytes))
        }
    }
}

impl Text {
    pub(crate) fn into_file(mut self) -> Zeroizing<Vec<u8>> {
        match self.original {
            Some(original) => original,
            None => Zeroizing::new(std::mem::take(&mut *self.buffer).into_bytes()),
        }
    }
}

/// The first byte that stands for no character, and its physical line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Undecodable {
    offset: usize,
    line: u32,
}

impl Encoding {
    /// Decodes bytes that have no byte-order mark.
    fn decode_all(self, bytes: &[u8]) -> Result<Zeroizing<String>, Undecodable> {
        let whatwg = match self.decoder {
            Decoder::CodePage(characters) => return Ok(decode_code_page(characters, bytes)),
            Decoder::Whatwg(whatwg) => whatwg,
        };
        let mut decoder = whatwg.new_decoder_without_bom_handling();
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
        let mut text = Zeroizing::new(String::with_capacity(room));
        match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
            (DecoderResult::InputEmpty, _) => {}
            (DecoderResult::Malformed(length, after), read) => {
                let offset = read - usize::from(length) - usize::from(after);
                return Err(Undecodable { offset, line: 1 + line_ends(text.as_bytes()) });
            }
            (DecoderResult::OutputFull, _) => unreachable!("the room was asked of the decoder itself"),
        }
        match self.find_undefined(&text) {
            Some(end) => {
                let line = 1 + line_ends(&text.as_bytes()[..end]);
                Err(Undecodable { offset: offset_of_control(whatwg, bytes), line })
            }
            None => Ok(text),
        }
    }

    /// Decodes a cell, which is no password, by itself. `None` if the encoding cannot.
    pub(super) fn decode_cell(self, bytes: &[u8]) -> Option<String> {
        self.decode_all(bytes).ok().map(|mut text| std::mem::take(&mut *text))
    }

    /// Whether the encoding can decode all of these bytes. No text is kept.
    pub(super) fn can_decode(self, bytes: &[u8]) -> bool {
        let Decoder::Whatwg(whatwg) = self.decoder else { return true };
        let mut decoder = whatwg.new_decoder_without_bom_handling();
        let mut part = Zeroizing::new([0; 4096]);
        let mut rest = bytes;
        loop {
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(rest, part.as_mut_slice(), true);
            let text = std::str::from_utf8(&part[..written]).expect("a decoder writes UTF-8");
            if self.find_undefined(text).is_some() {
                return false;
            }
            match result {
                DecoderResult::InputEmpty => return true,
                DecoderResult::OutputFull => rest = &rest[read..],
                DecoderResult::Malformed(..) => return false,
            }
        }
    }

    /// Where a decoded text has a control character U+0080 to U+009F. The tables of the Encoding Standard have
    /// them where a legacy encoding leaves a byte undefined.
    fn find_undefined(self, text: &str) -> Option<usize> {
        if self.is_unicode() { None } else { text.find(is_c1_control) }
    }
}

fn is_c1_control(character: char) -> bool {
    ('\u{80}'..='\u{9F}').contains(&character)
}

fn decode_code_page(characters: &[char; 128], bytes: &[u8]) -> Zeroizing<String> {
    let character = |&byte: &u8| match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(index) => characters[usize::from(index)],
    };
    // A character of a code page has at most three bytes in UTF-8.
    let room = bytes.iter().map(|byte| if byte.is_ascii() { 1 } else { 3 }).sum();
    let mut text = Zeroizing::new(String::with_capacity(room));
    text.extend(bytes.iter().map(character));
    text
}

/// Where the first control character U+0080 to U+009F begins in bytes that have one: they are decoded one by one.
fn offset_of_control(whatwg: &'static encoding_rs::Encoding, bytes: &[u8]) -> usize {
    let mut decoder = whatwg.new_decoder_without_bom_handling();
    let mut character = Zeroizing::new(String::with_capacity(16));
    let mut start = 0;
    for (offset, byte) in bytes.iter().enumerate() {
        let _ =
            decoder.decode_to_string_without_replacement(std::slice::from_ref(byte), &mut character, false);
        if character.contains(is_c1_control) {
            break;
        }
        if !character.is_empty() {
            character.clear();
            start = offset + 1;
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text, the encoding, and where it is known from.
    type Outcome = Result<(String, &'static str, Origin), NotText>;

    fn decoded(bytes: &[u8], stated: Option<&str>) -> Outcome {
        let stated = stated.map(|label| label.parse().unwrap());
        decode(Zeroizing::new(bytes.to_vec()), stated)
            .map(|decoded| {
                assert_eq!(decoded.text.file(), bytes);
                (decoded.text.as_str().to_owned(), decoded.encoding.name(), decoded.origin)
            })
            .map_err(|(not_text, given_back)| {
                assert_eq!(*given_back, bytes);
                not_text
            })
    }

    #[expect(clippy::unnecessary_wraps, reason = "it is compared with an outcome")]
    fn text(text: &str, encoding: &'static str, origin: Origin) -> Outcome {
        Ok((text.to_owned(), encoding, origin))
    }

    fn undecodable(encoding: &str, offset: usize, line: u32) -> Outcome {
        Err(NotText::Undecodable { encoding: encoding.parse().unwrap(), offset, line })
    }

    #[test]
    fn a_byte_order_mark_decides() {
        assert_eq!(decoded(b"\xEF\xBB\xBF\xC2\xA3a", None), text("£a", "utf-8", Origin::Known));
        assert_eq!(decoded(b"\xFF\xFE\xA3\x00a\x00", None), text("£a", "utf-16le", Origin::Known));
        assert_eq!(decoded(b"\xFE\xFF\x00\xA3\x00a", None), text("£a", "utf-16be", Origin::Known));
        assert_eq!(decoded(b"\xEF\xBB\xBFa\n\xA3", None), undecodable("utf-8", 5, 2));
    }

    #[test]
    fn a_byte_order_mark_wins_over_what_is_stated() {
        let marked = |stated: &str| Origin::MarkedOtherwise { stated: stated.parse().unwrap() };
        assert_eq!(decoded(b"\xEF\xBB\xBFa", Some("latin1")), text("a", "utf-8", marked("windows-1252")));
        assert_eq!(decoded(b"\xFE\xFF\x00a", Some("utf-16")), text("a", "utf-16be", marked("utf-16le")));
        assert_eq!(decoded(b"\xFF\xFEa\x00", Some("utf-16")), text("a", "utf-16le", Origin::Known));
        assert_eq!(decoded(b"\xEF\xBB\xBFa", Some("utf-8")), text("a", "utf-8", Origin::Known));
    }

    #[test]
    fn without_a_mark_it_is_what_is_stated() {
        for (label, bytes, decoded_text) in [
            ("windows-1250", &b"\xA3"[..], "Ł"),
            ("windows-1251", b"\xC8\xE2\xE0\xED", "Иван"),
            ("ibm852", b"\x9D\xE7", "Łš"),
            ("macintosh", b"J\x9Frgen", "Jürgen"),
            ("shift_jis", b"\x8ER\x93c", "山田"),
            ("utf-16be", b"\x00a", "a"),
            ("windows-1252", "é".as_bytes(), "Ã©"),
        ] {
            let encoding: Encoding = label.parse().unwrap();
            assert_eq!(
                decoded(bytes, Some(label)),
                text(decoded_text, encoding.name(), Origin::Known),
                "{label}"
            );
        }
        assert_eq!(decoded(b"a\r\nb\xA3", Some("utf-8")), undecodable("utf-8", 4, 2));
        assert_eq!(decoded(b"a\n\x8E\n", Some("shift_jis")), undecodable("shift_jis", 2, 2));
    }

    #[test]
    fn without_a_mark_or_a_word_it_is_utf_8_or_assumed() {
        assert_eq!(decoded("£".as_bytes(), None), text("£", "utf-8", Origin::Known));
        assert_eq!(decoded(b"\xA3\x80", None), text("£€", "windows-1252", Origin::Assumed));
    }

    #[test]
    fn bytes_that_an_encoding_leaves_undefined_are_refused() {
        for undefined in [0x81, 0x8D, 0x8F, 0x90, 0x9D] {
            assert_eq!(decoded(&[b'a', 0xA3, b'\r', undefined], None), undecodable("windows-1252", 3, 2));
        }
        assert_eq!(decoded(b"\xA3\x85", Some("iso-8859-2")), undecodable("iso-8859-2", 1, 1));
        // Four bytes of GB 18030 stand for U+0080.
        assert_eq!(decoded(b"a\x81\x30\x81\x30", Some("gb18030")), undecodable("gb18030", 1, 1));
    }

    #[test]
    fn an_encoding_can_decode_what_it_decodes() {
        for encoding in Encoding::all().filter(|encoding| !encoding.is_unicode()) {
            for byte in 0x80..=0xFF {
                for bytes in [vec![byte], vec![byte, b'a'], vec![byte, byte]] {
                    assert_eq!(
                        encoding.can_decode(&bytes),
                        encoding.decode_cell(&bytes).is_some(),
                        "{encoding}"
                    );
                }
            }
            let long = [vec![b'x'; 5000], vec![0xE9]].concat();
            assert_eq!(encoding.can_decode(&long), encoding.decode_cell(&long).is_some(), "{encoding}");
        }
    }

    #[test]
    fn damaged_utf_16_is_refused_where_it_is_damaged() {
        assert_eq!(decoded(b"\xFF\xFEa\x00b", None), undecodable("utf-16le", 4, 1), "half a unit");
        assert_eq!(
            decoded(b"\xFF\xFEa\x00\x00\xD8b\x00", None),
            undecodable("utf-16le", 4, 1),
            "a lone surrogate"
        );
        assert_eq!(decoded(b"\xFF\xFE\n\x00\x00\xDCb\x00", None), undecodable("utf-16le", 4, 2), "a low one");
    }

    #[test]
    fn nul_characters_are_refused_in_every_encoding() {
        let nul = |offset| Err(NotText::NulByte { offset });
        assert_eq!(decoded(b"\xFF\xFEa\x00=\xD8\x00\xDE\x00\x00", None), nul(8));
        assert_eq!(decoded(b"\xFF\xFE\x00\x00a\x00\x00\x00", None), nul(2), "UTF-32");
        assert_eq!(decoded(b"\x00a\x00\x00", Some("utf-16be")), nul(2));
        for label in [None, Some("ibm850"), Some("big5"), Some("utf-8")] {
            assert_eq!(decoded(b"ab\0", label), nul(2));
        }
    }

    #[test]
    fn signatures_are_refused_whatever_is_stated() {
        assert_eq!(decoded(b"PK\x03\x04rest", Some("latin1")), Err(NotText::Signature("zip")));
        assert_eq!(decoded(b"\xEF\xBB\xBF <HTML>", None), Err(NotText::Signature("html")));
        assert_eq!(decoded(b"\xFF\xFE<\x00?\x00x\x00m\x00l\x00", None), Err(NotText::Signature("xml")));
        assert_eq!(decoded(b"\xA0<table>", None), Err(NotText::Signature("html")));
    }
}
