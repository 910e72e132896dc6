//! An async host, which awaits its directory between the questions and the answers. The engine does no I/O
//! and needs no runtime.
//!
//! `cargo run --example async_host`

use std::error::Error;
use std::time::Duration;

use bulk_user_upload::directory::{CapacityPlan, Name, PermissionGroup, PrimaryTeam};
use bulk_user_upload::{Answers, Template, Upload, check};

/// A directory on another machine. Names go to it as owned strings, as they would in a request.
struct RemoteDirectory;

impl RemoteDirectory {
    async fn existing_logins(&self, logins: Vec<String>) -> Vec<bool> {
        tokio::time::sleep(Duration::from_millis(5)).await;
        logins.iter().map(|login| login == "bob").collect()
    }

    async fn permission_groups(&self, groups: Vec<String>) -> Vec<PermissionGroup> {
        tokio::time::sleep(Duration::from_millis(5)).await;
        groups
            .iter()
            .map(|group| match group.as_str() {
                "agent role" => PermissionGroup::assignable(None),
                _ => PermissionGroup::does_not_exist(None),
            })
            .collect()
    }

    async fn primary_teams(&self, teams: Vec<String>) -> Vec<PrimaryTeam> {
        tokio::time::sleep(Duration::from_millis(5)).await;
        vec![PrimaryTeam::Member; teams.len()]
    }

    async fn capacity_plans(&self, plans: Vec<String>) -> Vec<CapacityPlan> {
        tokio::time::sleep(Duration::from_millis(5)).await;
        vec![CapacityPlan::Exists; plans.len()]
    }
}

fn keys(names: &[Name<'_>]) -> Vec<String> {
    names.iter().map(|name| name.key().to_owned()).collect()
}

const FILE: &str = "\
First name*;Last name*;Login*;Password*;Permission group*;Web RTC*;Extension;Primary team*;Capacity plan;Active*
Ann;Lee;ann.lee;Passw0rdX;Agent Role;TRUE;101;Sales;;TRUE
Bob;Hill;BOB;Passw0rdX;Agent Role;TRUE;102;Sales;;TRUE
";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let directory = RemoteDirectory;
    let checked = check(&Template::default(), Upload::new("users.csv", FILE));
    let questions = checked.questions();
    // All four batches are asked at once, so the check waits only for the slowest.
    let (logins, permission_groups, primary_teams, capacity_plans) = tokio::join!(
        directory.existing_logins(keys(questions.logins())),
        directory.permission_groups(keys(questions.permission_groups())),
        directory.primary_teams(keys(questions.primary_teams())),
        directory.capacity_plans(keys(questions.capacity_plans())),
    );
    let answers = Answers::default()
        .logins(logins)
        .permission_groups(permission_groups)
        .primary_teams(primary_teams)
        .capacity_plans(capacity_plans);
    let report = checked.resolve(answers)?;
    println!("{}", report.to_json());
    assert_eq!((report.users(), report.valid()), (2, 1));
    Ok(())
}
