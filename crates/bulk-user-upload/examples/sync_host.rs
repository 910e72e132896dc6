//! A host that can ask its directory at once: it implements [`UserDirectory`] and calls [`validate`].
//!
//! `cargo run --example sync_host`

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fmt;

use bulk_user_upload::directory::{CapacityPlan, Login, Name, NearMisses, PermissionGroup, PrimaryTeam};
use bulk_user_upload::{Template, Upload, UserDirectory, fold, validate};

/// The users of the host, as the uploader sees them. A real host would hold a connection to a database.
struct OurDirectory {
    /// The keys of the logins. A real host stores the key beside each name.
    logins: HashSet<String>,
    levels: HashMap<String, u8>,
    uploader_level: u8,
    uploader_teams: Vec<&'static str>,
}

/// The error if the directory cannot be asked. It ends the check, and is not an error of a row.
#[derive(Debug)]
struct Unreachable;

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the directory does not answer")
    }
}

impl Error for Unreachable {}

impl UserDirectory for OurDirectory {
    type Error = Unreachable;

    fn existing_logins(&self, logins: &[Name<'_>]) -> Result<Vec<Login>, Unreachable> {
        // In a database, one statement for all: `SELECT login_key FROM users WHERE login_key IN (…)`.
        Ok(logins.iter().map(|login| self.logins.contains(login.key()).into()).collect())
    }

    fn permission_groups(&self, groups: &[Name<'_>]) -> Result<Vec<PermissionGroup>, Unreachable> {
        let answer = |group: &Name<'_>| match self.levels.get(group.key()) {
            None => PermissionGroup::does_not_exist(None),
            Some(level) if *level > self.uploader_level => PermissionGroup::InsufficientAccess,
            Some(_) => PermissionGroup::assignable(None),
        };
        Ok(groups.iter().map(answer).collect())
    }

    fn primary_teams(&self, teams: &[Name<'_>]) -> Result<Vec<PrimaryTeam>, Unreachable> {
        // Suggestions come only from the uploader's own teams, because the uploader must not learn of others.
        let own = NearMisses::new(self.uploader_teams.iter().copied());
        let answer = |team: &Name<'_>| {
            if self.uploader_teams.iter().any(|own| fold(own) == team.key()) {
                PrimaryTeam::Member
            } else {
                PrimaryTeam::does_not_exist(own.nearest(team.value()).map(str::to_owned))
            }
        };
        Ok(teams.iter().map(answer).collect())
    }

    fn capacity_plans(&self, plans: &[Name<'_>]) -> Result<Vec<CapacityPlan>, Unreachable> {
        Ok(vec![CapacityPlan::Exists; plans.len()])
    }
}

const FILE: &str = "\
First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,Capacity plan,Active*
Ann,Lee,ann.lee,Passw0rdX,Agent Role,TRUE,101,Sales,,TRUE
Bob,Hill,BOB,Passw0rdX,Agent Role,TRUE,102,Slaes,,TRUE
";

fn main() -> Result<(), Box<dyn Error>> {
    let directory = OurDirectory {
        logins: HashSet::from(["bob".to_owned()]),
        levels: HashMap::from([("agent role".to_owned(), 10)]),
        uploader_level: 100,
        uploader_teams: vec!["Sales", "Support"],
    };
    let report = validate(&Template::default(), Upload::new("users.csv", FILE), &directory)?;
    for error in report.errors() {
        println!("{} {}: {}", error.cell().unwrap_or("file"), error.code(), error.message());
    }
    for user in report.new_users() {
        println!("row {}: {} can be created", user.row(), user.login());
    }
    assert_eq!((report.users(), report.valid(), report.error_count()), (2, 1, 2));
    Ok(())
}
