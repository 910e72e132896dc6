//! Files of which one part is UTF-8 and another is not, as where two files were joined (SPEC section 2).

/// The first physical line that holds bytes above 7F and is UTF-8 by itself, and the first that holds some and
/// is not: from 1. `None` if there are not both.
pub(crate) fn mixed_lines(bytes: &[u8]) -> Option<(u32, u32)> {
    let (mut utf8, mut other) = (None, None);
    for (number, line) in (1..).zip(lines(bytes)).filter(|(_, line)| !line.is_ascii()) {
        let first = if std::str::from_utf8(line).is_ok() { &mut utf8 } else { &mut other };
        first.get_or_insert(number);
        if let (Some(utf8), Some(other)) = (utf8, other) {
            return Some((utf8, other));
        }
    }
    None
}

/// Lines that end with LF, CRLF or CR.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
        let (line, ending) = rest.split_at(end);
        let length = match ending {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        rest = &ending[length..];
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_lines_are_named_by_their_first() {
        assert_eq!(mixed_lines(b"a\n\xC3\xA9\r\nb\r\xE9\n\xE9\n\xC3\xA9"), Some((2, 4)));
        assert_eq!(mixed_lines(b"\xE9\n\n\xC3\xA9"), Some((3, 1)));
        assert_eq!(mixed_lines(b"\xE9\nb\n\xE8"), None);
        assert_eq!(mixed_lines(b"\xC3\xA9\xE9\nb"), None, "one line of both is not UTF-8 by itself");
        assert_eq!(mixed_lines(b"\xC3\xA9\n"), None);
    }
}
