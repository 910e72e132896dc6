//! What a directory may tell (SPEC section 6): whose login it is, and that a cell has several names.

use std::convert::Infallible;

use bulk_user_upload::directory::{CapacityPlan, ExistingUser, Login, Name, PermissionGroup, PrimaryTeam};
use bulk_user_upload::import::recheck;
use bulk_user_upload::{Answers, NewUser, Report, Template, Upload, UserDirectory, check, validate};
use serde_json::{Value, json};

const COLUMNS: &str =
    "First name,Last name,Login,Password,Permission group,Web RTC,Primary team,Capacity plan,Active";

/// A directory that gives one answer about every login, and knows these teams and plans.
struct Directory {
    login: Login,
    names: Vec<&'static str>,
}

impl Directory {
    fn free() -> Self {
        Self { login: Login::DoesNotExist, names: vec!["Sales"] }
    }

    fn exists(user: ExistingUser) -> Self {
        Self { login: user.into(), ..Self::free() }
    }

    fn knows(&self, name: &Name<'_>) -> bool {
        self.names.iter().any(|known| bulk_user_upload::fold(known) == name.key())
    }
}

impl UserDirectory for Directory {
    type Error = Infallible;

    fn existing_logins(&self, logins: &[Name<'_>]) -> Result<Vec<Login>, Infallible> {
        Ok(vec![self.login.clone(); logins.len()])
    }

    fn permission_groups(&self, groups: &[Name<'_>]) -> Result<Vec<PermissionGroup>, Infallible> {
        Ok(vec![PermissionGroup::assignable(None); groups.len()])
    }

    fn primary_teams(&self, teams: &[Name<'_>]) -> Result<Vec<PrimaryTeam>, Infallible> {
        let unknown = || PrimaryTeam::does_not_exist(Some("Near miss".to_owned()));
        Ok(teams.iter().map(|team| if self.knows(team) { PrimaryTeam::Member } else { unknown() }).collect())
    }

    fn capacity_plans(&self, plans: &[Name<'_>]) -> Result<Vec<CapacityPlan>, Infallible> {
        let unknown = || CapacityPlan::does_not_exist(Some("Near miss".to_owned()));
        Ok(plans.iter().map(|plan| if self.knows(plan) { CapacityPlan::Exists } else { unknown() }).collect())
    }
}

fn report(directory: &Directory, file: &str) -> Report {
    validate(&Template::default(), Upload::new("users.csv", file), directory).unwrap()
}

fn ann_lee(team: &str, plan: &str) -> String {
    format!("{COLUMNS}\nAnn,LEE,ann,Passw0rdX,Agent Role,TRUE,{team},{plan},TRUE\n")
}

/// What is said of a file by its report, and the same at creation: code, value, params and suggestion.
fn said(directory: &Directory, file: &str) -> Vec<Value> {
    let report = serde_json::to_value(report(directory, file)).unwrap();
    let live = report["errors"].as_array().unwrap().clone();
    let checked = self::report(&free_of_errors(directory), file);
    let users: Vec<_> = checked.new_users().map(NewUser::planned).collect();
    // A user is read from a store in between.
    let users = serde_json::from_str::<Vec<_>>(&serde_json::to_string(&users).unwrap()).unwrap();
    let again = serde_json::to_value(recheck(&users, directory).unwrap().concat()).unwrap();
    assert_eq!(json!(live), again, "the check at creation says what the report says");
    live
}

/// A directory in which the users of the tests can be created.
fn free_of_errors(directory: &Directory) -> Directory {
    let unknown = ["Sales, Support", "Sales;Support", "Sales|Night Shift", "Gold;Silver"];
    Directory { login: Login::DoesNotExist, names: [&directory.names[..], &unknown].concat() }
}

#[test]
fn the_message_says_whose_login_it_is() {
    let names = [("First name", "ann"), ("Last name", "Lee")];
    for (user, params, message) in [
        (ExistingUser::new(), json!({}), "The login “ann” already exists. "),
        (
            ExistingUser::new().inactive(),
            json!({"inactive": true}),
            "The login “ann” already exists: it belongs to an inactive user. ",
        ),
        (
            ExistingUser::new().names(names),
            json!({"same_name": true}),
            "The login “ann” already exists: it belongs to a user with the same first and last name. ",
        ),
        (
            ExistingUser::new().inactive().names(names),
            json!({"inactive": true, "same_name": true}),
            "The login “ann” already exists: it belongs to an inactive user with the same first and last name. ",
        ),
        (
            ExistingUser::new().names([("First name", "Ann"), ("Last name", "Hill")]),
            json!({}),
            "The login “ann” already exists. ",
        ),
        (ExistingUser::new().names([("Last name", "Lee")]), json!({}), "The login “ann” already exists. "),
    ] {
        let said = said(&Directory::exists(user.clone()), &ann_lee("Sales", ""));
        assert_eq!(said[0]["code"], "login-already-exists");
        assert_eq!(said[0]["params"], params, "{user:?}");
        assert!(said[0]["message"].as_str().unwrap().starts_with(message), "{user:?}: {}", said[0]);
    }
}

/// The first login is too long, so the directory is not asked about it.
#[test]
fn an_answer_belongs_to_the_login_that_was_asked_about() {
    let file = format!("Login\n{}\nann\nbob\n", "x".repeat(41));
    let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'\nmax = 40").unwrap();
    let checked = check(&template, Upload::new("users.csv", file));
    let answers = Answers::default().logins([Login::DoesNotExist, ExistingUser::new().inactive().into()]);
    let report = checked.resolve(answers).unwrap();
    let errors: Vec<_> = report.errors().map(|error| (error.row(), error.code().as_str())).collect();
    assert_eq!(errors, [(Some(2), "field-length"), (Some(4), "login-already-exists")]);
    assert_eq!(serde_json::to_value(report.error(1).unwrap().params()).unwrap(), json!({"inactive": true}));
}

#[test]
fn the_names_of_a_user_are_shown_nowhere() {
    let user = ExistingUser::new().names([("First name", "Canary"), ("Last name", "Zq7Wx")]);
    let report = report(&Directory::exists(user), &ann_lee("Sales", ""));
    let shown = format!("{report:?}{}{:?}", report.to_json(), report.errors().collect::<Vec<_>>());
    assert!(!shown.contains("Canary") && !shown.contains("Zq7Wx"), "{shown}");
}

/// The rows have a blank cell too many, so the password may be in the cell after its own.
#[test]
fn names_are_not_compared_with_a_cell_that_may_be_the_password() {
    let user = ExistingUser::new().inactive().names([("First name", "Ann"), ("Last name", "Lee")]);
    let directory = Directory::exists(user);
    for (columns, row) in [
        (
            "Login,Password,First name,Last name,Permission group,Web RTC,Primary team,Active",
            "ann,Passw0rdX,Ann,Lee,Agent Role,TRUE,Sales,TRUE",
        ),
        (
            "First name,Last name,Password,Login,Permission group,Web RTC,Primary team,Active",
            "Ann,Lee,Passw0rdX,ann,Agent Role,TRUE,Sales,TRUE",
        ),
    ] {
        assert_eq!(said(&directory, &format!("{columns}\n{row}\n"))[0]["params"]["same_name"], true);
        let slipped = said(&directory, &format!("{columns}\n{row},\n"));
        assert_eq!(slipped[0]["params"], json!({"inactive": true}), "{columns}");
    }
}

#[test]
fn several_names_are_said_to_be_several() {
    let directory = Directory { names: vec!["Sales", "Support", "Gold", "Silver"], ..Directory::free() };
    let said = said(&directory, &ann_lee("\"Sales, Support\"", "Gold;Silver"));
    for (error, value, message) in [
        (
            &said[0],
            "Sales, Support",
            "The team “Sales, Support” does not exist: these are several teams, and a user has one primary team. ",
        ),
        (
            &said[1],
            "Gold;Silver",
            "The capacity plan “Gold;Silver” does not exist: these are several plans, and a user has one ",
        ),
    ] {
        assert_eq!(error["value"], value);
        assert_eq!((&error["params"], &error["suggestion"]), (&json!({"several": true}), &Value::Null));
        assert!(error["message"].as_str().unwrap().starts_with(message), "{error}");
    }
}

#[test]
fn a_part_that_may_not_be_assigned_leaves_an_unknown_name() {
    let directory = Directory { names: vec!["Sales", "Gold"], ..Directory::free() };
    for error in said(&directory, &ann_lee("Sales|Night Shift", "Gold;Silver")) {
        assert_eq!((&error["params"], &error["suggestion"]), (&json!({}), &json!("Near miss")));
    }
}

#[test]
fn a_name_with_a_comma_that_exists_is_one_name() {
    let directory = Directory { names: vec!["Sales, Support", "Sales", "Support"], ..Directory::free() };
    assert_eq!(said(&directory, &ann_lee("\"Sales, Support\"", "")), [] as [Value; 0]);
}

#[test]
fn a_cell_that_may_be_the_password_is_not_said_to_be_several_names() {
    let directory = Directory { names: vec!["Sales", "Support"], ..Directory::free() };
    let file = "First name,Last name,Login,Permission group,Web RTC,Password,Primary team,Active\n\
                Ann,Lee,ann,Agent Role,TRUE,Passw0rdX,Sales;Support,TRUE,\n";
    let error = &said(&directory, file)[0];
    assert_eq!((&error["value"], &error["params"]), (&Value::Null, &json!({})));
}

#[test]
fn the_parts_of_a_name_are_asked_about_with_it_once() {
    let file = format!(
        "{}Bob,Hill,bob,Passw0rdX,A;B,TRUE,support|SALES;,,TRUE\nEve,Hill,eve,Passw0rdX,A;B,TRUE,North; sales,,TRUE\n",
        ann_lee("\"Sales, Support\"", "\"say \"\"x\"\"|Gold\"")
    );
    let checked = check(&Template::default(), Upload::new("users.csv", file));
    let questions = checked.questions();
    let values = |names: &[Name<'_>]| names.iter().map(|name| name.value().to_owned()).collect::<Vec<_>>();
    assert_eq!(
        values(questions.primary_teams()),
        ["Sales, Support", "Sales", "Support", "support|SALES;", "North; sales", "North"]
    );
    assert_eq!(values(questions.capacity_plans()), ["say \"x\"|Gold", "say \"x\"", "Gold"]);
    assert_eq!(values(questions.permission_groups()), ["Agent Role", "A;B"]);
    assert_eq!(questions.primary_teams()[2].key(), "support");
}
