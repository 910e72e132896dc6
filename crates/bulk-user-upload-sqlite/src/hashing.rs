//! Passwords: Argon2id, before anything about a row is written.

use std::sync::{Arc, Mutex, PoisonError};
use std::{fmt, mem};

use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version, password_hash};
use bulk_user_upload::Password;
use rayon::prelude::*;
use zeroize::{Zeroize, Zeroizing};

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
    memory: Arc<Memory>,
}

/// Memory for hashing that is used again: allocating blocks of this size for each password is slow. It
/// grows to as much as has been used at once.
#[derive(Default)]
struct Memory(Mutex<Vec<Vec<Block>>>);

impl Memory {
    /// Runs `work` in memory of so many blocks, and zeroizes it.
    fn with<T>(&self, blocks: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let free = lock().pop();
        let mut memory = Zeroizing::new(free.unwrap_or_default());
        memory.resize(blocks, Block::new());
        let done = work(&mut memory);
        memory.zeroize();
        lock().push(mem::take(&mut *memory));
        done
    }
}

impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memory(…)")
    }
}

/// Why passwords could not be hashed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HashingError {
    /// Argon2 does not accept the parameters.
    #[error("Argon2id does not take these parameters: {0}")]
    Parameters(String),
    /// The system has no random salt, or the password is longer than 4 GiB.
    #[error("a password cannot be hashed: {0}")]
    Hash(String),
}

impl Default for Hashing {
    /// What OWASP recommends (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
    fn default() -> Self {
        Self::new(19_456, 2, 1).expect("OWASP's parameters are valid")
    }
}

impl Hashing {
    /// Other parameters: memory in KiB, passes over it, lanes. Parameters weaker than the default are for
    /// tests only.
    ///
    /// # Errors
    ///
    /// [`HashingError::Parameters`] if Argon2 does not accept them.
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Result<Self, HashingError> {
        let params = Params::new(memory_kib, passes, lanes, None)
            .map_err(|error| HashingError::Parameters(error.to_string()))?;
        Ok(Self { argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params), memory: Arc::default() })
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

    /// Whether a hash belongs to a password. This takes as long as hashing with the parameters that the
    /// hash names.
    ///
    /// A text that is not a hash of Argon2 belongs to no password.
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
        let own = PasswordHash::new(hash).ok().filter(|hash| self.made(hash));
        match own.and_then(|hash| hash.salt.zip(hash.hash)) {
            // The usual case: the memory can be used again.
            Some((salt, expected)) => {
                let found = self
                    .memory
                    .with(self.argon2.params().block_count(), |memory| self.output(password, &salt, memory));
                // Outputs compare in constant time.
                found.is_ok_and(|found| found == expected)
            }
            None => self.argon2.verify_password(password.expose().as_bytes(), hash).is_ok(),
        }
    }

    /// Whether a hash was made with these parameters.
    fn made(&self, hash: &PasswordHash) -> bool {
        let costs = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        let is_same = |params: Params| costs(&params) == costs(self.argon2.params());
        hash.algorithm == Algorithm::Argon2id.ident()
            && hash.version == Some(Version::V0x13.into())
            && hash.hash.is_some_and(|output| output.len() == Params::DEFAULT_OUTPUT_LEN)
            && Params::try_from(hash).is_ok_and(is_same)
    }

    /// Hashes the share of one core in the same memory throughout: allocating it for each password takes a
    /// tenth of the time. It is zeroized at the end.
    fn hash_share(&self, passwords: &[Password<'_>]) -> Result<Vec<String>, HashingError> {
        self.memory.with(self.argon2.params().block_count(), |memory| {
            let hash = |password: &Password<'_>| {
                self.hash_one(*password, memory).map_err(|error| HashingError::Hash(error.to_string()))
            };
            passwords.iter().map(hash).collect()
        })
    }

    fn hash_one(&self, password: Password<'_>, memory: &mut [Block]) -> password_hash::Result<String> {
        let salt = Salt::new(&password_hash::try_generate_salt()?)?;
        let output = self.output(password, &salt, memory)?;
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(self.argon2.params())?,
            salt: Some(salt),
            hash: Some(output),
        };
        Ok(hash.to_string())
    }

    fn output(
        &self,
        password: Password<'_>,
        salt: &Salt,
        memory: &mut [Block],
    ) -> password_hash::Result<Output> {
        let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
        let password = password.expose().as_bytes();
        self.argon2.hash_password_into_with_memory(password, salt, &mut output, memory)?;
        Ok(Output::new(&output)?)
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
    fn hashes_of_other_parameters_are_verified_too() {
        let right = Password::new("Passw0rdX");
        let (one, other) = (Hashing::new(8, 1, 1).unwrap(), Hashing::new(16, 2, 1).unwrap());
        for hash in [&one, &other].map(|hashing| hashing.hash(&[right]).unwrap().remove(0)) {
            for hashing in [&one, &other] {
                assert!(hashing.verify(right, &hash));
                assert!(!hashing.verify(Password::new("Passw0rdY"), &hash));
            }
        }
        assert!(!one.verify(right, "no hash"));
        assert!(!one.verify(right, "$argon2id$v=19$m=8,t=1,p=1"));
    }

    #[test]
    fn memory_is_zeroized_and_used_again() {
        let hashing = Hashing::new(8, 1, 1).unwrap();
        for _ in 0..3 {
            let hash = &hashing.hash(&[Password::new("Passw0rdX")]).unwrap()[0];
            assert!(hashing.verify(Password::new("Passw0rdX"), hash));
        }
        let free = hashing.memory.0.lock().unwrap();
        assert_eq!(free.len(), 1);
        assert!(free[0].is_empty() && free[0].capacity() >= 8);
    }

    #[test]
    fn parameters_that_make_no_sense_are_refused() {
        assert!(matches!(Hashing::new(0, 0, 0), Err(HashingError::Parameters(_))));
    }
}
