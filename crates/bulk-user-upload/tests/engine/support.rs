//! Tables of cells as files, and a directory to check them against.

use bulk_user_upload::{InMemoryDirectory, Report, Template, Upload, validate};
use proptest::prelude::*;

pub(crate) const COLUMNS: [&str; 10] = [
    "First name*",
    "Last name*",
    "Login*",
    "Password*",
    "Permission group*",
    "Web RTC*",
    "Extension",
    "Primary team*",
    "Capacity plan",
    "Active*",
];

/// The rows of a file in the order of [`COLUMNS`].
pub(crate) type Table = Vec<[String; 10]>;

/// How a table is written as a file.
#[derive(Debug, Clone)]
pub(crate) struct Dialect {
    pub(crate) delimiter: char,
    pub(crate) line_end: &'static str,
    pub(crate) encoding: Encoding,
    /// The column of the template at each index of the file.
    pub(crate) order: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16Le,
    Utf16Be,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: ',', line_end: "\r\n", encoding: Encoding::Utf8, order: (0..10).collect() }
    }
}

impl Dialect {
    pub(crate) fn write(&self, table: &Table) -> Vec<u8> {
        let header = COLUMNS.map(str::to_owned);
        let mut text = String::new();
        for row in std::iter::once(&header).chain(table) {
            let cells: Vec<_> = self.order.iter().map(|&column| quoted(&row[column])).collect();
            text.push_str(&cells.join(&self.delimiter.to_string()));
            text.push_str(self.line_end);
        }
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
        };
        match self.encoding {
            Encoding::Utf8 => text.into_bytes(),
            Encoding::Utf8WithMark => ["\u{FEFF}", &text].concat().into_bytes(),
            Encoding::Utf16Le => utf16([0xFF, 0xFE], u16::to_le_bytes),
            Encoding::Utf16Be => utf16([0xFE, 0xFF], u16::to_be_bytes),
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

pub(crate) fn dialects() -> impl Strategy<Value = Dialect> {
    let encodings = prop_oneof![
        Just(Encoding::Utf8),
        Just(Encoding::Utf8WithMark),
        Just(Encoding::Utf16Le),
        Just(Encoding::Utf16Be)
    ];
    (
        prop::sample::select(vec![',', ';', '\t', '|']),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        encodings,
        Just((0..10).collect::<Vec<_>>()).prop_shuffle(),
    )
        .prop_map(|(delimiter, line_end, encoding, order)| Dialect {
            delimiter,
            line_end,
            encoding,
            order,
        })
}

/// Cells that are valid, cells with something wrong, and arbitrary cells.
fn cell(valid: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![
        6 => prop::sample::select(valid).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["", " ", "WAHR", "101.0", "O’Brien", "a\u{7}b", "=1+1", "'=1", "''-", "+49", "Suport", "a,b;c\td|e", "\"", "x\r\ny", "=\"7\"", "'=\"7\"", "1/2", "mar-20", "TRUE", "00", " +1", "=\"'=\""])
            .prop_map(str::to_owned),
        1 => "[ -~äßẞİﬁ’£\n\r\t\u{200B}\u{FEFF}\u{A0}]{0,12}",
    ]
}

pub(crate) fn tables() -> impl Strategy<Value = Table> {
    let row = [
        cell(&["Ann", "Jörg", "O'Brien"]).boxed(),
        cell(&["Lee", "Straße"]).boxed(),
        prop_oneof![4 => "[a-cA-Cß]{1,2}", 1 => cell(&["bob", "Alice"])].boxed(),
        cell(&["Passw0rdX", " s3cret Words "]).boxed(),
        cell(&["Agent Role", "agent role", "Modern", "Root"]).boxed(),
        cell(&["TRUE", "false"]).boxed(),
        cell(&["", "0101"]).boxed(),
        cell(&["Sales", "Support", "Night Shift"]).boxed(),
        cell(&["", "Standard"]).boxed(),
        cell(&["TRUE", "False"]).boxed(),
    ];
    prop::collection::vec(row, 1..12)
}

pub(crate) fn office() -> InMemoryDirectory {
    InMemoryDirectory::from_json(include_str!("../../../../testdata/directories/office.json")).unwrap()
}

/// The report on a file, as alice sees it.
pub(crate) fn report(bytes: impl Into<Vec<u8>>) -> Report {
    let office = office();
    validate(&Template::default(), Upload::new("users.csv", bytes), &office.as_uploader("alice").unwrap())
        .unwrap()
}
