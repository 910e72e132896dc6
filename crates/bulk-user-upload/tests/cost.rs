//! The cost of a check in allocations and bytes. No test here measures time, so the results are the same on
//! every machine.
//!
//! The cost of a file of nothing but quotes, or of one login a thousand times, must be in proportion to its
//! size. Work itself cannot be counted from outside. Allocations and written bytes can, and a loop that does
//! too much usually makes more of them.

use std::io::{self, Write};

use bulk_user_upload::{InMemoryDirectory, Passwords, Template, Upload, validate};

const HEADER: &str = "First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,\
                      Capacity plan,Active*\n";

/// The limit of the product.
const KILOBYTES_100: usize = 102_400;

/// The cost of a check, its report as JSON and its rows-with-errors file.
#[derive(Debug)]
struct Cost {
    allocations: u64,
    /// The number of bytes that were allocated in total, freed or not.
    allocated: u64,
    /// The maximum number of bytes that were allocated at once, including the file.
    peak: u64,
    errors: u64,
    json: u64,
    export: u64,
}

/// Counts the bytes that are written, and does not store them.
#[derive(Default)]
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn cost(file: &str) -> Cost {
    let template = Template::default().to_builder().max_bytes(100_000_000).build().unwrap();
    let directory = directory();
    let uploader = directory.as_uploader("admin").unwrap();
    let (mut json, mut export, mut errors) = (Counter::default(), Counter::default(), 0);
    let memory = allocation_counter::measure(|| {
        let report = validate(&template, Upload::new("users.csv", file), &uploader).unwrap();
        errors = report.error_count() as u64;
        serde_json::to_writer(&mut json, &report).unwrap();
        report.write_rows_with_errors(&mut export, Passwords::Keep).unwrap();
    });
    Cost {
        allocations: memory.count_total,
        allocated: memory.bytes_total,
        peak: memory.bytes_max,
        errors,
        json: json.0,
        export: export.0,
    }
}

/// A directory of a thousand permission groups.
fn directory() -> InMemoryDirectory {
    let groups: Vec<_> = (0..1_000).map(|number| format!(r#"{{"name": "Group {number:04}"}}"#)).collect();
    let json = format!(
        r#"{{
            "users": [{{"login": "admin", "permission_group": "Group 0000", "teams": ["Sales"]}}],
            "permission_groups": [{}],
            "teams": [{{"name": "Sales"}}],
            "capacity_plans": [{{"name": "Standard"}}]
        }}"#,
        groups.join(",")
    );
    InMemoryDirectory::from_json(&json).unwrap()
}

/// A header and this number of rows.
fn below_header(count: usize, row: impl Fn(usize) -> String) -> String {
    let mut file = HEADER.to_owned();
    (0..count).for_each(|number| file.push_str(&row(number)));
    file
}

/// An ordinary user, in about 100 bytes.
fn valid_row(number: usize) -> String {
    format!(
        "José,O'Brien,user.{number:08}@example.org,Passw0rd{number},Group 0001,TRUE,{number:05},Sales,Standard,TRUE\n"
    )
}

/// Makes a file of about this number of bytes.
type Make = fn(usize) -> String;

/// Files that are made to cost much.
const HOSTILE: [(&str, Make); 22] = [
    ("quotes", |size| "\"".repeat(size)),
    ("delimiters", |size| ",".repeat(size)),
    ("line ends", |size| "\n".repeat(size)),
    ("one cell", |size| "x".repeat(size)),
    ("one cell below a header", |size| below_header(1, |_| "x".repeat(size))),
    ("a quote at the start of every line", |size| "\"a\n".repeat(size / 3)),
    ("a quote at the start of every row", |size| below_header(size / 3, |_| "\"a\n".to_owned())),
    ("blank rows", |size| below_header(size / 2, |_| ",\n".to_owned())),
    ("one repeated login", |size| below_header(size / 100, |_| valid_row(0))),
    ("one repeated login and nothing else", |size| below_header(size / 4, |_| ",,a\n".to_owned())),
    ("rows of one letter", |size| below_header(size / 2, |_| "a\n".to_owned())),
    ("a header of unknown columns", |size| "a,".repeat(size / 2)),
    ("a header of nameless columns", |size| format!("{}{}\nx\n", HEADER.trim_end(), ",".repeat(size))),
    ("a header of near misses", |size| "Extensio,Extention,".repeat(size / 19)),
    ("short rows", |size| "x\n".repeat(size / 2)),
    ("blank rows between short rows", |size| format!("x{}y", "\n".repeat(size / 20)).repeat(20)),
    ("wide rows of two cells", |size| format!("x{}y\n", ",".repeat(size / 22)).repeat(21)),
    ("repeated headers", |size| below_header(size / HEADER.len(), |_| HEADER.to_owned())),
    ("rows that are nearly the header", |size| {
        below_header(size / HEADER.len(), |_| HEADER.replace("Active", "x"))
    }),
    ("one row of many cells", |size| {
        let wide = format!("A,B,a,b,c,d,e,f,g,h{}\n", ",x".repeat(size / 4));
        below_header(size / 8, |_| "a,b\n".to_owned()) + &wide
    }),
    ("texts as formulas", |size| below_header(size / 20, |_| "=\"1\",=\"2\",=\"3\"\n".to_owned())),
    ("an unknown group in every row", |size| below_header(size / 50, unknown_group)),
];

fn unknown_group(number: usize) -> String {
    format!("A,B,user{number},Passw0rdX,Grou {number:05},TRUE,,Sales,,TRUE\n")
}

#[test]
fn more_rows_without_errors_make_no_more_allocations() {
    let (few, many) = (cost(&below_header(1_000, valid_row)), cost(&below_header(10_000, valid_row)));
    assert_eq!((few.errors, many.errors), (0, 0));
    // A vector that grows tenfold doubles at most four times, and there are about ten vectors.
    assert!(many.allocations <= few.allocations + 40, "{few:?}\n{many:?}");
}

#[test]
fn memory_is_linear_in_a_file_without_errors() {
    let file = |rows| below_header(rows, valid_row);
    let (few, many) = (cost(&file(1_000)), cost(&file(10_000)));
    assert!(many.peak <= 12 * few.peak, "{few:?}\n{many:?}");
    assert!(many.peak <= 5 * file(10_000).len() as u64, "{many:?}");
}

/// The peak of a hostile file, relative to that of an ordinary file of the same size (which is about three
/// times the size). Each entry takes about 120 bytes, whatever it contains, and a row of two bytes has seven
/// errors of 12 bytes each. So short rows cost more than long ones, but within limits.
#[test]
fn hostile_files_need_memory_within_bounds() {
    for (name, make) in HOSTILE {
        // A hundred errors for each line of an ordinary file make a report of 80 MB. A quarter of the file
        // shows the same.
        let (size, times) = match name {
            "rows of one letter" | "one repeated login and nothing else" => (KILOBYTES_100 / 4, 64),
            _ => (KILOBYTES_100, 32),
        };
        let (hostile, normal) = (cost(&make(size)), cost(&below_header(size / 100, valid_row)));
        assert!(hostile.peak <= times * normal.peak, "{name}: {hostile:?}\nnormal: {normal:?}");
    }
}

#[test]
fn one_repeated_login_makes_a_report_of_linear_size() {
    let file = |rows| below_header(rows, |_| valid_row(0));
    let (one, two) = (cost(&file(2_000)), cost(&file(4_000)));
    assert_eq!((one.errors, two.errors), (2_000, 4_000));
    assert!(two.json <= 2 * one.json + one.json / 10, "{one:?}\n{two:?}");
    assert!(two.json <= 500 * two.errors, "{two:?}");
}

#[test]
fn a_file_twice_as_large_costs_twice_as_much() {
    for (name, make) in HOSTILE {
        let (one, two) = (cost(&make(8_000)), cost(&make(16_000)));
        for (what, one, two) in [
            ("allocations", one.allocations, two.allocations),
            ("bytes allocated", one.allocated, two.allocated),
            ("report", one.json, two.json),
            ("rows with errors", one.export, two.export),
        ] {
            // Numbers get longer, and a vector may double once more for one of the two files.
            assert!(two <= 2 * one + one / 4 + 500, "{name}: {what}: {one}, of twice the file {two}");
        }
    }
}

#[test]
fn the_positions_of_the_errors_of_cells_cost_nothing() {
    let rows = "Ann#,Lee,bob,short,Nobody,yes,,Sales,,TRUE\n".repeat(100);
    let directory = directory();
    let uploader = directory.as_uploader("admin").unwrap();
    let upload = Upload::new("users.csv", format!("{HEADER}{rows}"));
    let report = validate(&Template::default(), upload, &uploader).unwrap();
    let count = report.error_count();
    assert!(count >= 400, "{count}");
    let memory = allocation_counter::measure(|| {
        for index in 0..count {
            let position = report.error_position(index).unwrap();
            assert!(position.row.is_some() && position.cell.is_some());
        }
    });
    assert_eq!(memory.count_total, 0);
    let same = (0..count)
        .all(|index| report.error_position(index) == report.error(index).map(|error| error.position()));
    assert!(same);
}
