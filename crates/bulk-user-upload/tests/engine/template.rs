//! Templates as data: what is read, what is refused, and what is written.

use bulk_user_upload::policy::PolicyRules;
use bulk_user_upload::template::{Column, TemplateError};
use bulk_user_upload::{Answers, Code, PasswordPolicy, Template, Upload, check};

fn error(toml: &str) -> String {
    Template::from_toml(toml).unwrap_err().to_string()
}

const LOGIN: &str = "[[columns]]\nname = 'Login'\nkind = 'login'\n";

#[test]
fn the_products_template_is_that_of_the_specification() {
    let template = Template::default();
    let columns: Vec<_> = template
        .columns()
        .iter()
        .map(|column| (column.name(), column.is_required(), column.lengths().map(|lengths| *lengths.end())))
        .collect();
    assert_eq!(
        columns,
        [
            ("First name", true, Some(50)),
            ("Last name", true, Some(50)),
            ("Login", true, Some(40)),
            ("Password", true, Some(128)),
            ("Permission group", true, Some(100)),
            ("Web RTC", true, None),
            ("Extension", false, Some(10)),
            ("Primary team", true, Some(100)),
            ("Capacity plan", false, Some(100)),
            ("Active", true, None),
        ]
    );
    assert_eq!(
        template.csv(),
        "\u{FEFF}First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,Capacity plan,Active*\r\n"
    );
}

#[test]
fn json_and_toml_hold_a_whole_template() {
    let template = Template::builder()
        .max_bytes(5_000)
        .extensions(["CSV"])
        .password_policy(PasswordPolicy::preset("nist").unwrap())
        .column(Column::login("Login").alias("User").hint("Account").hint("Konto"))
        .column(Column::text("Cost centre").pattern("[A-Z]{2}").length(2, 2))
        .column(Column::choice("Contract", ["Full", "Part"]).required())
        .column(Column::digits("Badge").length(0, 6))
        .column(Column::person_name("Name"))
        .build()
        .unwrap();
    assert_is_read_back(&template);
    assert_is_read_back(&Template::default());
    let toml = toml::to_string(&template).unwrap();
    assert_eq!(Template::from_toml(&toml).unwrap(), template);
}

/// A template is written as JSON and TOML with all that it says.
fn assert_is_read_back(template: &Template) {
    assert_eq!(Template::from_json(&template.to_json()).unwrap(), *template);
    assert_eq!(Template::from_toml(&template.to_toml()).unwrap(), *template);
    assert_eq!(template.to_builder().build().unwrap(), *template);
}

#[test]
fn every_template_of_the_test_data_is_read_back() {
    let folder = testdata::folder().join("templates");
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        assert_is_read_back(&Template::from_toml(&text).unwrap());
        count += 1;
    }
    assert!(count >= 13, "only {count} templates were found");
}

#[test]
fn a_template_without_a_policy_is_read_back_without_one() {
    // The preset `default` wants 8 characters, but the directory may have another default policy.
    let short =
        Template::builder().column(Column::login("Login")).column(Column::password("PIN").length(4, 4));
    let short = short.build().unwrap();
    assert!(!short.to_toml().contains("password_policy"));
    assert_is_read_back(&short);
}

#[test]
fn the_largest_numbers_are_read_back() {
    let template = Template::builder().column(Column::login("Login").length(1, usize::MAX));
    let policy =
        PasswordPolicy::new(PolicyRules { max_length: Some(usize::MAX), ..PolicyRules::default() }).unwrap();
    assert_is_read_back(&template.password_policy(policy).max_bytes(512 * 1024 * 1024).build().unwrap());
}

#[test]
fn toml_is_wrapped_to_be_read() {
    let toml = Template::default().to_toml();
    assert!(
        toml.starts_with("max_bytes = 102400\nextensions = [\"csv\", \"txt\"]\n\n[password_policy]\n"),
        "{toml}"
    );
    assert!(toml.contains("\n\n[[columns]]\nname = \"Extension\"\nkind = \"digits\"\n"), "{toml}");
    let longest = toml.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(longest <= 100, "{longest}: {toml}");
}

#[test]
fn a_template_has_the_hints_that_it_names() {
    let template = Template::default();
    let hints = template.columns()[2].hints();
    assert!(
        ["Username", "Benutzername", "sAMAccountName"].iter().all(|hint| hints.contains(&(*hint).to_owned()))
    );
    let own = Template::from_toml(LOGIN).unwrap();
    assert!(own.columns()[0].hints().is_empty());
    assert!(!toml::to_string(&own).unwrap().contains("hints"));
    let hinted = Template::from_toml(&format!("{LOGIN}hints = ['Konto', 'User ID']")).unwrap();
    assert_eq!(hinted.columns()[0].hints(), ["Konto", "User ID"]);
    // A name of one column may be a hint of another: the name decides.
    let both = format!("{LOGIN}hints = ['Konto']\n[[columns]]\nname = 'Konto'\nkind = 'text'");
    let checked = check(&Template::from_toml(&both).unwrap(), Upload::new("a.csv", "Login,Konto\nann,x\n"));
    assert_eq!(checked.resolve(Answers::default().logins(vec![false])).unwrap().error_count(), 0);
}

#[test]
fn an_untouched_template_has_no_entries() {
    for template in [
        Template::default(),
        Template::from_toml(LOGIN).unwrap(),
        Template::builder().column(Column::login("sep=")).build().unwrap(),
        Template::builder().column(Column::login("#TYPE x")).build().unwrap(),
        Template::builder()
            .column(Column::login("Log,in"))
            .column(Column::digits("=1+1"))
            .column(Column::digits("sep"))
            .column(Column::text("a \"b\"").required())
            .build()
            .unwrap(),
    ] {
        let report = check(&template, Upload::new("template.csv", template.csv()))
            .resolve(Answers::default())
            .unwrap();
        let codes: Vec<_> = report.errors().map(|error| error.code()).collect();
        assert_eq!(codes, [Code::NoEntries], "{}", template.csv());
        assert_eq!(report.notice_count(), 0);
    }
}

#[test]
fn a_template_that_contradicts_itself_is_refused() {
    assert_eq!(Template::builder().build().unwrap_err(), TemplateError::NoLogin);
    let with = |more: &str| error(&format!("{LOGIN}[[columns]]\n{more}"));
    for (more, message) in [
        ("name = 'Log-in'\nkind = 'text'", "`Login` and `Log-in` are the same name to a header"),
        ("name = 'A*'\nkind = 'text'", "the column name `A*` ends in `*`"),
        ("name = 'A＊'\nkind = 'text'", "ends in `*`"),
        ("name = 'A'\nkind = 'text'\naliases = ['LOGIN']", "`Login` and `LOGIN` are the same name"),
        ("name = 'Account'\nkind = 'login'", "`Login` and `Account` are both of the kind `login`"),
        ("name = ' *'\nkind = 'text'", "no character that counts"),
        ("name = 'A\\nB'\nkind = 'text'", "column name `A\\nB` has"),
        ("name = 'A (b)'\nkind = 'text'\naliases = ['A']", "`A (b)` and `A` are the same name"),
        ("name = '(A)'\nkind = 'text'", "no character that counts"),
        ("name = 'A'\nkind = 'text'\nhints = ['-*']", "the hint `-*` has no letter or digit"),
        ("name = 'errors'\nkind = 'text'", "the column name `errors` is taken"),
        ("name = 'A'\nkind = 'text'\nmin = 5\nmax = 4", "min is 5 and max is 4"),
        ("name = 'A'\nkind = 'digits'\nmin = 0\nmax = 0", "min is 0 and max is 0"),
        (
            "name = 'A'\nkind = 'text'\npattern = '('",
            "the pattern of the column `A` is not a regular expression",
        ),
        ("name = 'A'\nkind = 'text'\npattern = ')('", "is not a regular expression"),
        ("name = 'A'\nkind = 'choice'", "there is none"),
        ("name = 'A'\nkind = 'choice'\nchoices = ['x', 'X']", "`x` and `X` compare the same"),
        ("name = 'A'\nkind = 'choice'\nchoices = [' ']", "one is blank"),
        ("name = 'A'\nkind = 'boolean'\nmax = 4", "of the kind `boolean`, which has no `max`"),
        ("name = 'A'\nkind = 'digits'\npattern = '1'", "of the kind `digits`, which has no `pattern`"),
        ("name = 'A'\nkind = 'digits'\nformulas = true", "of the kind `digits`, which has no `formulas`"),
        (
            "name = 'A'\nkind = 'text'\nmixed_scripts = true",
            "of the kind `text`, which has no `mixed_scripts`",
        ),
        ("name = 'A'\nkind = 'txt'", "line 6 column 8"),
        ("name = 'A'\nkind = 'text'\nmaximum = 3", "unknown field `maximum`"),
    ] {
        let error = with(&more.replace("'A\\nB'", "\"A\\nB\""));
        assert!(error.replace('\n', "\\n").contains(message), "{more}: {error}");
    }
    for (first, message) in [
        ("max_bytes = 0\n", "max_bytes is 0"),
        ("max_bytes = 536870913\n", "max_bytes is 536870913"),
        ("extensions = []\n", "not a file extension"),
        ("extensions = ['.csv']\n", "`.csv` is not a file extension"),
        ("password_policy = 'lax'\n", "`lax` is not a password policy"),
        ("password_policy = {length = 9, maxLength = 8}\n", "length 9 is above maxLength 8"),
        ("password_policy = {lenght = 9}\n", "unknown field `lenght`"),
        (
            "password_policy = {denylist = 'x'}\n",
            "true (the common passwords), false, or a list of passwords",
        ),
        ("password_policy = 7\n", "the name of a password policy, or its rules"),
    ] {
        let error = error(&format!("{first}{LOGIN}"));
        assert!(error.contains(message), "{first}: {error}");
    }
    assert!(
        error("[[columns]]\nname = 'L'\nkind = 'login'\nrequired = false").contains("`L` must be required")
    );
}

#[test]
fn a_policy_that_no_password_can_meet_is_refused() {
    let refused = |rules: PolicyRules| PasswordPolicy::new(rules).unwrap_err().to_string();
    let none = PolicyRules::default();
    assert!(
        refused(PolicyRules { length: 9, max_length: Some(8), ..none.clone() }).contains("above maxLength 8")
    );
    assert!(
        refused(PolicyRules { digits: 5, upper_case: 4, max_length: Some(8), ..none.clone() })
            .contains("9 characters")
    );
    assert!(refused(PolicyRules { min_character_classes: 5, ..none.clone() }).contains("4 classes"));
    assert!(
        refused(PolicyRules { regex_patterns: vec!["(".to_owned()], ..none })
            .contains("`(` in regexPatterns")
    );
}
