//! Files that are no tables of text, by how they begin (SPEC section 1, fine print).

/// The first bytes of files that are not text.
const AT_THE_FIRST_BYTE: &[(&[u8], &str)] = &[
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
    (b"{\\rtf", "rtf"),
];

/// How pages of markup begin, in lower case.
const IN_THE_TEXT: &[(&str, &str)] =
    &[("<!doctype html", "html"), ("<html", "html"), ("<table", "html"), ("<?xml", "xml")];

/// The format that the first bytes of a file are the signature of.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<&'static str> {
    AT_THE_FIRST_BYTE.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, format)| *format)
}

/// The format of markup that a text begins like, after white space, in any case.
pub(super) fn of_text(text: &str) -> Option<&'static str> {
    let text = text.trim_start().as_bytes();
    let begins = |start: &str| {
        text.get(..start.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(start.as_bytes()))
    };
    IN_THE_TEXT.iter().find(|(start, _)| begins(start)).map(|(_, format)| *format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_looked_at_from_the_first_on() {
        for (start, format) in AT_THE_FIRST_BYTE {
            assert_eq!(of_bytes(&[start, &b"rest"[..]].concat()), Some(*format));
            assert_eq!(of_bytes(&[&b" "[..], start].concat()), None);
        }
    }

    #[test]
    fn markup_is_found_after_white_space_in_any_case() {
        for (text, format) in [
            ("<!DOCTYPE html>", "html"),
            ("\u{A0}\r\n <Html lang=de>", "html"),
            ("<TABLE>", "html"),
            ("<?xml version=\"1.0\"?>", "xml"),
        ] {
            assert_eq!(of_text(text), Some(format), "{text}");
        }
        for text in ["", "<", "<htm", "Login,<html>", "< html", "é<html"] {
            assert_eq!(of_text(text), None, "{text}");
        }
    }
}
