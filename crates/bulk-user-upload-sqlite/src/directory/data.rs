//! The directory as data, with which another database can be loaded.

use bulk_user_upload::directory::{DirectoryData, DirectoryGroup, DirectoryName, DirectoryUser};
use rusqlite::Connection;

use crate::database::{Failure, SqliteStore};
use crate::error::StoreError;

impl SqliteStore {
    /// The whole directory, including inactive users, groups, teams and plans, each in the order of its keys.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn directory(&self) -> Result<DirectoryData, StoreError> {
        self.read(|connection| {
            Ok(DirectoryData {
                users: users(connection)?,
                permission_groups: groups(connection)?,
                teams: named(connection, "SELECT name, active FROM teams ORDER BY key")?,
                capacity_plans: named(connection, "SELECT name, active FROM capacity_plans ORDER BY key")?,
                password_policies: policies(connection)?.into_iter().collect(),
            })
        })
    }
}

fn users(connection: &Connection) -> Result<Vec<DirectoryUser>, Failure> {
    let mut statement = connection.prepare(
        "SELECT u.login, g.name, u.active, (
             SELECT json_group_array(t.name ORDER BY t.key) FROM team_members m JOIN teams t ON t.id = m.team_id
             WHERE m.user_id = u.id
         ) FROM users u LEFT JOIN permission_groups g ON g.id = u.permission_group_id ORDER BY u.key",
    )?;
    let rows = statement.query_map([], |row| {
        let user = DirectoryUser {
            login: row.get(0)?,
            permission_group: row.get(1)?,
            teams: Vec::new(),
            active: row.get(2)?,
        };
        Ok((user, row.get::<_, String>(3)?))
    })?;
    rows.map(|row| {
        let (user, teams) = row?;
        let teams = serde_json::from_str(&teams).map_err(|error| StoreError::content("team", error))?;
        Ok(DirectoryUser { teams, ..user })
    })
    .collect()
}

fn groups(connection: &Connection) -> Result<Vec<DirectoryGroup>, Failure> {
    let mut statement = connection.prepare(
        "SELECT name, level, password_policy, bulk_user_upload, active FROM permission_groups ORDER BY key",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(DirectoryGroup {
            name: row.get(0)?,
            level: row.get(1)?,
            password_policy: row.get(2)?,
            bulk_user_upload: row.get(3)?,
            active: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn named(connection: &Connection, sql: &str) -> Result<Vec<DirectoryName>, Failure> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok(DirectoryName { name: row.get(0)?, active: row.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn policies(
    connection: &Connection,
) -> Result<Vec<(String, bulk_user_upload::policy::PolicyRules)>, Failure> {
    let mut statement = connection.prepare("SELECT name, rules FROM password_policies ORDER BY key")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (name, rules): (String, String) = row?;
        let rules =
            serde_json::from_str(&rules).map_err(|error| StoreError::content("password policy", error))?;
        Ok((name, rules))
    })
    .collect()
}
