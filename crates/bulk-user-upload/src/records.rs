//! Splits text into rows: strict RFC 4180, with resynchronisation after damage (SPEC section 2).
//!
//! The time that the reader takes is linear in the text, whatever the text is: see [`Reader::quoted_cell`].

use crate::cells::{Cell, Cells};
use crate::problem::QuotingReason;
use crate::scanner::Scanner;

/// The delimiter between cells: one character, which may have several bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Delimiter {
    bytes: [u8; 4],
    length: u8,
}

impl Delimiter {
    pub(crate) const COMMA: Self = Self { bytes: [b',', 0, 0, 0], length: 1 };

    pub(crate) fn new(character: char) -> Self {
        let mut bytes = [0; 4];
        let length = character.encode_utf8(&mut bytes).len() as u8;
        Self { bytes, length }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }

    fn begins(self, rest: &[u8]) -> bool {
        // Nearly every delimiter is one byte, and that comparison needs no call.
        rest.first() == Some(&self.bytes[0]) && (self.length == 1 || rest.starts_with(self.as_bytes()))
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).expect("it was made from a character")
    }
}

/// Damaged quoting. The row ends here, and reading resumes at the next line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Damage {
    pub(crate) reason: QuotingReason,
    /// The physical line of the quote at fault.
    pub(crate) line: u32,
    /// The text from the beginning of the damaged cell to the end of the line of the quote at fault.
    pub(crate) rest: Cell,
}

/// One row without its cells. The reader puts the cells into a vector of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawRow {
    /// Where the row begins.
    pub(crate) position: Position,
    /// The damage that ended the row. The cells before it were read as usual.
    pub(crate) damage: Option<Damage>,
    /// A cell of the row may be `="…"` ([`text_formula`](crate::text_formula)). In nearly every row none is,
    /// and its cells need not be looked at again.
    pub(crate) may_have_text_formula: bool,
}

/// A position at which a row begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// In bytes from the start of the text.
    pub(crate) offset: u32,
    /// Physical line, from 1.
    pub(crate) line: u32,
}

impl Position {
    pub(crate) const START: Self = Self { offset: 0, line: 1 };
}

/// Reads rows one after another.
pub(crate) struct Reader<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    delimiter: Delimiter,
    /// The column in which an unquoted `="…"` is damaged quoting, as it is a password as typed.
    literal_column: Option<usize>,
    may_have_text_formula: bool,
    /// Finds the bytes at which an unquoted cell may end or is damaged.
    scanner: Scanner<'t>,
    /// The number of bytes that were looked at in quoted cells and after damage. Without care, this could be
    /// much more than the text has.
    #[cfg(test)]
    work: usize,
}

/// How a cell ended.
enum End {
    Delimiter,
    Row,
    Damaged(Damage),
}

impl<'t> Reader<'t> {
    pub(crate) fn new(text: &'t str, position: Position, delimiter: Delimiter) -> Self {
        let scanner = Scanner::new(text.as_bytes(), [delimiter.bytes[0], b'"', b'\r', b'\n']);
        Self {
            text,
            at: position.offset as usize,
            line: position.line,
            delimiter,
            literal_column: None,
            may_have_text_formula: false,
            scanner,
            #[cfg(test)]
            work: 0,
        }
    }

    /// Sets the column whose cells are taken as typed.
    pub(crate) fn with_literal_column(self, literal_column: Option<usize>) -> Self {
        Self { literal_column, ..self }
    }

    /// Where the next row begins.
    pub(crate) fn position(&self) -> Position {
        Position { offset: self.at as u32, line: self.line }
    }

    /// Reads the next row into `row`, which is cleared first. `None` at the end of the text.
    pub(crate) fn read(&mut self, cells: &mut Cells<'t>, row: &mut Vec<Cell>) -> Option<RawRow> {
        row.clear();
        if self.at == self.text.len() {
            return None;
        }
        let position = self.position();
        self.may_have_text_formula = false;
        loop {
            let end = if self.text.as_bytes().get(self.at) == Some(&b'"') {
                self.quoted_cell(cells, row)
            } else {
                self.unquoted_cell(row)
            };
            let damage = match end {
                End::Delimiter => continue,
                End::Row => None,
                End::Damaged(damage) => Some(damage),
            };
            return Some(RawRow { position, damage, may_have_text_formula: self.may_have_text_formula });
        }
    }

    fn unquoted_cell(&mut self, row: &mut Vec<Cell>) -> End {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut at = start;
        loop {
            at = self.scanner.next(at);
            if bytes.get(at) == Some(&b'"') {
                return self.text_formula(start, at, row).unwrap_or_else(|| {
                    self.damaged(QuotingReason::QuoteInUnquotedCell, start, at, self.line)
                });
            }
            self.at = at;
            if let Some(end) = self.end_of_cell() {
                row.push(Cell::new(start, at));
                return end;
            }
            // This is the first byte of a longer delimiter, but the rest of the delimiter does not follow.
            at += 1;
        }
    }

    /// Reads an unquoted cell `="…"`, whose first quote was found. `None` if the cell is anything else.
    ///
    /// The search for the second quote stays in the line, and damage ends the row, so no byte is searched
    /// twice for this.
    fn text_formula(&mut self, start: usize, quote: usize, row: &mut Vec<Cell>) -> Option<End> {
        let bytes = self.text.as_bytes();
        if &bytes[start..quote] != b"=" || self.literal_column == Some(row.len()) {
            return None;
        }
        let mut at = quote;
        loop {
            at = self.scanner.next(at + 1);
            match bytes.get(at)? {
                b'"' => break,
                b'\r' | b'\n' => return None,
                _ if self.delimiter.begins(&bytes[at..]) => return None,
                // This is the first byte of a longer delimiter, but the rest of the delimiter does not follow.
                _ => {}
            }
        }
        self.at = at + 1;
        let end = self.end_of_cell()?;
        row.push(Cell::new(start, at + 1));
        self.may_have_text_formula = true;
        Some(end)
    }

    /// Reads a cell that begins with a quote.
    ///
    /// If a quote is never closed, this function reads to the end of the text, and the lines that it passed
    /// are then read again as rows. That happens to each byte at most once: a quote that opens a cell within
    /// those lines was passed over as the first of a doubled pair, so the run of quotes that it belongs to
    /// has an even length, and the cell that it opens is closed within that run, whether correctly or not.
    fn quoted_cell(&mut self, cells: &mut Cells<'t>, row: &mut Vec<Cell>) -> End {
        let bytes = self.text.as_bytes();
        let open = self.at;
        let line = self.line;
        let mut doubled = false;
        let mut at = open + 1;
        loop {
            // A run of quotes is stepped through without a search for each quote.
            if bytes.get(at) != Some(&b'"') {
                let found = memchr::memchr(b'"', &bytes[at..]);
                #[cfg(test)]
                {
                    self.work += found.unwrap_or(bytes.len() - at);
                }
                let Some(skip) = found else {
                    return self.damaged(QuotingReason::UnclosedQuote, open, open, line);
                };
                at += skip;
            }
            at += 1;
            if bytes.get(at) != Some(&b'"') {
                break;
            }
            doubled = true;
            at += 1;
        }
        let close = at - 1;
        self.at = at;
        self.line += line_ends(&bytes[open + 1..close]);
        let Some(end) = self.end_of_cell() else {
            return self.damaged(QuotingReason::TextAfterClosingQuote, open, open, line);
        };
        let raw = &self.text[open + 1..close];
        self.may_have_text_formula |= doubled && raw.starts_with('=');
        let cell = if doubled { cells.unescape(raw) } else { Cell::new(open + 1, close) };
        row.push(cell);
        end
    }

    /// Steps over the delimiter, the line end or the end of the text. `None` if none of them is here.
    fn end_of_cell(&mut self) -> Option<End> {
        let rest = &self.text.as_bytes()[self.at..];
        let (length, end) = match rest.first() {
            None => return Some(End::Row),
            Some(b'\r') if rest.get(1) == Some(&b'\n') => (2, End::Row),
            Some(b'\r' | b'\n') => (1, End::Row),
            Some(_) if self.delimiter.begins(rest) => (self.delimiter.as_bytes().len(), End::Delimiter),
            Some(_) => return None,
        };
        self.at += length;
        if matches!(end, End::Row) {
            self.line += 1;
        }
        Some(end)
    }

    /// Ends the row, and moves to the line after the quote at fault.
    fn damaged(&mut self, reason: QuotingReason, cell: usize, quote: usize, line: u32) -> End {
        let bytes = self.text.as_bytes();
        let end = memchr::memchr2(b'\r', b'\n', &bytes[quote..]).map_or(bytes.len(), |skip| quote + skip);
        #[cfg(test)]
        {
            self.work += end - quote;
        }
        self.at = end;
        self.line = line;
        // This is a line end or the end of the text. Both end a row.
        let _ = self.end_of_cell();
        End::Damaged(Damage { reason, line, rest: Cell::new(cell, end) })
    }
}

/// The number of line ends in `bytes`: LF, CRLF or CR.
pub(crate) fn line_ends(bytes: &[u8]) -> u32 {
    let mut count = 0;
    let mut previous = 0;
    for &byte in bytes {
        count += u32::from(byte == b'\r' || byte == b'\n' && previous != b'\r');
        previous = byte;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows as `line: cell|cell|…`. A damaged row ends in `!reason@line(rest)`.
    fn rows(text: &str) -> Vec<String> {
        rows_by(text, ',')
    }

    fn rows_by(text: &str, delimiter: char) -> Vec<String> {
        let mut reader = Reader::new(text, Position::START, Delimiter::new(delimiter));
        let (mut cells, mut row, mut rows) = (Cells::new(text), Vec::new(), Vec::new());
        while let Some(raw) = reader.read(&mut cells, &mut row) {
            let texts: Vec<_> = row.iter().map(|&cell| cells.get(cell)).collect();
            let damage = raw.damage.map_or(String::new(), |damage| {
                format!("!{:?}@{}({})", damage.reason, damage.line, cells.get(damage.rest))
            });
            rows.push(format!("{}: {}{damage}", raw.position.line, texts.join("|")));
        }
        rows
    }

    #[test]
    fn rows_end_with_lf_crlf_or_cr_or_the_text() {
        assert_eq!(rows("a,b\nc\r\nd\re"), ["1: a|b", "2: c", "3: d", "4: e"]);
        assert_eq!(rows("a\n\n,\n"), ["1: a", "2: ", "3: |"]);
        assert_eq!(rows(""), [""; 0]);
    }

    #[test]
    fn quoted_cells_hold_delimiters_line_ends_and_doubled_quotes() {
        assert_eq!(
            rows("\"a,\"\"b\"\"\",c\n\"x\r\ny\rz\n\"\n\"\"\nend"),
            ["1: a,\"b\"|c", "2: x\r\ny\rz\n", "6: ", "7: end"]
        );
    }

    #[test]
    fn a_quote_in_an_unquoted_cell_damages_its_row_alone() {
        assert_eq!(rows("a,b\"c\"d,e\nf"), ["1: a!QuoteInUnquotedCell@1(b\"c\"d,e)", "2: f"]);
        assert_eq!(rows("\"x\ny\",b \"c\nf"), ["1: x\ny!QuoteInUnquotedCell@2(b \"c)", "3: f"]);
    }

    #[test]
    fn text_after_a_closing_quote_resumes_after_the_line_of_the_opening_one() {
        assert_eq!(rows("a,\"b\"c,d\r\ne"), ["1: a!TextAfterClosingQuote@1(\"b\"c,d)", "2: e"]);
        assert_eq!(
            rows("a,\"b\nc\" d\ne"),
            ["1: a!TextAfterClosingQuote@1(\"b)", "2: !QuoteInUnquotedCell@2(c\" d)", "3: e"]
        );
    }

    #[test]
    fn a_quote_never_closed_loses_its_own_line_only() {
        assert_eq!(rows("a,\"b,c\nd,e\nf"), ["1: a!UnclosedQuote@1(\"b,c)", "2: d|e", "3: f"]);
        assert_eq!(rows("\""), ["1: !UnclosedQuote@1(\")"]);
    }

    #[test]
    fn a_delimiter_may_be_longer_than_a_byte() {
        assert_eq!(rows_by("a§b¤c§\"d§\"§e", '§'), ["1: a|b¤c|d§|e"]);
        assert_eq!(rows_by("a,b\tc", '\t'), ["1: a,b|c"]);
    }

    #[test]
    fn hostile_quotes_are_read_a_bounded_number_of_times() {
        for unit in
            ["\"", "\"\"\"\n", "\"\",\",\n", "x\"\n", "\"a\n", "a,\"\"\"\r", "\",\"\n", "\"\nx", "a\"b"]
        {
            let text = unit.repeat(20_000);
            for text in [text.clone(), format!("\"{text}"), format!("{text}\"")] {
                let mut reader = Reader::new(&text, Position::START, Delimiter::COMMA);
                let (mut cells, mut row) = (Cells::new(&text), Vec::new());
                while reader.read(&mut cells, &mut row).is_some() {}
                assert!(reader.work <= 3 * text.len(), "{unit:?}: {} of {}", reader.work, text.len());
                assert_eq!(reader.line, 1 + line_ends(text.as_bytes()));
            }
        }
    }
}
