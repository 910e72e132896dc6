//! What a spreadsheet or a wrong encoding did to a cell: what a template allows, and what people read.

use bulk_user_upload::problem::{DataTypeHint, Params};
use bulk_user_upload::template::Column;
use bulk_user_upload::{Answers, Code, Report, Template, Upload, check};

/// The report on a file whose logins are all free.
fn report(template: &Template, file: &str) -> Report {
    let checked = check(template, Upload::new("users.csv", file));
    let logins = vec![false; checked.questions().logins().len()];
    checked.resolve(Answers::default().logins(logins)).unwrap()
}

fn login_and(column: Column) -> Template {
    Template::builder().column(Column::login("Login")).column(column).build().unwrap()
}

#[test]
fn a_template_can_allow_what_looks_like_damage() {
    let strict = "[[columns]]\nname = 'Login'\nkind = 'login'\n";
    let allowing = format!("{strict}formulas = true\nscientific_numbers = true\nmixed_scripts = true\n");
    // The last login begins with a Cyrillic letter.
    let file = "Login\n=ann\n1.2E+05\n\u{430}nn\n";
    let hints: Vec<_> = report(&Template::from_toml(strict).unwrap(), file)
        .errors()
        .map(|error| match error.params() {
            Params::DataTypeMismatch(mismatch) => mismatch.hint.unwrap(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(hints, [DataTypeHint::Formula, DataTypeHint::ScientificNumber, DataTypeHint::MixedScripts]);

    let template = Template::from_toml(&allowing).unwrap();
    assert!(report(&template, file).is_ok());
    let written = serde_json::to_string(&template).unwrap();
    assert_eq!(Template::from_json(&written).unwrap(), template);
    let errors = report(&template, "Login\n#N/A\nJosÃ©\n");
    let codes: Vec<_> = errors.errors().map(|error| error.code()).collect();
    assert_eq!(codes, [Code::DataTypeMismatch, Code::TextGarbled], "nothing allows these");
}

#[test]
fn a_formula_is_refused_though_the_kind_would_take_it() {
    for column in [Column::text("Note"), Column::text("Note").pattern("=.*"), Column::email("Note")] {
        let file = "Login,Note\nann,=a@b.c\n";
        let refused = report(&login_and(column.clone()), file);
        let Params::DataTypeMismatch(mismatch) = refused.error(0).unwrap().params().clone() else { panic!() };
        assert_eq!(mismatch.hint, Some(DataTypeHint::Formula));
        assert!(report(&login_and(column.allow_formulas()), file).is_ok());
    }
}

#[test]
fn what_has_no_meaning_for_a_kind_cannot_be_allowed() {
    for column in [Column::boolean("A").allow_formulas(), Column::person_name("A").allow_scientific_numbers()]
    {
        let template = Template::builder().column(Column::login("Login")).column(column).build();
        assert!(template.unwrap_err().to_string().contains("which has no `"));
    }
}

#[test]
fn messages_say_what_it_looks_like() {
    let file = "Login,Note\n#REF!,1.2E+05\n=a\u{7},\u{FFFD}\n";
    let messages: Vec<_> =
        report(&login_and(Column::digits("Note")), file).errors().map(|error| error.message()).collect();
    assert_eq!(
        messages,
        [
            "Login is “#REF!”, which a spreadsheet shows in place of a value. Correct the formula or widen the column \
             in the spreadsheet, or type the value itself.",
            "Note is “1.2E+05”, and may have digits (0 to 9) only: a spreadsheet seems to have taken it for a number. \
             Format the column as Text, and type it again; its last digits are lost.",
            "Login “=a<U+0007>” contains an invisible character: U+0007, and begins with “=” like a formula. Type the \
             cell anew, without that.",
            "Note “\u{FFFD}” was damaged when a program read it in a wrong encoding. Type the cell again, or save the \
             original file as “CSV UTF-8”.",
        ]
    );
}

#[test]
fn notices_of_one_kind_are_read_once_with_their_values() {
    let template = Template::builder().column(Column::login("Login")).build().unwrap();
    let report = report(&template, "Login\n'01\n'02\n20-Mar\n");
    let messages: Vec<_> = report.notices().map(|notice| notice.message()).collect();
    assert!(messages[0].ends_with("It counts as a part of the login. Did you mean “01”?"), "{messages:?}");
    let [apostrophes, date] = &report.notice_groups()[..] else { panic!("{messages:?}") };
    assert_eq!(apostrophes.rows, [2, 3]);
    assert!(apostrophes.message.starts_with("Several cells of Login begin with an apostrophe"));
    let values: Vec<_> = apostrophes.values.iter().map(ToString::to_string).collect();
    assert_eq!(values, ["'01 (01?)", "'02 (02?)"]);
    assert!(date.message.starts_with("Login “20-Mar” looks like a date") && date.values.is_empty());
}

#[test]
fn a_cell_that_may_be_the_password_shows_nothing() {
    let template = Template::builder()
        .column(Column::login("Login"))
        .column(Column::password("Password").required())
        .column(Column::text("Note"))
        .build()
        .unwrap();
    // A row with a blank cell too many: the password may stand under Note.
    let file = "Login,Password,Note\nann,x,JosÃ©,\nbob,x,=s3cret,\n";
    for error in report(&template, file).errors().filter(|error| error.column() == Some("Note")) {
        assert_eq!((error.value(), error.suggestion()), (None, None), "{error:?}");
        assert!(!error.message().contains("s3cret"));
    }
    // A row with a cell too few: it may stand under Login.
    let report = report(&template, "Login,Password,Note\n'0123,x\n");
    let notice = report.notice(0).unwrap();
    assert_eq!((notice.value(), notice.suggestion()), (None, None));
    assert!(notice.message().starts_with("Login (not shown: it may be the password) begins with"));
}
