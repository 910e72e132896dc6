//! The same table, written in another way, has the same errors.

#![no_main]

use arbitrary::Arbitrary;
use bulk_user_upload::{Report, Template};
use bulk_user_upload_fuzz::report;
use libfuzzer_sys::fuzz_target;

/// The number of columns of the product's template.
const COLUMNS: usize = 10;

#[derive(Arbitrary, Debug)]
struct Input {
    rows: Vec<[CellText; COLUMNS]>,
    dialects: [Dialect; 2],
}

/// The text of a cell: one that is likely to be valid, or an arbitrary one.
#[derive(Arbitrary, Debug)]
enum CellText {
    Name,
    Login(u8),
    Password,
    Group,
    Team,
    Plan,
    True,
    Digits,
    Blank,
    Any(String),
}

impl CellText {
    /// NUL is left out: a file with NUL is refused, and the offset in its error depends on the encoding.
    fn text(&self) -> String {
        match self {
            Self::Name => "José".to_owned(),
            Self::Login(number) => format!("user{}", number % 8),
            Self::Password => "Passw0rd;|X".to_owned(),
            Self::Group => "agent role".to_owned(),
            Self::Team => "Sales".to_owned(),
            Self::Plan => "Standard".to_owned(),
            Self::True => "true".to_owned(),
            Self::Digits => "007".to_owned(),
            Self::Blank => String::new(),
            Self::Any(text) => text.replace('\0', ""),
        }
    }
}

#[derive(Arbitrary, Debug)]
struct Dialect {
    delimiter: Delimiter,
    line_end: LineEnd,
    encoding: Encoding,
    /// The pairs of columns that are swapped, one after another.
    swaps: Vec<(u8, u8)>,
    quotes: Quotes,
    /// The file begins with a `sep=` line.
    sep: bool,
    /// The last line has a line end.
    ends: bool,
}

#[derive(Arbitrary, Debug, Clone, Copy)]
enum Delimiter {
    Comma,
    Semicolon,
    Tab,
    Pipe,
}

#[derive(Arbitrary, Debug, Clone, Copy)]
enum LineEnd {
    Lf,
    CrLf,
    Cr,
}

#[derive(Arbitrary, Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16Le,
    Utf16Be,
}

#[derive(Arbitrary, Debug, Clone, Copy)]
enum Quotes {
    Everywhere,
    WhereNeeded,
}

impl Dialect {
    fn write(&self, template: &Template, rows: &[[CellText; COLUMNS]]) -> Vec<u8> {
        let mut order: Vec<usize> = (0..COLUMNS).collect();
        for &(a, b) in self.swaps.iter().take(2 * COLUMNS) {
            order.swap(usize::from(a) % COLUMNS, usize::from(b) % COLUMNS);
        }
        let header = template.columns().iter().map(|column| column.name().to_owned()).collect();
        let cells = rows.iter().map(|row| row.iter().map(CellText::text).collect());
        let lines: Vec<String> =
            std::iter::once(header).chain(cells).map(|row: Vec<String>| self.line(&row, &order)).collect();
        let end = match self.line_end {
            LineEnd::Lf => "\n",
            LineEnd::CrLf => "\r\n",
            LineEnd::Cr => "\r",
        };
        let mut text = lines.join(end);
        if self.ends {
            text.push_str(end);
        }
        if self.sep {
            text.insert_str(0, &format!("sep={}{end}", self.delimiter()));
        }
        self.encode(&text)
    }

    fn delimiter(&self) -> char {
        match self.delimiter {
            Delimiter::Comma => ',',
            Delimiter::Semicolon => ';',
            Delimiter::Tab => '\t',
            Delimiter::Pipe => '|',
        }
    }

    fn line(&self, row: &[String], order: &[usize]) -> String {
        let cells: Vec<_> = order.iter().map(|&column| self.cell(&row[column])).collect();
        cells.join(&self.delimiter().to_string())
    }

    fn cell(&self, text: &str) -> String {
        let is_needed = text.contains(['"', '\r', '\n', self.delimiter()]);
        match self.quotes {
            Quotes::WhereNeeded if !is_needed => text.to_owned(),
            _ => format!("\"{}\"", text.replace('"', "\"\"")),
        }
    }

    fn encode(&self, text: &str) -> Vec<u8> {
        let marked = || "\u{FEFF}".encode_utf16().chain(text.encode_utf16());
        match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8WithMark => ["\u{FEFF}", text].concat().into_bytes(),
            Encoding::Utf16Le => marked().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => marked().flat_map(u16::to_be_bytes).collect(),
        }
    }

    /// What must not depend on the dialect: everything except the letters of the cells. Lines are counted
    /// from the first one that is data.
    fn essence(&self, report: &Report) -> Vec<String> {
        let errors = report.errors().map(|error| {
            let line = error.line().map(|line| line - u32::from(self.sep));
            let cell_row = error.cell().map(|cell| cell.trim_start_matches(|c: char| c.is_ascii_uppercase()));
            format!(
                "{} {:?} {line:?} {:?} {cell_row:?} {:?} {:?} {:?}",
                error.code(),
                error.row(),
                error.column(),
                error.value(),
                error.params(),
                error.suggestion()
            )
        });
        let notices = report.notices().map(|notice| {
            let (row, column) = (notice.row(), notice.column());
            format!("{} {row:?} {column:?} {:?} {:?}", notice.code(), notice.value(), notice.suggestion())
        });
        let counts = format!("{} {} {}", report.users(), report.valid(), report.rows_with_errors());
        errors.chain(notices).chain([counts]).collect()
    }
}

fuzz_target!(|input: Input| {
    let template = Template::default();
    let [first, second] = input.dialects.each_ref().map(|dialect| {
        let bytes = dialect.write(&template, &input.rows);
        let report = report(&template, "users.csv", &bytes);
        assert!(report.notices().all(|notice| notice.row().is_some()), "nothing is noticed of the file");
        if bytes.len() as u64 > template.limits().max_bytes() { Vec::new() } else { dialect.essence(&report) }
    });
    // A file that is within the limit in one encoding may be over it in the other.
    if !first.is_empty() && !second.is_empty() {
        assert_eq!(first, second);
    }
});
