//! The directory of a database, for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bulk_user_upload::directory::{DirectoryData, DirectoryName};
use bulk_user_upload::fold;

use super::counted;
use super::table::{Align, Table};
use crate::args::Color;
use crate::error::Error;
use crate::terminal::{TITLE, visible, write_text};

/// The number of users, and the names that may be assigned. The users themselves are in the JSON.
pub(crate) fn directory(name: &str, data: &DirectoryData, color: Color) -> Result<(), Error> {
    let inactive = data.users.iter().filter(|user| !user.active).count();
    let users = counted(data.users.len(), "user", "users");
    let inactive = if inactive == 0 { String::new() } else { format!(", {inactive} of them inactive") };
    let mut text = format!("{TITLE}{}{TITLE:#}: {users}{inactive}.\n", visible(name));
    let _ = write!(text, "\n{}", groups(data));
    let members = data.users.iter().flat_map(|user| &user.teams);
    let _ = write!(text, "\n{}", named("Team", &data.teams, Some(&counts(members))));
    let _ = write!(text, "\n{}", named("Capacity plan", &data.capacity_plans, None));
    write_text(&text, color)
}

/// The number of times that each name appears, by its key.
fn counts<'n>(names: impl Iterator<Item = &'n String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(fold(name).into_owned()).or_default() += 1;
    }
    counts
}

fn groups(data: &DirectoryData) -> Table {
    let mut table = Table::new(&[
        ("Permission group", Align::Left),
        ("Level", Align::Right),
        ("Password policy", Align::Left),
        ("Bulk User Upload", Align::Left),
        ("Users", Align::Right),
        ("", Align::Left),
    ]);
    let members = counts(data.users.iter().filter_map(|user| user.permission_group.as_ref()));
    for group in &data.permission_groups {
        table.row([
            group.name.clone(),
            group.level.to_string(),
            group.password_policy.clone().unwrap_or_else(|| "default".to_owned()),
            if group.bulk_user_upload { "yes" } else { "no" }.to_owned(),
            members.get(&*fold(&group.name)).copied().unwrap_or_default().to_string(),
            state(group.active),
        ]);
    }
    table
}

/// Teams or capacity plans. Teams have members.
fn named(title: &str, data: &[DirectoryName], members: Option<&BTreeMap<String, usize>>) -> Table {
    let mut table = Table::new(&[
        (title, Align::Left),
        (if members.is_some() { "Members" } else { "" }, Align::Right),
        ("", Align::Left),
    ]);
    for found in data {
        let count = members.map(|members| members.get(&*fold(&found.name)).copied().unwrap_or_default());
        let count = count.map(|count| count.to_string()).unwrap_or_default();
        table.row([found.name.clone(), count, state(found.active)]);
    }
    table
}

fn state(active: bool) -> String {
    if active { String::new() } else { "inactive".to_owned() }
}
