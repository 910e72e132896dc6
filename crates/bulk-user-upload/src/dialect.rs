//! The first lines that are not data, the delimiter, and the header row (SPEC section 2).

use crate::header::{FoundHeader, Matcher, is_blank_under};
use crate::records::{Delimiter, Position};

/// The lines before the header: an Excel `sep=X` line, a PowerShell `#TYPE …` line, both or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Preamble {
    /// The delimiter that a `sep=` line sets.
    delimiter: Option<Delimiter>,
    /// Where the rows begin.
    end: Position,
}

/// The delimiters to try if the file does not state one. If two name as many columns, the earlier one wins.
pub(crate) const CANDIDATES: [char; 4] = [',', ';', '\t', '|'];

/// The delimiter of a rows-with-errors file: that of the upload if a new check would find it, otherwise a
/// comma.
pub(crate) fn delimiter_to_write(own: &str) -> char {
    own.chars().next().filter(|own| CANDIDATES.contains(own)).unwrap_or(CANDIDATES[0])
}

/// Reads the lines that are not data: each of the two kinds at most once, in either order.
fn preamble(text: &str) -> Preamble {
    let mut preamble = Preamble { delimiter: None, end: Position::START };
    let mut type_seen = false;
    loop {
        let rest = &text[preamble.end.offset as usize..];
        let line_length = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let line = &rest[..line_length];
        if let (None, Some(delimiter)) = (preamble.delimiter, sep_line(line)) {
            preamble.delimiter = Some(delimiter);
        } else if !type_seen && is_type_line(line) {
            type_seen = true;
        } else {
            return preamble;
        }
        let line_end = match &rest.as_bytes()[line_length..] {
            [] => 0,
            [b'\r', b'\n', ..] => 2,
            _ => 1,
        };
        preamble.end.offset += (line_length + line_end) as u32;
        preamble.end.line += u32::from(line_end > 0);
    }
}

/// `sep=X`, in any case. X is any one character except a quote.
fn sep_line(line: &str) -> Option<Delimiter> {
    let (name, delimiter) = line.split_at_checked(4)?;
    let mut characters = delimiter.chars();
    let delimiter = characters.next().filter(|&character| character != '"')?;
    (name.eq_ignore_ascii_case("sep=") && characters.next().is_none()).then(|| Delimiter::new(delimiter))
}

/// `#TYPE`, in this case, alone or followed by a space.
fn is_type_line(line: &str) -> bool {
    line.strip_prefix("#TYPE").is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The delimiter, and the row that is the header under it, if there is one. A file that is blank under one of
/// the candidates has none under any.
pub(crate) fn find_header(text: &str, matcher: &Matcher<'_>) -> (Delimiter, Option<FoundHeader>) {
    let Preamble { delimiter, end: start } = preamble(text);
    let is_blank = |candidate: char| is_blank_under(text, start, Delimiter::new(candidate));
    let found = match delimiter {
        _ if CANDIDATES.into_iter().any(is_blank) => None,
        Some(delimiter) => FoundHeader::find(text, start, delimiter, matcher),
        None => best_header(text, start, matcher),
    };
    let delimiter = found.as_ref().map(|found| found.delimiter).or(delimiter);
    (delimiter.unwrap_or(Delimiter::COMMA), found)
}

/// Finds the delimiter under which the header names the most columns of the template. If several name as
/// many, the earliest wins.
fn best_header(text: &str, start: Position, matcher: &Matcher<'_>) -> Option<FoundHeader> {
    let mut best: Option<FoundHeader> = None;
    for candidate in CANDIDATES {
        // No later delimiter can name more than all columns.
        if best.as_ref().is_some_and(|best| best.count == matcher.template().columns().len()) {
            break;
        }
        let found = FoundHeader::find(text, start, Delimiter::new(candidate), matcher)?;
        if best.as_ref().is_none_or(|best| found.count > best.count) {
            best = Some(found);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<char>, u32, u32) {
        let preamble = preamble(text);
        let delimiter = preamble.delimiter.map(|delimiter| delimiter.as_str().chars().next().unwrap());
        (delimiter, preamble.end.offset, preamble.end.line)
    }

    #[test]
    fn sep_and_type_lines_are_not_data() {
        assert_eq!(read("sep=;\r\na"), (Some(';'), 7, 2));
        assert_eq!(read("SEP=\t\ra"), (Some('\t'), 6, 2));
        assert_eq!(read("#TYPE System.Object\na"), (None, 20, 2));
        assert_eq!(read("#TYPE\nsep=§\na"), (Some('§'), 13, 3));
        assert_eq!(read("sep=|\n#TYPE x\na"), (Some('|'), 14, 3));
        assert_eq!(read("sep=,"), (Some(','), 5, 1));
    }

    #[test]
    fn a_file_that_is_blank_under_one_of_the_candidates_has_no_header() {
        let template = crate::Template::default();
        let mapped = crate::header::MappedHeaders::default();
        let matcher = Matcher::new(&template, &mapped);
        for (text, delimiter) in [
            ("", ","),
            (";;;\n", ","),
            ("sep=§\n;; \n\n;\n", "§"),
            ("sep=,\n\"\"|\"\"", ","),
            ("sep=;\n", ";"),
        ] {
            let (found_delimiter, header) = find_header(text, &matcher);
            assert_eq!((found_delimiter.as_str(), header.is_none()), (delimiter, true), "{text}");
        }
        let (_, header) = find_header("sep=§\n;;|\n", &matcher);
        assert!(header.is_some());
    }

    #[test]
    fn whatever_else_stands_there_is_data() {
        for text in
            ["", "a", "sep=", "sep=\n", "sep=ab\n", "sep=\"\n", "#TYPES\n", "#type x\n", "\nsep=;", "sép=;"]
        {
            assert_eq!(read(text), (None, 0, 1), "{text}");
        }
        assert_eq!(read("sep=;\nsep=,\n"), (Some(';'), 6, 2), "each at most once");
    }
}
