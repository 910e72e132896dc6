//! Passwords: Argon2id, before anything about a row is written.

use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version, password_hash};
use bulk_user_upload::Password;
use rayon::prelude::*;
use zeroize::Zeroizing;

/// How passwords are hashed: Argon2id, version 19, with a random salt of 16 bytes, as a PHC string.
///
/// # Example
///
/// ```
/// use bulk_user_upload::Password;
/// use bulk_user_upload_sqlite::Hashing;
///
/// let hashes = Hashing::default().hash(&[Password::new("Passw0rdX")])?;
/// assert!(hashes[0].starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
/// # Ok::<(), bulk_user_upload_sqlite::HashingError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Hashing {
    argon2: Argon2<'static>,
}

/// Passwords that could not be hashed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HashingError {
    /// Parameters that Argon2 does not take.
    #[error("Argon2id does not take these parameters: {0}")]
    Parameters(String),
    /// No random salt is to be had, or the password is longer than 4 GiB.
    #[error("a password cannot be hashed: {0}")]
    Hash(String),
}

impl Default for Hashing {
    /// What OWASP recommends (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
    fn default() -> Self {
        Self::new(19_456, 2, 1).expect("OWASP's parameters are sound")
    }
}

impl Hashing {
    /// Other parameters: memory in KiB, passes over it, lanes. Weaker ones than the default's are for tests only.
    ///
    /// # Errors
    ///
    /// [`HashingError::Parameters`] where Argon2 does not take them.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, HashingError> {
        let params = Params::new(memory_kib, passes, lanes, None)
            .map_err(|error| HashingError::Parameters(error.to_string()))?;
        Ok(Self { argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params) })
    }

    /// Hashes passwords on all cores.
    ///
    /// # Errors
    ///
    /// [`HashingError::Hash`].
    pub fn hash(&self, passwords: &[Password<'_>]) -> Result<Vec<String>, HashingError> {
        let share = passwords.len().div_ceil(rayon::current_num_threads()).max(1);
        let shares: Vec<_> = passwords.par_chunks(share).map(|share| self.hash_share(share)).collect();
        shares.into_iter().try_fold(Vec::with_capacity(passwords.len()), |mut all, share| {
            all.extend(share?);
            Ok(all)
        })
    }

    /// Whether a hash is that of a password. It takes as long as hashing does, with the parameters that the hash names.
    ///
    /// A text that is no hash of Argon2 is the hash of no password.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::Password;
    /// use bulk_user_upload_sqlite::Hashing;
    ///
    /// let hashing = Hashing::new(8, 1, 1)?;
    /// let hash = &hashing.hash(&[Password::new("Passw0rdX")])?[0];
    /// assert!(hashing.verify(Password::new("Passw0rdX"), hash));
    /// assert!(!hashing.verify(Password::new("passw0rdx"), hash));
    /// # Ok::<(), bulk_user_upload_sqlite::HashingError>(())
    /// ```
    pub fn verify(&self, password: Password<'_>, hash: &str) -> bool {
        self.argon2.verify_password(password.expose().as_bytes(), hash).is_ok()
    }

    /// Hashes what falls to one core, in one and the same memory: to get it anew for each password takes a tenth of the time.
    /// It is wiped at the end.
    fn hash_share(&self, passwords: &[Password<'_>]) -> Result<Vec<String>, HashingError> {
        let mut memory = Zeroizing::new(vec![Block::new(); self.argon2.params().block_count()]);
        let hash = |password: &Password<'_>| {
            self.hash_one(*password, &mut memory).map_err(|error| HashingError::Hash(error.to_string()))
        };
        passwords.iter().map(hash).collect()
    }

    fn hash_one(&self, password: Password<'_>, memory: &mut [Block]) -> password_hash::Result<String> {
        let salt = Salt::new(&password_hash::try_generate_salt()?)?;
        let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
        self.argon2.hash_password_into_with_memory(
            password.expose().as_bytes(),
            &salt,
            &mut output,
            memory,
        )?;
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(self.argon2.params())?,
            salt: Some(salt),
            hash: Some(Output::new(&output)?),
        };
        Ok(hash.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_password_gets_a_salt_and_a_hash_of_its_own() {
        let passwords = ["Passw0rdX", "Passw0rdX", " Passw0rdX", "pässwörd"].map(Password::new);
        let hashes = Hashing::new(8, 1, 1).unwrap().hash(&passwords).unwrap();
        for (index, hash) in hashes.iter().enumerate() {
            assert!(!hashes[..index].contains(hash), "a salt was used twice");
            for (other, password) in passwords.iter().enumerate() {
                let same = passwords[index].expose() == passwords[other].expose();
                let verified = Argon2::default().verify_password(password.expose().as_bytes(), hash.as_str());
                assert_eq!(verified.is_ok(), same);
            }
        }
    }

    #[test]
    fn parameters_that_make_no_sense_are_refused() {
        assert!(matches!(Hashing::new(0, 0, 0), Err(HashingError::Parameters(_))));
    }
}
