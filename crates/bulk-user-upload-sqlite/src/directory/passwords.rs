//! The passwords with which users sign in.

use bulk_user_upload::directory::DirectoryError;
use bulk_user_upload::{Password, fold};
use rusqlite::{OptionalExtension, params};

use crate::database::SqliteStore;
use crate::error::StoreError;

impl SqliteStore {
    /// Sets the password of a user. Only its hash is stored.
    ///
    /// It is not validated by any policy.
    ///
    /// # Errors
    ///
    /// [`StoreError::Directory`] if the user is unknown; other errors if the file cannot be written.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::directory::DirectoryData;
    /// use bulk_user_upload::Password;
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

    /// Verifies the password of an active user, and returns the login as the directory writes it; `None` if
    /// the password is wrong.
    ///
    /// An unknown login, or one without a password, takes as long as any other, so that timing does not
    /// tell which logins exist.
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
            // The same work, for the same time.
            self.options.hashing.hash(&[password])?;
            return Ok(None);
        };
        let is_right = self.options.hashing.verify(password, &hash);
        Ok((is_right && active).then_some(login))
    }
}
