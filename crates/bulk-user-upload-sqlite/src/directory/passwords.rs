//! The passwords of users, for those who sign in with them.

use bulk_user_upload::{DirectoryError, Password, fold};
use rusqlite::{OptionalExtension, params};

use crate::database::SqliteStore;
use crate::error::StoreError;

impl SqliteStore {
    /// Sets the password of a user. Only its hash is kept.
    ///
    /// No policy judges it: whoever sets it answers for it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Directory`] where there is no such user, else where the file cannot be written.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::{DirectoryData, Password};
    /// use bulk_user_upload_sqlite::SqliteStore;
    ///
    /// # let folder = tempfile::tempdir()?;
    /// let store = SqliteStore::open(folder.path().join("users.db"))?;
    /// store.load(&DirectoryData::from_json(r#"{"users": [{"login": "Alice"}]}"#)?)?;
    /// store.set_password("alice", Password::new("Harbour-Light-7"))?;
    /// assert_eq!(store.verify_password("ALICE", Password::new("Harbour-Light-7"))?, Some("Alice".to_owned()));
    /// assert_eq!(store.verify_password("alice", Password::new("harbour-light-7"))?, None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn set_password(&self, login: &str, password: Password<'_>) -> Result<(), StoreError> {
        let hash = self.options.hashing.hash(&[password])?.pop();
        self.write("set-password", |transaction| {
            let changed = transaction
                .execute("UPDATE users SET password_hash = ?2 WHERE key = ?1", params![fold(login), hash])?;
            if changed == 1 {
                return Ok(());
            }
            Err(StoreError::from(DirectoryError::UnknownUploader(login.to_owned())).into())
        })
    }

    /// Whether that is the password of an active user, who is then given as the directory writes the login.
    ///
    /// It takes as long for a login that is not there, or has no password, as for one that has: nobody learns by the clock
    /// which logins there are.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn verify_password(&self, login: &str, password: Password<'_>) -> Result<Option<String>, StoreError> {
        let found: Option<(String, bool, Option<String>)> = self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT login, active, password_hash FROM users WHERE key = ?1")?;
            let user = statement.query_row([fold(login)], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
            Ok(user.optional()?)
        })?;
        let Some((login, active, Some(hash))) = found else {
            // The same work for nothing.
            self.options.hashing.hash(&[password])?;
            return Ok(None);
        };
        let is_right = self.options.hashing.verify(password, &hash);
        Ok((is_right && active).then_some(login))
    }
}
