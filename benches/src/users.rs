//! Files of users as an administrator would upload them, the same ones on every run.

use std::fmt::Write;

use bulk_user_upload::directory::{DirectoryData, DirectoryGroup, DirectoryName, DirectoryUser};
use bulk_user_upload::policy::PolicyRules;
use bulk_user_upload::{InMemoryDirectory, Template};

/// The header of the product's template.
pub const HEADER: &str = "First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,\
                          Capacity plan,Active*\r\n";

const FIRST_NAMES: [&str; 20] = [
    "Anna",
    "José",
    "Mohammed",
    "Zoë",
    "Li",
    "Katarzyna",
    "James",
    "Søren",
    "Maria",
    "Anne-Marie",
    "Olga",
    "Björn",
    "Chidi",
    "Emily",
    "Yuki",
    "Patrick",
    "Renée",
    "Thomas",
    "Aisha",
    "Daniel",
];

const LAST_NAMES: [&str; 20] = [
    "Smith",
    "O'Brien",
    "Müller",
    "García",
    "Nguyen",
    "Lee",
    "van Dijk",
    "Kowalska",
    "Rossi",
    "Andersson",
    "Silva",
    "Ivanova",
    "Okafor",
    "Johnson",
    "Tanaka",
    "Dubois",
    "Çelik",
    "Novák",
    "Haddad",
    "Brown",
];

const GROUPS: [&str; 4] = ["Agent", "Agent Senior", "Supervisor", "Reporting"];
const TEAMS: [&str; 6] = ["Sales", "Support", "Night Shift", "Billing", "Retention", "Back Office"];
const PLANS: [&str; 3] = ["Standard", "", "Voice only"];

/// The login that the directory is asked as.
pub const UPLOADER: &str = "admin";

/// A clean file of nearly `size` bytes, and never more: the header and as many whole rows as fit.
pub fn file(size: usize) -> Vec<u8> {
    let mut csv = String::with_capacity(size);
    csv.push_str(HEADER);
    let mut row = String::new();
    for number in 0.. {
        row.clear();
        push_user(&mut row, number);
        if csv.len() + row.len() > size {
            break;
        }
        csv.push_str(&row);
    }
    csv.into_bytes()
}

/// Appends the row of one user. No two numbers have the same login.
pub fn push_user(csv: &mut String, number: usize) {
    let mixed = scramble(number as u64);
    let pick = |names: &[&'static str], shift: u32| names[(mixed >> shift) as usize % names.len()];
    let first = pick(&FIRST_NAMES, 0);
    let last = pick(&LAST_NAMES, 8);
    let initial = first.to_lowercase().chars().next().unwrap_or('x');
    writeln!(
        csv,
        "{first},{last},{initial}.{number:06}@example.org,Pw{mixed:016x}X9,{group},{rtc},{extension:05},{team},{plan},\
         TRUE\r",
        group = pick(&GROUPS, 16),
        rtc = pick(&["TRUE", "FALSE"], 24),
        extension = number % 100_000,
        team = pick(&TEAMS, 32),
        plan = pick(&PLANS, 40),
    )
    .expect("writing to a string cannot fail");
}

/// The product's template with room for large files.
pub fn template() -> Template {
    Template::default()
        .to_builder()
        .max_bytes(512 * 1024 * 1024)
        .build()
        .expect("the product's template is valid")
}

/// A directory in which every name of the files is known, and no login of theirs is taken. It has as many users and
/// permission groups beside them as asked for.
pub fn directory(further_users: usize, further_groups: usize) -> InMemoryDirectory {
    let data = directory_data(further_users, further_groups);
    InMemoryDirectory::new(&data).expect("the directory is valid")
}

/// That directory as data.
pub fn directory_data(further_users: usize, further_groups: usize) -> DirectoryData {
    let named = |names: &[&str]| -> Vec<_> {
        let known = names.iter().filter(|name| !name.is_empty());
        known.map(|name| DirectoryName { name: (*name).to_owned(), active: true }).collect()
    };
    let group = |name: String| DirectoryGroup {
        bulk_user_upload: name == "Sys Admin",
        level: if name == "Sys Admin" { 100 } else { 0 },
        name,
        password_policy: None,
        active: true,
    };
    let plain =
        |login: String| DirectoryUser { login, permission_group: None, teams: Vec::new(), active: true };
    let mut all: Vec<_> = (0..further_users).map(|number| plain(format!("existing.user.{number}"))).collect();
    all.push(DirectoryUser {
        permission_group: Some("Sys Admin".to_owned()),
        teams: TEAMS.map(str::to_owned).to_vec(),
        ..plain(UPLOADER.to_owned())
    });
    let assigned = GROUPS.into_iter().chain(["Sys Admin"]).map(str::to_owned);
    let further = (0..further_groups).map(|number| format!("Group {number:04}"));
    let policy = PolicyRules { length: 8, digits: 1, lower_case: 1, upper_case: 1, ..PolicyRules::default() };
    DirectoryData {
        users: all,
        permission_groups: assigned.chain(further).map(group).collect(),
        teams: named(&TEAMS),
        capacity_plans: named(&PLANS),
        password_policies: [("default".to_owned(), policy)].into(),
    }
}

/// Spreads consecutive numbers over all of `u64` (the finaliser of `SplitMix64`).
fn scramble(number: u64) -> u64 {
    let mixed = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work;

    #[test]
    fn files_are_clean_and_as_large_as_asked() {
        let (template, directory) = (template(), directory(10, 0));
        let uploader = directory.as_uploader(UPLOADER).unwrap();
        let bytes = file(1_000_000);
        assert!((999_000..=1_000_000).contains(&bytes.len()));
        let rows = work::csv_loop(&bytes);
        let report = work::full_check(&template, work::upload(bytes), &uploader);
        assert!(report.is_ok(), "{}", report.errors().next().unwrap().message());
        assert_eq!(u64::from(report.users()), rows);
    }
}
