//! The directory as one of its users sees it: one or two statements for each batch of names, never one for
//! each name.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use bulk_user_upload::directory::{
    CapacityPlan, DirectoryError, ExistingUser, Login, Name, PermissionGroup, PrimaryTeam, Suggestions,
};
use bulk_user_upload::{PasswordPolicy, UserDirectory, fold};
use rusqlite::{Connection, OptionalExtension, Row, ToSql};
use serde_json::Value;

use crate::database::{Failure, SqliteStore};
use crate::error::StoreError;

/// A [`SqliteStore`] as one of its users sees it, for a validation to ask. Each question is answered from
/// the current content of the file.
#[derive(Debug)]
pub struct SqliteUploader<'s> {
    store: &'s SqliteStore,
    login: String,
}

impl SqliteStore {
    /// The directory as one of its active users sees it: their group's level and their teams decide what
    /// they may assign.
    ///
    /// # Errors
    ///
    /// [`StoreError::Directory`] if the user is unknown or inactive.
    pub fn as_uploader(&self, login: &str) -> Result<SqliteUploader<'_>, StoreError> {
        self.read(|connection| View::new(connection, login).map(drop))?;
        Ok(SqliteUploader { store: self, login: login.to_owned() })
    }
}

impl SqliteUploader<'_> {
    /// Whether the uploader's permission group has the right to import users. Validating a file needs no
    /// right.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or the uploader is no longer an active user.
    pub fn may_import(&self) -> Result<bool, StoreError> {
        self.ask(|view| Ok(view.may_import))
    }

    fn ask<T>(&self, ask: impl FnOnce(&View<'_>) -> Result<T, Failure>) -> Result<T, StoreError> {
        self.store.read(|connection| ask(&View::new(connection, &self.login)?))
    }
}

impl UserDirectory for SqliteUploader<'_> {
    type Error = StoreError;

    fn existing_logins(&self, logins: &[Name<'_>]) -> Result<Vec<Login>, StoreError> {
        self.ask(|view| view.existing_logins(logins))
    }

    fn permission_groups(&self, groups: &[Name<'_>]) -> Result<Vec<PermissionGroup>, StoreError> {
        self.ask(|view| view.permission_groups(groups))
    }

    fn primary_teams(&self, teams: &[Name<'_>]) -> Result<Vec<PrimaryTeam>, StoreError> {
        self.ask(|view| view.primary_teams(teams))
    }

    fn capacity_plans(&self, plans: &[Name<'_>]) -> Result<Vec<CapacityPlan>, StoreError> {
        self.ask(|view| view.capacity_plans(plans))
    }

    fn default_password_policy(&self) -> Result<Option<Arc<PasswordPolicy>>, StoreError> {
        self.ask(|view| view.default_password_policy())
    }
}

/// The directory as a user sees it within a transaction.
pub(crate) struct View<'c> {
    connection: &'c Connection,
    pub(crate) user_id: i64,
    /// `None` if the user has no active permission group: such an uploader may assign none.
    pub(crate) level: Option<i64>,
    pub(crate) may_import: bool,
}

impl<'c> View<'c> {
    pub(crate) fn new(connection: &'c Connection, login: &str) -> Result<Self, Failure> {
        let found = connection
            .prepare_cached(
                "SELECT u.id, u.active, g.level, g.bulk_user_upload FROM users u
                 LEFT JOIN permission_groups g ON g.id = u.permission_group_id AND g.active WHERE u.key = ?1",
            )?
            .query_row([fold(login)], |row| {
                let may_import = row.get::<_, Option<bool>>(3)?.unwrap_or_default();
                Ok((row.get(1)?, Self { connection, user_id: row.get(0)?, level: row.get(2)?, may_import }))
            })
            .optional()?;
        match found {
            Some((true, view)) => Ok(view),
            Some((false, _)) => {
                Err(StoreError::from(DirectoryError::InactiveUploader(login.to_owned())).into())
            }
            None => Err(StoreError::from(DirectoryError::UnknownUploader(login.to_owned())).into()),
        }
    }

    /// Whether a permission group of this level is at or below the user's level.
    pub(crate) fn reaches(&self, level: i64) -> bool {
        self.level.is_some_and(|own| level <= own)
    }

    /// Reads every row of a query.
    fn rows<T>(
        &self,
        sql: &str,
        params: &[&dyn ToSql],
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Failure> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_map(params, read)?.collect::<rusqlite::Result<_>>()?)
    }

    /// The names that may be suggested; they are only read if a suggestion is wanted.
    fn candidates(&self, wanted: bool, sql: &str, params: &[&dyn ToSql]) -> Result<Vec<String>, Failure> {
        if wanted { self.rows(sql, params, |row| row.get(0)) } else { Ok(Vec::new()) }
    }

    /// The directory's own policies; they are only read if one is wanted.
    fn policies(&self, wanted: bool) -> Result<Policies, Failure> {
        let mut own = HashMap::new();
        if wanted {
            let texts = self.rows("SELECT key, rules FROM password_policies", &[], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
            })?;
            for (key, rules) in texts {
                let policy = serde_json::from_str(&rules)
                    .map_err(|error| StoreError::content("password policy", error))?;
                own.insert(key, Arc::new(policy));
            }
        }
        Ok(Policies { own })
    }
}

/// The condition on a user `u` whose names an uploader may know, with the parameters `?2`, the uploader, and
/// `?3`, their level: the two share an active team, and the user's level is at or below the uploader's. As in
/// the history, the level of a user's group counts even when the group is no longer active.
const VISIBLE_USER: &str = "
    u.id IS NOT NULL AND ?3 IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM permission_groups g WHERE g.id = u.permission_group_id AND g.level > ?3
    ) AND EXISTS (
        SELECT 1 FROM team_members own JOIN team_members theirs ON theirs.team_id = own.team_id
        JOIN teams t ON t.id = own.team_id AND t.active
        WHERE own.user_id = ?2 AND theirs.user_id = u.id
    )";

/// What is told of a user: the names are among the attributes that an import stored.
fn existing_user(active: bool, attributes: Option<&str>) -> Result<ExistingUser, Failure> {
    let user = if active { ExistingUser::new() } else { ExistingUser::new().inactive() };
    let Some(attributes) = attributes else { return Ok(user) };
    let attributes: BTreeMap<String, Value> =
        serde_json::from_str(attributes).map_err(|error| StoreError::content("user", error))?;
    Ok(user.names(attributes.into_iter().filter_map(|(column, value)| match value {
        Value::String(text) => Some((column, text)),
        _ => None,
    })))
}

/// A batch of names as one parameter of a query.
fn keys(names: &[Name<'_>]) -> Result<String, Failure> {
    let keys: Vec<_> = names.iter().map(|name| name.key()).collect();
    serde_json::to_string(&keys).map_err(|error| StoreError::content("name", error).into())
}

/// Each batch takes one or two statements, whatever its size.
impl UserDirectory for View<'_> {
    type Error = Failure;

    fn existing_logins(&self, logins: &[Name<'_>]) -> Result<Vec<Login>, Failure> {
        let found: Vec<(Option<bool>, Option<String>)> = self.rows(
            &format!(
                "SELECT u.active, CASE WHEN {VISIBLE_USER} THEN u.attributes END FROM json_each(?1) AS lookup
                 LEFT JOIN users u ON u.key = lookup.value ORDER BY lookup.key"
            ),
            &[&keys(logins)?, &self.user_id, &self.level],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let answer = |(active, attributes): (Option<bool>, Option<String>)| match active {
            None => Ok(Login::DoesNotExist),
            Some(active) => existing_user(active, attributes.as_deref()).map(Login::from),
        };
        found.into_iter().map(answer).collect()
    }

    fn permission_groups(&self, groups: &[Name<'_>]) -> Result<Vec<PermissionGroup>, Failure> {
        let found: Vec<(Option<i64>, Option<String>)> = self.rows(
            "SELECT g.level, g.password_policy FROM json_each(?1) AS lookup
             LEFT JOIN permission_groups g ON g.key = lookup.value AND g.active ORDER BY lookup.key",
            &[&keys(groups)?],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let policies = self.policies(found.iter().any(|(_, policy)| policy.is_some()))?;
        let names = self.candidates(
            found.iter().any(|(level, _)| level.is_none()),
            "SELECT name FROM permission_groups WHERE active AND level <= ?1",
            &[&self.level],
        )?;
        let mut suggestions = Suggestions::among(|| names.iter().map(String::as_str).collect());
        let answer = |(name, (level, policy)): (&Name<'_>, (Option<i64>, Option<String>))| match level {
            None => Ok(PermissionGroup::does_not_exist(suggestions.for_name(name.value()))),
            Some(level) if self.reaches(level) => {
                Ok(PermissionGroup::assignable(policies.named(policy.as_deref())?))
            }
            Some(_) => Ok(PermissionGroup::InsufficientAccess),
        };
        groups.iter().zip(found).map(answer).collect()
    }

    fn primary_teams(&self, teams: &[Name<'_>]) -> Result<Vec<PrimaryTeam>, Failure> {
        let found: Vec<(bool, bool)> = self.rows(
            "SELECT t.id IS NOT NULL, EXISTS (
                 SELECT 1 FROM team_members m WHERE m.user_id = ?2 AND m.team_id = t.id
             ) FROM json_each(?1) AS lookup LEFT JOIN teams t ON t.key = lookup.value AND t.active
             ORDER BY lookup.key",
            &[&keys(teams)?, &self.user_id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let names = self.candidates(
            found.iter().any(|(exists, _)| !exists),
            "SELECT t.name FROM team_members m JOIN teams t ON t.id = m.team_id
             WHERE m.user_id = ?1 AND t.active",
            &[&self.user_id],
        )?;
        let mut suggestions = Suggestions::among(|| names.iter().map(String::as_str).collect());
        let answer = |(name, (exists, is_member)): (&Name<'_>, (bool, bool))| match (exists, is_member) {
            (false, _) => PrimaryTeam::does_not_exist(suggestions.for_name(name.value())),
            (true, true) => PrimaryTeam::Member,
            (true, false) => PrimaryTeam::NotAMember,
        };
        Ok(teams.iter().zip(found).map(answer).collect())
    }

    fn capacity_plans(&self, plans: &[Name<'_>]) -> Result<Vec<CapacityPlan>, Failure> {
        let found: Vec<bool> = self.rows(
            "SELECT EXISTS (SELECT 1 FROM capacity_plans p WHERE p.key = lookup.value AND p.active)
             FROM json_each(?1) AS lookup ORDER BY lookup.key",
            &[&keys(plans)?],
            |row| row.get(0),
        )?;
        let names =
            self.candidates(found.contains(&false), "SELECT name FROM capacity_plans WHERE active", &[])?;
        let mut suggestions = Suggestions::among(|| names.iter().map(String::as_str).collect());
        let answer = |(name, exists): (&Name<'_>, bool)| {
            if exists {
                return CapacityPlan::Exists;
            }
            CapacityPlan::does_not_exist(suggestions.for_name(name.value()))
        };
        Ok(plans.iter().zip(found).map(answer).collect())
    }

    fn default_password_policy(&self) -> Result<Option<Arc<PasswordPolicy>>, Failure> {
        Ok(self.policies(true)?.own.remove("default"))
    }
}

/// The directory's own password policies, by their keys.
struct Policies {
    own: HashMap<String, Arc<PasswordPolicy>>,
}

impl Policies {
    /// The policy that a group names: the directory's own first, then the presets; `None` for the default
    /// policy.
    fn named(&self, name: Option<&str>) -> Result<Option<Arc<PasswordPolicy>>, Failure> {
        let key = fold(name.unwrap_or("default"));
        if key == "default" {
            return Ok(None);
        }
        let policy = self.own.get(&*key).cloned().or_else(|| PasswordPolicy::preset(&key).map(Arc::new));
        let missing =
            || StoreError::content("permission group", format!("there is no password policy `{key}`"));
        policy.map(Some).ok_or_else(|| missing().into())
    }
}
