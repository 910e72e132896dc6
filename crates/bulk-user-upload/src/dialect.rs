//! The first lines that are not data, and the delimiter (SPEC section 2).

use crate::records::{Delimiter, Place};

/// What stands before the header: an Excel `sep=X` line, a PowerShell `#TYPE …` line, both or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Preamble {
    /// The delimiter that a `sep=` line sets.
    pub(crate) delimiter: Option<Delimiter>,
    /// Where the rows begin.
    pub(crate) end: Place,
}

/// The delimiters that are tried where the file doesn't say, the earlier one wins a tie.
pub(crate) const CANDIDATES: [char; 4] = [',', ';', '\t', '|'];

/// Reads the lines that are not data: each of the two kinds at most once, in either order.
pub(crate) fn preamble(text: &str) -> Preamble {
    let mut preamble = Preamble { delimiter: None, end: Place::START };
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

/// `sep=X`, in any case, with any one character but a quote.
fn sep_line(line: &str) -> Option<Delimiter> {
    let (name, delimiter) = line.split_at_checked(4)?;
    let mut characters = delimiter.chars();
    let delimiter = characters.next().filter(|&character| character != '"')?;
    (name.eq_ignore_ascii_case("sep=") && characters.next().is_none()).then(|| Delimiter::new(delimiter))
}

/// `#TYPE`, in this case, alone or before a space.
fn is_type_line(line: &str) -> bool {
    line.strip_prefix("#TYPE").is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
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
