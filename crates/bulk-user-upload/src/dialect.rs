//! The first lines that are not data, the delimiter, and the header row (SPEC section 2).

use crate::cells::Cells;
use crate::header::{HeaderRow, Matcher};
use crate::records::{Delimiter, Position, RawRow, Reader};
use crate::text_formula;

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

/// The delimiter, and the first row that is not blank under it, if there is one.
pub(crate) fn find_header(text: &str, matcher: &Matcher<'_>) -> (Delimiter, Option<FoundHeader>) {
    let preamble = preamble(text);
    let found = match preamble.delimiter {
        Some(delimiter) => header_under(text, preamble.end, delimiter),
        None => best_header(text, preamble.end, matcher),
    };
    let delimiter = found.as_ref().map(|found| found.delimiter).or(preamble.delimiter);
    (delimiter.unwrap_or(Delimiter::COMMA), found)
}

/// The first row that is not blank.
pub(crate) struct FoundHeader {
    pub(crate) delimiter: Delimiter,
    pub(crate) row: HeaderRow,
    pub(crate) raw: RawRow,
    /// Its row number.
    pub(crate) number: u32,
    /// Where the next row begins.
    pub(crate) next: Position,
}

fn header_under(text: &str, start: Position, delimiter: Delimiter) -> Option<FoundHeader> {
    let mut reader = Reader::new(text, start, delimiter);
    let (mut cells, mut row, mut number) = (Cells::new(text), Vec::new(), 0);
    while let Some(raw) = reader.read(&mut cells, &mut row) {
        number += 1;
        if raw.damage.is_some() || !text_formula::are_blank(&cells, &row) {
            let row = HeaderRow::new(&cells, &row);
            return Some(FoundHeader { delimiter, row, raw, number, next: reader.position() });
        }
    }
    None
}

/// Finds the delimiter under which the header names the most columns of the template. If several name as
/// many, the earliest wins. A file that is blank under one delimiter has no header under any.
fn best_header(text: &str, start: Position, matcher: &Matcher<'_>) -> Option<FoundHeader> {
    let mut best: Option<(usize, FoundHeader)> = None;
    for candidate in CANDIDATES {
        let found = header_under(text, start, Delimiter::new(candidate))?;
        let count = matcher.count(&found.row);
        if best.as_ref().is_none_or(|(max, _)| count > *max) {
            best = Some((count, found));
        }
    }
    best.map(|(_, found)| found)
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
    fn whatever_else_stands_there_is_data() {
        for text in
            ["", "a", "sep=", "sep=\n", "sep=ab\n", "sep=\"\n", "#TYPES\n", "#type x\n", "\nsep=;", "sép=;"]
        {
            assert_eq!(read(text), (None, 0, 1), "{text}");
        }
        assert_eq!(read("sep=;\nsep=,\n"), (Some(';'), 6, 2), "each at most once");
    }
}
