//! Where the header is, and which header is which column, where the caller says so (SPEC section 3).

use bulk_user_upload::problem::NoticeCode;
use bulk_user_upload::{
    Answers, Code, Mapping, MappingError, Report, ResolveError, Template, Upload, ValidateError, check,
    validate,
};
use proptest::prelude::*;

use crate::support::{COLUMNS, Dialect, office, tables};

const ROW: &str = "Ann,Lee,ann.lee,Passw0rdX,Agent Role,TRUE,101,Sales,Standard,TRUE\n";

fn mapping(pairs: &[(&str, &str)]) -> Mapping {
    pairs.iter().copied().collect()
}

/// Why a file cannot be checked with a mapping.
fn error(file: &str, pairs: &[(&str, &str)]) -> MappingError {
    let upload = Upload::new("users.csv", file).with_mapping(mapping(pairs));
    let checked = check(&Template::default(), upload);
    let questions = checked.questions();
    assert_eq!((questions.logins().len(), questions.primary_teams().len()), (0, 0));
    let found = checked.mapping_error().expect("there is an error").clone();
    assert_eq!(checked.resolve(Answers::default()).unwrap_err(), ResolveError::Mapping(found.clone()));
    found
}

/// The codes of a file that cannot be checked, whose errors go before those of its mapping.
fn codes(name: &str, file: &str) -> Vec<Code> {
    for pairs in [[("Nowhere", "Login")], [("Login", "Nowhere")]] {
        let upload = Upload::new(name, file).with_mapping(mapping(&pairs));
        let checked = check(&Template::default(), upload);
        assert_eq!(checked.mapping_error(), None, "{file}");
        let report = checked.resolve(Answers::default()).unwrap();
        if pairs[0].0 == "Login" {
            return report.errors().map(|error| error.code()).collect();
        }
    }
    unreachable!()
}

#[test]
fn a_mapping_that_does_not_fit_is_no_error_of_the_file() {
    let file = format!("{}\n{ROW}", COLUMNS.join(","));
    let mail = file.replace("Login*", "E-mail");
    assert!(matches!(
        error(&file, &[("E-mail", "Login")]),
        MappingError::MissingHeader { header, headers, count: 10 }
            if header == "E-mail" && headers.len() == 10 && headers[0] == "First name*"
    ));
    assert!(matches!(
        error(&mail, &[("E-mail", "Logn")]),
        MappingError::UnknownColumn { column, columns, count: 10, .. }
            if column == "Logn" && columns[2] == "Login"
    ));
    let twice = mail.replace("Extension", "e_mail");
    assert_eq!(
        error(&twice, &[("E-mail", "Login")]).to_string(),
        "the file has the header “E-mail” 2 times (C1, G1), so it cannot be mapped: rename one of them"
    );
    let other = mail.replace("Extension", "LOGIN");
    assert!(matches!(
        error(&other, &[("E-mail", "Login")]),
        MappingError::ColumnTwice { column, cells, .. } if column == "Login" && cells == ["G1"]
    ));
    assert!(matches!(
        error(&mail, &[("E-mail", "Login"), ("E_Mail*", "Extension")]),
        MappingError::HeaderMappedTwice { second, .. } if second == "E_Mail*"
    ));
    assert!(matches!(
        error(&mail, &[("E-mail", "Login"), ("Ext", "log-in")]),
        MappingError::ColumnMappedTwice { column, .. } if column == "Login"
    ));
    assert!(matches!(error(&mail, &[("errors", "Login")]), MappingError::ReservedHeader(_)));
    assert!(matches!(error(&mail, &[("(*)", "Login")]), MappingError::EmptyHeader(_)));
    // An error of the header is not reported beside it: what the header lacks cannot be judged.
    assert!(matches!(error(&mail, &[("Mail", "Login")]), MappingError::MissingHeader { .. }));
}

#[test]
fn the_first_ten_headers_are_listed_unless_the_row_may_be_a_user() {
    let many = format!("First name,Last name,{}\n{ROW}", "x,".repeat(20));
    let MappingError::MissingHeader { headers, count, .. } = error(&many, &[("Mail", "Login")]) else {
        panic!("the header is missing")
    };
    // Less than a quarter of its cells name a column, so the row may be a user.
    assert_eq!((headers.len(), count), (0, 0));
    let many = format!("{}{}\n{ROW}", COLUMNS.join(","), ",x".repeat(20));
    let text = error(&many, &[("Mail", "Login")]).to_string();
    assert!(text.ends_with("“Active*” and 20 more"), "{text}");
    let user = "Ann,Lee,ann.lee,secretPassw0rd,Agent Role,Active,101,Sales,Standard,TRUE\nx,y,z\n";
    let text = error(user, &[("Mail", "Login")]);
    assert_eq!(text.to_string(), "the file has no header “Mail”");
    assert!(!format!("{text:?}").contains("secret"));
}

#[test]
fn errors_of_the_file_go_before_those_of_its_mapping() {
    let header = COLUMNS.join(",");
    assert_eq!(codes("users.exe", &format!("{header}\n{ROW}")), [Code::FileTypeInvalid]);
    assert_eq!(codes("users.csv", ROW), [Code::TemplateNoHeader]);
    assert_eq!(codes("users.csv", &format!("{}\n", COLUMNS.join("#"))), [Code::TemplateDelimiter]);
    assert_eq!(codes("users.csv", &format!("First name,\"Last\n{ROW}")), [Code::RowQuoting]);
    assert_eq!(codes("users.csv", "\n,,\n"), [Code::NoEntries]);
    assert_eq!(codes("users.csv", &header), [Code::NoEntries]);
}

#[test]
fn validate_asks_no_directory_about_a_file_that_its_mapping_does_not_fit() {
    let upload = Upload::new("users.csv", format!("{}\n{ROW}", COLUMNS.join(",")));
    let upload = upload.with_mapping(mapping(&[("Mail", "Login")]));
    let office = office();
    let error = validate(&Template::default(), upload, &office.as_uploader("alice").unwrap()).unwrap_err();
    assert!(matches!(error, ValidateError::Mapping(MappingError::MissingHeader { .. })));
}

#[test]
fn a_repeated_header_is_no_entry_also_after_an_error_of_the_header() {
    let header = COLUMNS.join(",").replace("Active*", "Notes");
    let upload = Upload::new("users.csv", format!("{header}\n{ROW}{}\n{ROW}", header.to_uppercase()));
    let report = check(&Template::default(), upload).resolve(Answers::default()).unwrap();
    assert_eq!((report.error(0).unwrap().code(), report.users()), (Code::TemplateMissingColumn, 2));
    let notices: Vec<_> =
        report.notices().map(|notice| (notice.code(), notice.row(), notice.line())).collect();
    assert_eq!(
        notices,
        [(NoticeCode::ColumnIgnored, None, None), (NoticeCode::HeaderRepeated, Some(3), Some(3))]
    );
}

/// The code, row, column and value of an error.
type Error = (Code, u32, Option<String>, Option<String>);

/// What a report says about the rows, which stand so many rows lower than in another file.
fn found(report: &Report, lower: u32) -> (u32, u32, Vec<Error>) {
    let errors = report.errors().map(|error| {
        let column = error.column().map(str::to_owned);
        (error.code(), error.row().unwrap() - lower, column, error.value().map(str::to_owned))
    });
    (report.users(), report.valid(), errors.collect())
}

proptest! {
    #[test]
    fn a_mapped_file_checks_like_one_with_the_names_of_the_columns(
        table in tables(),
        names in prop::collection::vec("[a-z]{4}[=*é]", 10),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
    ) {
        // A number makes the names distinct.
        let names: Vec<_> = names.iter().enumerate().map(|(index, name)| format!("{index}{name}")).collect();
        let dialect = Dialect { delimiter, ..Dialect::default() };
        let file = String::from_utf8(dialect.write(&table)).unwrap();
        let mut other = file.clone();
        for (name, column) in names.iter().zip(COLUMNS) {
            other = other.replacen(column, name, 1);
        }
        let pairs = names.iter().zip(COLUMNS);
        let pairs = pairs.map(|(name, column)| Mapping::parse_pair(&format!("{name}={column}"), &Template::default()));
        let mapping: Mapping = pairs.collect::<Result<_, _>>().unwrap();
        let office = office();
        let uploader = office.as_uploader("alice").unwrap();
        let report = |upload| validate(&Template::default(), upload, &uploader).unwrap();
        let mapped = report(Upload::new("users.csv", other).with_mapping(mapping));
        prop_assert_eq!(found(&report(Upload::new("users.csv", file)), 0), found(&mapped, 0));
    }

    #[test]
    fn short_rows_above_the_header_change_nothing_but_the_rows(
        table in tables(),
        titles in prop::collection::vec("(Users)?,?(2026)?", 1..20),
    ) {
        let file = String::from_utf8(Dialect::default().write(&table)).unwrap();
        let lower = titles.len() as u32;
        let office = office();
        let uploader = office.as_uploader("alice").unwrap();
        let report = |file| validate(&Template::default(), Upload::new("users.csv", file), &uploader).unwrap();
        let below = report(format!("{}\n{file}", titles.join("\n")));
        prop_assert_eq!(found(&report(file), 0), found(&below, lower));
        let is_passed_over = |title: &&String| !matches!(title.as_str(), "" | ",");
        let is_noted = below.notices().any(|notice| notice.code() == NoticeCode::RowsAboveHeader);
        prop_assert_eq!(is_noted, titles.iter().any(|title| is_passed_over(&title)));
    }
}
