//! Messages in English, rendered from code and params: one sentence of what is wrong with what, one of what to do.

use std::fmt::Write;

use super::{Code, Expected, FileType, Params, Problem, QuotingReason, SpreadsheetHint};
use crate::characters::is_invisible;
use crate::policy::{Rule, Unmet};
use crate::template::NameCharacters;

/// How much of a cell a message quotes, in characters; the report has all of it.
const MAX_QUOTED: usize = 60;

/// A text of the file in quotation marks: shortened, and with the characters that nobody can see, or that a terminal
/// would obey, written as code points.
///
/// # Example
///
/// ```
/// assert_eq!(bulk_user_upload::quoted("bob\u{7}"), "“bob<U+0007>”");
/// ```
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("“");
    for (index, character) in text.chars().enumerate() {
        if index == MAX_QUOTED {
            quoted.push('…');
            break;
        }
        if is_invisible(character) {
            let _ = write!(quoted, "<U+{:04X}>", u32::from(character));
        } else {
            quoted.push(character);
        }
    }
    quoted.push('”');
    quoted
}

fn listed(words: impl IntoIterator<Item = String>) -> String {
    let words: Vec<_> = words.into_iter().collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn rows_listed(rows: &[u32], count: u32) -> String {
    let word = if count == 1 { "row" } else { "rows" };
    let shown = listed(rows.iter().map(u32::to_string));
    match count - rows.len() as u32 {
        0 => format!("{word} {shown}"),
        more => format!("{word} {shown} and {more} more"),
    }
}

fn characters(count: usize) -> String {
    if count == 1 { "1 character".to_owned() } else { format!("{count} characters") }
}

pub(super) fn what(problem: &Problem<'_>) -> String {
    let column = problem.column().unwrap_or_default();
    let value = problem.value().map_or_else(|| "(not shown: it may be the password)".to_owned(), quoted);
    match (problem.code(), &*problem.params) {
        (Code::FileTypeInvalid, Params::FileType(file_type)) => what_file_type(file_type),
        (Code::FileSizeExceedsLimit, Params::Limit { limit }) => {
            format!("The file is larger than the limit of {}.", bytes(*limit))
        }
        (Code::NoEntries, _) => "The file contains no data rows.".to_owned(),
        (Code::DataTypeMismatch, Params::Expected(expected)) => what_expected(column, &value, expected),
        (Code::FieldEmpty, _) => format!("{column} is empty."),
        (Code::FieldLength, Params::Length { min, max, actual }) => {
            let wrong = if actual < min { "too short" } else { "too long" };
            let bounds = match (min, max) {
                (0 | 1, max) => format!("at most {max}"),
                (min, max) if min == max => format!("exactly {min}"),
                (min, max) => format!("{min} to {max}"),
            };
            format!("{column} is {wrong}: it has {}, and may have {bounds}.", characters(*actual))
        }
        (Code::NameInvalidCharacters, Params::Characters { characters, .. }) => {
            let shown = listed(characters.iter().map(|character| quoted(&character.to_string())));
            format!("{column} {value} contains {shown}, which a name cannot have.")
        }
        (Code::LoginDuplicateInFile, Params::OtherRows { rows, count }) => {
            format!("The login {value} is also in {} of the upload.", rows_listed(rows, *count))
        }
        (Code::LoginAlreadyExists, _) => format!("The login {value} already exists."),
        (Code::PermissionGroupDoesNotExist, _) => format!("The permission group {value} does not exist."),
        (Code::PermissionGroupInsufficientAccess, _) => {
            format!("The permission group {value} is at a higher level than your own.")
        }
        (Code::PasswordPolicyComplexityNotMet, Params::Unmet { unmet }) => {
            format!(
                "The password does not meet the password policy: it needs {}.",
                listed(unmet.iter().map(needs))
            )
        }
        (Code::PrimaryTeamDoesNotExist, _) => format!("The team {value} does not exist."),
        (Code::PrimaryTeamNotAMember, _) => format!("You are not a member of the team {value}."),
        (Code::CapacityPlanDoesNotExist, _) => format!("The capacity plan {value} does not exist."),
        (Code::TemplateMissingColumn, Params::MissingColumn { column }) => {
            format!("The header has no column {}, which is required.", quoted(column))
        }
        (Code::TemplateUnknownColumn, Params::UnknownColumn { column: None, cell }) => {
            format!("The column under {cell} is none of the template's, but is nearly one.")
        }
        (Code::TemplateUnknownColumn, Params::UnknownColumn { column: Some(column), cell }) => {
            format!("The column {} ({cell}) is none of the template's, but is nearly one.", quoted(column))
        }
        (Code::TemplateDuplicateColumn, Params::DuplicateColumn { column, cells, count }) => {
            let more = match count - cells.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("The header has the column {} {count} times: {}{more}.", quoted(column), cells.join(", "))
        }
        (Code::RowFieldCount, Params::FieldCount { expected, actual }) => {
            format!("The row has {actual} cells, and the header has {expected}.")
        }
        (Code::RowQuoting, Params::Quoting { reason, cell }) => what_quoting(*reason, cell),
        (Code::CreationFailed, Params::Refused { reason }) => {
            format!("The directory refused to create the user: {reason}.")
        }
        (code, _) => code.description().to_owned(),
    }
}

pub(super) fn help(problem: &Problem<'_>) -> String {
    if let (Some(suggestion), level) = (&problem.suggestion, problem.code().level().as_str()) {
        let where_to = if level == "file" { "Name the column" } else { "Did you mean" };
        let end = if level == "file" { "." } else { "?" };
        return format!("{where_to} {}{end}", quoted(suggestion));
    }
    match (problem.code(), &*problem.params) {
        (Code::FileTypeInvalid, Params::FileType(file_type)) => help_file_type(file_type),
        (Code::DataTypeMismatch, Params::Expected(expected)) => help_expected(expected),
        (Code::NameInvalidCharacters, Params::Characters { allowed, .. }) => help_characters(allowed),
        (Code::FieldLength, Params::Length { min, actual, .. }) if actual < min => "Lengthen it.".to_owned(),
        (Code::PermissionGroupInsufficientAccess, _) => {
            "Choose a group at or below your own level, or ask somebody of a higher level to upload this row."
                .to_owned()
        }
        (Code::TemplateMissingColumn, _) => "Add it, or start from the import template.".to_owned(),
        (code, _) => standing_help(code).to_owned(),
    }
}

/// What to do about a code where that does not depend on the particulars.
fn standing_help(code: Code) -> &'static str {
    match code {
        Code::FileTypeInvalid => "Save it as CSV and upload that.",
        Code::FileSizeExceedsLimit => {
            "Split it into smaller files, each with the header, and upload them one by one."
        }
        Code::NoEntries => "Fill in at least one row below the header.",
        Code::DataTypeMismatch => "Correct the cell.",
        Code::FieldEmpty => "Fill it in: the column is required.",
        Code::FieldLength => "Shorten it.",
        Code::NameInvalidCharacters => "Remove or replace the characters.",
        Code::LoginDuplicateInFile => {
            "Give each user a login of their own, or delete the rows that repeat one."
        }
        Code::LoginAlreadyExists => "Choose another login, or delete the row if the user is there already.",
        Code::PermissionGroupDoesNotExist => "Enter the name of a permission group that exists.",
        Code::PermissionGroupInsufficientAccess => "Choose a group at or below your own level.",
        Code::PasswordPolicyComplexityNotMet => "Choose another password.",
        Code::PrimaryTeamDoesNotExist => "Enter the name of a team that exists.",
        Code::PrimaryTeamNotAMember => {
            "Choose one of your own teams, or ask a member of that team to upload this row."
        }
        Code::CapacityPlanDoesNotExist => {
            "Enter the name of a capacity plan that exists, or leave the cell blank."
        }
        Code::TemplateMissingColumn => "Add it, or start from the import template.",
        Code::TemplateUnknownColumn => "Correct its name.",
        Code::TemplateDuplicateColumn => "Keep one of them.",
        Code::RowFieldCount => {
            "A cell that contains the delimiter (a comma in a name, say) must stand in double quotes: \"Lee, Jr.\"."
        }
        Code::RowQuoting => {
            "Put the whole cell in double quotes, and write a quote within it twice: \"Ann \"\"Annie\"\" Lee\"."
        }
        Code::CreationFailed => "Mend what it names, and upload the row again.",
    }
}

fn help_characters(allowed: &NameCharacters) -> String {
    let letters = if allowed.non_ascii_letters { "letters" } else { "letters without accents" };
    let spaces = if allowed.spaces { ", spaces" } else { "" };
    let symbols: Vec<_> = allowed.symbols.chars().map(String::from).collect();
    let symbols = match symbols.as_slice() {
        [] => String::new(),
        symbols => format!(" and {}", symbols.join(" ")),
    };
    format!("Remove or replace the characters; {letters}, digits{spaces}{symbols} are allowed.")
}

fn bytes(count: u64) -> String {
    if count.is_multiple_of(1024) {
        format!("{} KB ({count} bytes)", count / 1024)
    } else {
        format!("{count} bytes")
    }
}

fn what_file_type(file_type: &FileType) -> String {
    match file_type {
        FileType::Extension { extension: None, .. } => "The file's name has no extension.".to_owned(),
        FileType::Extension { extension: Some(extension), .. } => {
            format!("Files that end in {} are not accepted.", quoted(&format!(".{extension}")))
        }
        FileType::Signature { signature } => {
            let kind = match *signature {
                "zip" => "an Excel workbook (.xlsx) or another zip archive",
                "ole2" => "an old Excel workbook (.xls) or another Office document",
                "pdf" => "a PDF",
                archive => archive,
            };
            format!("The file is not text: whatever its name, it is {kind}.")
        }
        FileType::NulByte { offset } => {
            format!(
                "The file is not text, or is UTF-16 without a byte-order mark: there is a NUL character at byte {offset}."
            )
        }
        FileType::Undecodable { encoding, offset } => {
            format!("The file cannot be read as {}: byte {offset} stands for no character.", encoding.name())
        }
    }
}

fn help_file_type(file_type: &FileType) -> String {
    match file_type {
        FileType::Extension { accepted, .. } => {
            let accepted = listed(accepted.iter().map(|extension| format!(".{extension}")));
            format!("Save it as CSV; accepted are {accepted}.")
        }
        _ => "Open it in the program that made it, save it as “CSV UTF-8”, and upload that.".to_owned(),
    }
}

fn what_expected(column: &str, value: &str, expected: &Expected) -> String {
    match expected {
        Expected::Text { characters } => {
            let word = if characters.len() == 1 { "an invisible character" } else { "invisible characters" };
            format!("{column} {value} contains {word}: {}.", listed(characters.iter().cloned()))
        }
        Expected::Boolean => format!("{column} is {value}, and must be TRUE or FALSE."),
        Expected::Digits { hint: None } => format!("{column} is {value}, and may have digits (0 to 9) only."),
        Expected::Digits { hint: Some(_) } => {
            format!(
                "{column} is {value}, and may have digits (0 to 9) only: a spreadsheet seems to have taken it for a number."
            )
        }
        Expected::Pattern { pattern } => {
            format!("{column} is {value}, which does not match the pattern {pattern}.")
        }
        Expected::Choice { choices, count: None } => {
            format!("{column} is {value}, and must be one of {}.", listed(choices.iter().cloned()))
        }
        Expected::Choice { choices, count: Some(count) } => {
            format!("{column} is {value}, and must be one of {count} words: {} …", choices.join(", "))
        }
    }
}

fn help_expected(expected: &Expected) -> String {
    match expected {
        Expected::Text { .. } => "Type the cell anew, without them.",
        Expected::Boolean => "Enter TRUE or FALSE.",
        Expected::Digits { hint: None } => "Remove everything else.",
        Expected::Digits { hint: Some(SpreadsheetHint::Decimal) } => {
            "Format the column as Text, and type it again; it may have lost leading zeros."
        }
        Expected::Digits { hint: Some(SpreadsheetHint::Exponent) } => {
            "Format the column as Text, and type it again; its last digits are lost."
        }
        Expected::Pattern { .. } => "Correct the cell.",
        Expected::Choice { .. } => "Enter one of those.",
    }
    .to_owned()
}

fn what_quoting(reason: QuotingReason, cell: &str) -> String {
    match reason {
        QuotingReason::QuoteInUnquotedCell => {
            format!("There is a double quote inside {cell}, which does not begin with one.")
        }
        QuotingReason::TextAfterClosingQuote => {
            format!("There is text after the double quote that closes {cell}.")
        }
        QuotingReason::UnclosedQuote => format!("The double quote that opens {cell} is never closed."),
    }
}

/// What an unmet rule asks for, without a word of the password.
fn needs(unmet: &Unmet) -> String {
    let count = unmet.required.unwrap_or_default();
    let of = |one: &str, many: &str| {
        if count == 1 { format!("a {one}") } else { format!("{count} {many}") }
    };
    match unmet.rule {
        Rule::Length => format!("at least {}", characters(count)),
        Rule::MaxLength => format!("at most {}", characters(count)),
        Rule::Digits => of("digit", "digits"),
        Rule::LowerCase => of("lower-case letter", "lower-case letters"),
        Rule::UpperCase => of("capital letter", "capital letters"),
        Rule::SpecialChars => of("special character", "special characters"),
        Rule::MinCharacterClasses => {
            format!("{count} of the four: capital letters, lower-case letters, digits, special characters")
        }
        Rule::NotUsername => "to differ from the login".to_owned(),
        Rule::NotContainsUsername => "to be without the login".to_owned(),
        Rule::NotContainsName => "to be without the first and the last name".to_owned(),
        Rule::Denylist => "to be none of the passwords that everybody guesses".to_owned(),
        Rule::RegexPatterns => format!("to match {}", unmet.pattern.as_deref().unwrap_or_default()),
    }
}
