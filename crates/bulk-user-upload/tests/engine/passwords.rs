//! Passwords must not appear in a report, a message, a `Debug` output, or a stored file (SPEC sections 7 and
//! 8).

use bulk_user_upload::import::{ImportMode, recheck, write_stored_rows_with_errors};
use bulk_user_upload::report::LeftOut;
use bulk_user_upload::{InMemoryDirectory, Passwords, Report};

use crate::support::report;

const CANARY: &str = "Secret123Q";

/// The columns of the product's template. The last column may be blank.
const COLUMNS: &str = "First name,Last name,Login,Password,Permission group,Web RTC,Primary team,Capacity plan,Active,Extension";

/// Asserts that the canary is in nothing that is shown or stored, and returns the report.
fn without_canary(file: &str) -> Report {
    assert!(file.contains(CANARY));
    let report = report(file);
    assert!(!report.is_ok(), "there is something to say");
    let json = report.to_json();
    assert!(!json.contains(CANARY), "{json}");
    let debug = format!("{report:?} {:?}", report.errors().collect::<Vec<_>>());
    assert!(!debug.contains(CANARY), "{debug}");
    let mut stored = Vec::new();
    report.write_rows_with_errors(&mut stored, Passwords::Blank).unwrap();
    let stored = String::from_utf8(stored).unwrap();
    assert!(!stored.contains(CANARY), "{stored}");
    report
}

#[test]
fn a_password_that_breaks_every_rule_is_not_shown() {
    let long = format!("{CANARY}{}", "x".repeat(130));
    without_canary(&format!("{COLUMNS}\nAnn,Lee,bob,{long},Vault Keeper,TRUE,Sales,,TRUE,\n"));
    without_canary(
        &format!("{COLUMNS}\nAnn,Lee,{CANARY}x,{CANARY},Nobody,TRUE,Sales,,TRUE,\n")
            .replace(&format!("{CANARY}x"), "x"),
    );
}

#[test]
fn a_password_that_an_unquoted_comma_moved_is_not_shown() {
    // One additional cell, then two.
    without_canary(&format!("{COLUMNS}\nLee, Jr.,Ann,ann,{CANARY},Agent Role,TRUE,Sales,,TRUE,7\n"));
    without_canary(&format!("{COLUMNS}\nAnn, Mary, X,Lee,ann,{CANARY},Agent Role,TRUE,Sales,,TRUE,\n"));
    // The additional cell is blank, so the row is validated as it is.
    let report =
        without_canary(&format!("{COLUMNS}\nLee, Jr.,Ann,ann,{CANARY},Agent Role,TRUE,Sales,,TRUE,\n"));
    let group = report.errors().find(|error| error.column() == Some("Permission group")).unwrap();
    assert_eq!((group.value(), group.suggestion()), (None, None));
    assert!(group.message().contains("it may be the password"), "{}", group.message());
}

#[test]
fn a_password_in_a_damaged_row_is_not_stored() {
    for row in [
        format!("Ann,Lee,ann,{CANARY},Age\"nt,TRUE,Sales,,TRUE,"),
        format!("Ann,Lee,\"ann\"x,{CANARY},Agent Role,TRUE,Sales,,TRUE,"),
        format!("Ann, Mary,Lee,ann,{CANARY},Age\"nt,TRUE,Sales,,TRUE,"),
        format!("Ann,Lee,ann,\"{CANARY},Agent Role,TRUE,Sales,,TRUE,"),
    ] {
        without_canary(&format!("{COLUMNS}\n{row}\n"));
    }
}

#[test]
fn a_password_where_the_header_should_be_is_not_shown() {
    let row = |password: &str, team: &str| format!("Ann,Lee,ann,{password},Agent Role,TRUE,{team},,TRUE,7\n");
    without_canary(&row(CANARY, "Sales"));
    // One of the user's cells is the name of a column.
    without_canary(&row(CANARY, "Active"));
    // It is a name that such a column has in other products.
    without_canary(&row(CANARY, "Role"));
    // The password is nearly the name of a column.
    let report = report(row("Password1", "Sales"));
    assert!(!report.to_json().contains("Password1"), "{}", report.to_json());
    let report = crate::support::report("Ann,Password1,Agent Role,Sales,Active\n");
    assert!(!report.to_json().contains("Password1"), "{}", report.to_json());
}

#[test]
fn a_header_with_a_mistake_or_many_columns_of_its_own_is_shown() {
    let report = report("Login,Extention\nann,1\n");
    assert!(report.to_json().contains(r#"{"column":"Extention","cell":"B1"}"#));
    let more = (0..60).map(|number| format!("Field {number}")).collect::<Vec<_>>().join(",");
    let report = crate::support::report(format!(
        "{COLUMNS},{more}\nAnn,Lee,ann,Passw0rdX,Agent Role,TRUE,Sales,,TRUE,\n"
    ));
    assert!(report.to_json().contains(r#"{"column":"Field 59","#));
}

#[test]
fn kept_passwords_are_as_typed() {
    let report = report(format!("{COLUMNS}\nAnn,Lee,bob, {CANARY} ,Agent Role,TRUE,Sales,,TRUE,\n"));
    let mut file = Vec::new();
    report.write_rows_with_errors(&mut file, Passwords::Keep).unwrap();
    assert!(String::from_utf8(file).unwrap().contains(&format!("\" {CANARY} \"")));
}

/// A live report may quote the cells of the file to a reader who has the file. What is stored must not quote
/// the password, wherever it has moved.
#[test]
fn cells_that_the_password_may_have_moved_to_are_not_stored() {
    for rows in [
        // A cell is missing, or the delimiter before a cell.
        format!("Ann,bea,{CANARY},Agent Role,TRUE,Sales,,TRUE,\n"),
        format!("Ann,Lee bob,{CANARY},Agent Role,TRUE,Sales,,TRUE\n"),
        // Another delimiter; a whole row in quotes, as it is pasted.
        format!("Ann;Lee;cat;{CANARY};Agent Role;TRUE;Sales;;TRUE;\n"),
        format!("\"Ann,Lee,eve,{CANARY},Agent Role,TRUE,Sales,,TRUE,\"\n"),
        // A cell that contains the row before it.
        format!("\"Ann,Lee,eve,{CANARY},Agent Role\nBob\",Lee,bob,x,Agent Role,TRUE,Sales,,TRUE,\n"),
        // One additional cell, and the last cell is missing.
        format!("Lee, Jr.,Ann, Mary,ann,{CANARY},Agent Role,TRUE,Sales,,TRUE\n"),
    ] {
        let plan = report(format!("{COLUMNS}\n{rows}")).into_plan(ImportMode::PartialSuccess).unwrap();
        let rows_with_errors: Vec<_> = plan.rows_with_errors().collect();
        assert_eq!(rows_with_errors.len(), plan.report().rows_with_errors() as usize, "{rows}");
        let mut stored = Vec::new();
        write_stored_rows_with_errors(&plan.file(), &rows_with_errors, &mut stored).unwrap();
        let stored = String::from_utf8(stored).unwrap();
        assert!(!stored.contains(CANARY) && stored.contains("left out of this file"), "{stored}");
        let json = serde_json::to_string(&(rows_with_errors, plan.file(), plan.file_errors())).unwrap();
        assert!(!json.contains(CANARY), "{json}");
    }
}

#[test]
fn columns_that_the_template_does_not_have_are_not_stored() {
    let file =
        format!("Confirm password,{COLUMNS}\n{CANARY},Ann,Lee,ann,{CANARY},Nobody,TRUE,Sales,,TRUE,\n");
    let plan = report(file).into_plan(ImportMode::PartialSuccess).unwrap();
    assert_eq!(plan.file().columns, COLUMNS.split(',').collect::<Vec<_>>());
    let row = plan.rows_with_errors().next().unwrap();
    assert_eq!((row.cells.len(), row.login.as_deref(), row.left_out), (10, Some("ann"), LeftOut::Password));
    assert!(!serde_json::to_string(&row).unwrap().contains(CANARY));
}

/// The row is valid, but has a blank cell too many. So its login may be the password.
#[test]
fn an_error_at_creation_shows_no_cell_into_which_the_password_may_have_slipped() {
    let columns =
        "First name,Last name,Password,Login,Permission group,Web RTC,Primary team,Active,Capacity plan";
    let file = format!("{columns}\nAnn,Lee,Passw0rdX,{CANARY},Agent Role,TRUE,Sales,TRUE,,\n");
    let report = report(file);
    let user = report.new_users().next().unwrap();
    assert!(!format!("{user:?}").contains(CANARY));
    let taken = InMemoryDirectory::from_json(&format!(
        r#"{{"users": [{{"login": "alice", "permission_group": "Admin", "teams": ["Sales"]}}, {{"login": "{CANARY}"}}],
            "permission_groups": [{{"name": "Admin", "level": 9}}, {{"name": "Agent Role"}}], "teams": [{{"name": "Sales"}}]}}"#
    ));
    let errors = recheck(&[user.planned()], &taken.unwrap().as_uploader("alice").unwrap()).unwrap();
    assert_eq!(errors[0][0].code.as_str(), "login-already-exists");
    let json = serde_json::to_string(&errors).unwrap();
    assert!(!json.contains(CANARY), "{json}");
}
