//! Shares: of the uploads that are received at once, each person has a few, so that nobody can take them all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use bulk_user_upload::fold;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::refusal::Refusal;

/// Of so many places, one person has one at the most.
const PART: usize = 8;

/// Who has how many places.
#[derive(Debug)]
pub(crate) struct Shares {
    /// How many places one person has.
    size: usize,
    /// By login. A share lives for as long as somebody has a place of it, or waits for one.
    shares: Mutex<HashMap<String, Weak<Semaphore>>>,
}

impl Shares {
    /// The shares of so many places.
    pub(crate) fn of(places: usize) -> Self {
        Self { size: (places / PART).max(1), shares: Mutex::default() }
    }

    /// Waits for one of somebody's own places.
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
    async fn who_has_taken_their_share_waits_for_themselves() {
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
    async fn shares_that_nobody_uses_are_forgotten() {
        let shares = Shares::of(1);
        for number in 0..100 {
            drop(shares.take(&number.to_string()).await.unwrap());
        }
        assert_eq!(shares.shares.lock().unwrap().len(), 1);
    }
}
