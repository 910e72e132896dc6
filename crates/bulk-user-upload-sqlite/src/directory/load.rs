//! Loading the directory: entries that the data name are added or changed, and all others stay as they are.

use std::collections::BTreeMap;

use bulk_user_upload::directory::{DirectoryData, DirectoryGroup, DirectoryName, DirectoryUser};
use bulk_user_upload::text::trim;
use bulk_user_upload::{InMemoryDirectory, fold};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::database::{Failure, SqliteStore};
use crate::error::StoreError;

/// The changes that loading a directory made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Loaded {
    /// Users.
    pub users: Changes,
    /// Permission groups.
    pub permission_groups: Changes,
    /// Teams.
    pub teams: Changes,
    /// Capacity plans.
    pub capacity_plans: Changes,
    /// Password policies.
    pub password_policies: Changes,
    /// The permission groups and teams that a user names but neither the data nor the database has, each as
    /// a phrase. They are stored as inactive, and so count as not existing.
    pub unknown: Vec<String>,
}

/// How many entries of a kind were added, changed, and left unchanged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// They did not exist.
    pub added: usize,
    /// They existed with other content.
    pub changed: usize,
    /// They existed with the same content.
    pub unchanged: usize,
}

impl Changes {
    fn count(&mut self, change: Change) {
        match change {
            Change::Added => self.added += 1,
            Change::Changed => self.changed += 1,
            Change::None => self.unchanged += 1,
        }
    }
}

/// The change to one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Added,
    Changed,
    None,
}

impl SqliteStore {
    /// Loads `data` into the directory: entries that they name are added or changed, and all others stay as
    /// they are, imported users included. Loading the same data again changes nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::Directory`] if the data contradict themselves; other errors if the file cannot be
    /// written. Nothing is changed then.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::directory::DirectoryData;
    /// use bulk_user_upload_sqlite::SqliteStore;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// let store = SqliteStore::open(folder.path().join("users.db"))?;
    /// let data = DirectoryData::from_json(r#"{"teams": [{"name": "Sales"}, {"name": "Support"}]}"#)?;
    /// assert_eq!(store.load(&data)?.teams.added, 2);
    /// assert_eq!(store.load(&data)?.teams.unchanged, 2);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn load(&self, data: &DirectoryData) -> Result<Loaded, StoreError> {
        InMemoryDirectory::new(data)?;
        self.write("load", |transaction| {
            let mut load = Load { connection: transaction, loaded: Loaded::default() };
            load.policies(data)?;
            let groups = preferred(&data.permission_groups, |group| (&group.name, group.active));
            for (key, group) in groups {
                let change = load.group(&key, group)?;
                load.loaded.permission_groups.count(change);
            }
            for (key, team) in preferred(&data.teams, |team| (&team.name, team.active)) {
                let change = load.named("teams", &key, team)?;
                load.loaded.teams.count(change);
            }
            for (key, plan) in preferred(&data.capacity_plans, |plan| (&plan.name, plan.active)) {
                let change = load.named("capacity_plans", &key, plan)?;
                load.loaded.capacity_plans.count(change);
            }
            for (key, user) in preferred(&data.users, |user| (&user.login, user.active)) {
                let change = load.user(&key, user)?;
                load.loaded.users.count(change);
            }
            Ok(load.loaded)
        })
    }
}

/// Each name once, by its key. If a name occurs both active and inactive, the active one counts.
fn preferred<'d, T>(data: &'d [T], of: impl Fn(&'d T) -> (&'d String, bool)) -> BTreeMap<String, &'d T> {
    let mut preferred: BTreeMap<String, &T> = BTreeMap::new();
    for found in data {
        let (name, active) = of(found);
        let known = preferred.entry(fold(name).into_owned()).or_insert(found);
        if active && !of(known).1 {
            *known = found;
        }
    }
    preferred
}

struct Load<'c> {
    connection: &'c Connection,
    loaded: Loaded,
}

impl Load<'_> {
    fn policies(&mut self, data: &DirectoryData) -> Result<(), Failure> {
        for (name, rules) in &data.password_policies {
            let rules = serde_json::to_string(rules).map_err(|error| StoreError::content("policy", error))?;
            let change = self.upsert(
                "SELECT name = ?2 AND rules = ?3 FROM password_policies WHERE key = ?1",
                "INSERT INTO password_policies (key, name, rules) VALUES (?1, ?2, ?3)
                 ON CONFLICT (key) DO UPDATE SET name = excluded.name, rules = excluded.rules",
                params![fold(name), trim(name), rules],
            )?;
            self.loaded.password_policies.count(change);
        }
        Ok(())
    }

    fn group(&self, key: &str, group: &DirectoryGroup) -> Result<Change, Failure> {
        self.upsert(
            "SELECT name = ?2 AND level = ?3 AND password_policy IS ?4 AND bulk_user_upload = ?5 AND active = ?6
             FROM permission_groups WHERE key = ?1",
            "INSERT INTO permission_groups (key, name, level, password_policy, bulk_user_upload, active)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (key) DO UPDATE SET name = excluded.name, level = excluded.level,
                 password_policy = excluded.password_policy, bulk_user_upload = excluded.bulk_user_upload,
                 active = excluded.active",
            params![
                key,
                trim(&group.name),
                group.level,
                group.password_policy,
                group.bulk_user_upload,
                group.active
            ],
        )
    }

    fn named(&self, table: &str, key: &str, named: &DirectoryName) -> Result<Change, Failure> {
        self.upsert(
            &format!("SELECT name = ?2 AND active = ?3 FROM {table} WHERE key = ?1"),
            &format!(
                "INSERT INTO {table} (key, name, active) VALUES (?1, ?2, ?3)
                 ON CONFLICT (key) DO UPDATE SET name = excluded.name, active = excluded.active"
            ),
            params![key, trim(&named.name), named.active],
        )
    }

    fn user(&mut self, key: &str, user: &DirectoryUser) -> Result<Change, Failure> {
        let group = match &user.permission_group {
            Some(group) => self.id_of("permission_groups", "permission group", group, &user.login)?,
            None => None,
        };
        let change = self.upsert(
            "SELECT login = ?2 AND permission_group_id IS ?3 AND active = ?4 FROM users WHERE key = ?1",
            "INSERT INTO users (key, login, permission_group_id, active) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (key) DO UPDATE SET login = excluded.login,
                 permission_group_id = excluded.permission_group_id, active = excluded.active",
            params![key, trim(&user.login), group, user.active],
        )?;
        let moved = self.teams_of(key, user)?;
        Ok(if change == Change::None && moved { Change::Changed } else { change })
    }

    /// Makes a user a member of exactly these teams, and returns whether that changed anything.
    fn teams_of(&mut self, key: &str, user: &DirectoryUser) -> Result<bool, Failure> {
        let id: i64 = self
            .connection
            .prepare_cached("SELECT id FROM users WHERE key = ?1")?
            .query_row([key], |row| row.get(0))?;
        let mut teams = Vec::new();
        for team in &user.teams {
            teams.extend(self.id_of("teams", "team", team, &user.login)?);
        }
        let listed = serde_json::to_string(&teams).map_err(|error| StoreError::content("team", error))?;
        let left = self
            .connection
            .prepare_cached(
                "DELETE FROM team_members WHERE user_id = ?1 AND team_id NOT IN (SELECT value FROM json_each(?2))",
            )?
            .execute(params![id, listed])?;
        let mut join = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO team_members (user_id, team_id) VALUES (?1, ?2)")?;
        let mut joined = 0;
        for team in teams {
            joined += join.execute(params![id, team])?;
        }
        Ok(left + joined > 0)
    }

    /// The id of a group or team that a user names. An unknown one is added as inactive: its name must not
    /// be lost, and it counts as not existing either way.
    fn id_of(&mut self, table: &str, subject: &str, name: &str, login: &str) -> Result<Option<i64>, Failure> {
        let key = fold(name);
        if key.is_empty() {
            return Ok(None);
        }
        let find = format!("SELECT id FROM {table} WHERE key = ?1");
        let found = self.connection.prepare_cached(&find)?.query_row([&*key], |row| row.get(0)).optional()?;
        if found.is_some() {
            return Ok(found);
        }
        let add = format!("INSERT INTO {table} (key, name, active) VALUES (?1, ?2, 0)");
        self.connection.prepare_cached(&add)?.execute(params![key, trim(name)])?;
        self.loaded.unknown.push(format!("the {subject} `{}` of `{}`", trim(name), trim(login)));
        Ok(Some(self.connection.last_insert_rowid()))
    }

    /// `same` selects whether the entry has this content already (no row if the entry does not exist);
    /// `write` adds or changes it.
    fn upsert(&self, same: &str, write: &str, params: &[&dyn rusqlite::ToSql]) -> Result<Change, Failure> {
        let found: Option<bool> =
            self.connection.prepare_cached(same)?.query_row(params, |row| row.get(0)).optional()?;
        if found == Some(true) {
            return Ok(Change::None);
        }
        self.connection.prepare_cached(write)?.execute(params)?;
        Ok(if found.is_some() { Change::Changed } else { Change::Added })
    }
}
