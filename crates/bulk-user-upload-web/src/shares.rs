//! Shares: how many of the uploads that are received at once one user may have, so that others get their
//! turn.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use bulk_user_upload::fold;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::refusal::Refusal;

/// One user may have one slot in so many.
const SLOTS_PER_SHARE: usize = 8;

/// The shares of all users.
#[derive(Debug)]
pub(crate) struct Shares {
    /// How many slots one user may have.
    size: usize,
    /// By login. A share lives as long as a slot of it is taken or waited for.
    shares: Mutex<HashMap<String, Weak<Semaphore>>>,
}

impl Shares {
    /// The shares of so many slots.
    pub(crate) fn of(slots: usize) -> Self {
        Self { size: (slots / SLOTS_PER_SHARE).max(1), shares: Mutex::default() }
    }

    /// Waits for a slot of the user's share.
    pub(crate) async fn take(&self, login: &str) -> Result<OwnedSemaphorePermit, Refusal> {
        self.share(fold(login).into_owned()).acquire_owned().await.map_err(Refusal::internal)
    }

    fn share(&self, key: String) -> Arc<Semaphore> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = shares.get(&key).and_then(Weak::upgrade) {
            return share;
        }
        shares.retain(|_, share| share.strong_count() > 0);
        let share = Arc::new(Semaphore::new(self.size));
        shares.insert(key, Arc::downgrade(&share));
        share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_user_who_has_taken_their_share_waits() {
        let shares = Shares::of(16);
        let first = shares.take("alice").await.unwrap();
        let _second = shares.take(" ALICE").await.unwrap();
        tokio::select! {
            biased;
            _ = shares.take("alice") => panic!("that would be a third"),
            ben = shares.take("ben") => drop(ben.unwrap()),
        }
        drop(first);
        drop(shares.take("alice").await.unwrap());
    }

    #[tokio::test]
    async fn unused_shares_are_forgotten() {
        let shares = Shares::of(1);
        for number in 0..100 {
            drop(shares.take(&number.to_string()).await.unwrap());
        }
        assert_eq!(shares.shares.lock().unwrap().len(), 1);
    }
}
