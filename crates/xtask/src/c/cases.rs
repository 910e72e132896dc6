//! The cases of `testdata/` for the C library: the report that Rust gives for each, and the answers of its
//! directory.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use bulk_user_upload::directory::{CapacityPlan, Login, PermissionGroup, PrimaryTeam};
use bulk_user_upload::{
    Answers, Checked, Encoding, InMemoryDirectory, PasswordPolicy, Template, Upload, check,
};
use testdata::Case;

/// The numbers of the header.
const DOES_NOT_EXIST: u32 = 1;
const INSUFFICIENT_ACCESS: u32 = 2;
const ASSIGNABLE: u32 = 3;
const NOT_A_MEMBER: u32 = 4;
const MEMBER: u32 = 5;
const EXISTS: u32 = 6;
const LOGIN_DOES_NOT_EXIST: u32 = 0;
const LOGIN_EXISTS: u32 = 1;
const LOGIN_INACTIVE: u32 = 2;

/// Writes the list of cases, and a report and answers for each, into a folder; gives the path of the list.
pub(crate) fn write(folder: &Path) -> Result<PathBuf, String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut list = String::new();
    for (number, case) in testdata::cases().iter().enumerate() {
        let path = |kind: &str| folder.join(format!("{number}.{kind}"));
        let (report, answers) = expected(case)?;
        let report = match report {
            Ok(report) => {
                save(&path("report"), &report)?;
                path("report").display().to_string()
            }
            Err(failure) => failure,
        };
        save(&path("answers"), &answers)?;
        let template = case.template_path().map_or("-".to_owned(), |path| path.display().to_string());
        let fields = [
            case.title(),
            case.upload_path().display().to_string(),
            case.upload_name().to_owned(),
            case.directory_path().display().to_string(),
            case.uploader.clone(),
            template,
            report,
            path("answers").display().to_string(),
            case.encoding.clone().unwrap_or_default(),
            mapping(case),
        ];
        let _ = writeln!(list, "{}", fields.join("\t"));
    }
    let path = folder.join("list");
    save(&path, &list)?;
    Ok(path)
}

/// The header and the column of each pair, each with a control character behind it that stands in neither.
fn mapping(case: &Case) -> String {
    case.mapping.iter().flat_map(|(header, column)| [header, "\x1E", column, "\x1F"]).collect()
}

fn save(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// The report in Rust, and the answers of the directory. Where the check cannot run, what is expected instead:
/// `!` and a part of the message, or `?` and what the caller stated wrongly.
fn expected(case: &Case) -> Result<(Result<String, String>, String), String> {
    if let Some(reason) = &case.cannot_run {
        return Ok((Err(format!("!{reason}")), String::new()));
    }
    if let Some(stated) = &case.fails {
        return Ok((Err(format!("?{stated}")), String::new()));
    }
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", case.title());
    let template = match case.template_path() {
        None => Template::default(),
        Some(path) => {
            let text = fs::read_to_string(&path).map_err(|error| failed(&error))?;
            let is_toml = path.extension().is_some_and(|extension| extension == "toml");
            let read = if is_toml { Template::from_toml } else { Template::from_json };
            read(&text).map_err(|error| failed(&error))?
        }
    };
    let directory = InMemoryDirectory::from_json(&case.directory_json()).map_err(|error| failed(&error))?;
    let uploader = directory.as_uploader(&case.uploader).map_err(|error| failed(&error))?;
    let encoding = case.encoding.as_deref().map(Encoding::from_label).transpose();
    let upload = Upload::new(case.upload_name(), case.bytes())
        .with_encoding(encoding.map_err(|error| failed(&error))?)
        .with_mapping(case.mapping.iter().collect());
    let checked = check(&template, upload);
    let answers = checked.questions().ask(&uploader).unwrap_or_else(|error| match error {});
    let lines = lines(&checked, &answers);
    let report = checked.resolve(answers).map_err(|error| failed(&error))?;
    Ok((Ok(report.to_json()), lines))
}

/// A line for each answer.
fn lines(checked: &Checked, answers: &Answers) -> String {
    let questions = checked.questions();
    let logins = questions.logins().iter().zip(&answers.logins);
    let groups = questions.permission_groups().iter().zip(&answers.permission_groups);
    let teams = questions.primary_teams().iter().zip(&answers.primary_teams);
    let plans = questions.capacity_plans().iter().zip(&answers.capacity_plans);
    let policy = answers.default_password_policy.as_deref();
    logins
        .map(|(name, login)| line('L', name.key(), login_answer(login), None, None))
        .chain(groups.map(|(name, answer)| match answer {
            PermissionGroup::DoesNotExist { suggestion, .. } => {
                line('G', name.key(), DOES_NOT_EXIST, suggestion.as_deref(), None)
            }
            PermissionGroup::InsufficientAccess => line('G', name.key(), INSUFFICIENT_ACCESS, None, None),
            PermissionGroup::Assignable { password_policy, .. } => {
                line('G', name.key(), ASSIGNABLE, None, password_policy.as_deref())
            }
            other => unreachable!("the callbacks of the tests have no {other:?}"),
        }))
        .chain(teams.map(|(name, answer)| match answer {
            PrimaryTeam::DoesNotExist { suggestion, .. } => {
                line('T', name.key(), DOES_NOT_EXIST, suggestion.as_deref(), None)
            }
            PrimaryTeam::NotAMember => line('T', name.key(), NOT_A_MEMBER, None, None),
            PrimaryTeam::Member => line('T', name.key(), MEMBER, None, None),
            other => unreachable!("the callbacks of the tests have no {other:?}"),
        }))
        .chain(plans.map(|(name, answer)| match answer {
            CapacityPlan::DoesNotExist { suggestion, .. } => {
                line('P', name.key(), DOES_NOT_EXIST, suggestion.as_deref(), None)
            }
            CapacityPlan::Exists => line('P', name.key(), EXISTS, None, None),
            other => unreachable!("the callbacks of the tests have no {other:?}"),
        }))
        .chain(policy.map(|policy| line('D', "", 0, None, Some(policy))))
        .collect()
}

fn login_answer(login: &Login) -> u32 {
    match login {
        Login::DoesNotExist => LOGIN_DOES_NOT_EXIST,
        Login::Exists(user) if user.inactive => LOGIN_INACTIVE,
        Login::Exists(_) => LOGIN_EXISTS,
    }
}

/// Kind, key, verdict, suggestion, policy.
fn line(
    kind: char,
    key: &str,
    verdict: u32,
    suggestion: Option<&str>,
    policy: Option<&PasswordPolicy>,
) -> String {
    let suggestion = suggestion.unwrap_or_default();
    let policy =
        policy.map(|policy| serde_json::to_string(policy).expect("rules have nothing that JSON has not"));
    format!("{kind}\t{key}\t{verdict}\t{suggestion}\t{}\n", policy.unwrap_or_default())
}
