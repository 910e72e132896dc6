//! Attempts to sign in: after some failures in a row, each further attempt has to wait, longer every time.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use bulk_user_upload::fold;
use sha2::{Digest, Sha256};

/// How many failures of a login cost no wait.
const FREE_OF_LOGIN: u32 = 5;

/// How many failures of an address cost no wait: many people in an office may share one.
const FREE_OF_ADDRESS: u32 = 20;

/// The longest wait of a login. It is short, because anyone who knows a login can make its owner wait.
const MAX_WAIT_OF_LOGIN: Duration = Duration::from_secs(60);

/// The longest wait of an address.
const MAX_WAIT_OF_ADDRESS: Duration = Duration::from_secs(15 * 60);

/// For how long failures are remembered.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);

/// How many logins and addresses are remembered.
const MAX_REMEMBERED: usize = 20_000;

/// Recent failures to sign in.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    failures: Mutex<HashMap<Who, Failures>>,
}

/// Whose failures are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Who {
    /// A login, as a hash: what is sent as a login may be as long as a request.
    Login([u8; 32]),
    /// An address. In IPv6 it is the network of a customer, a /64.
    Address(IpAddr),
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Instant,
}

/// An attempt. It counts as a failure until it succeeds, so that many attempts at once gain nothing.
#[derive(Debug)]
pub(crate) struct Attempt([Option<Who>; 2]);

impl Attempts {
    /// Whether an attempt may be made now; the error is how long it has to wait. It is not counted.
    pub(crate) fn may_begin(&self, login: &str, address: Option<IpAddr>) -> Result<(), Duration> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        match wait(&failures, who(login, address), Instant::now()) {
            Some(wait) => Err(wait),
            None => Ok(()),
        }
    }

    /// Counts an attempt, if it may be made now; the error is how long it has to wait.
    pub(crate) fn begin(&self, login: &str, address: Option<IpAddr>) -> Result<Attempt, Duration> {
        self.begin_at(Instant::now(), login, address)
    }

    fn begin_at(&self, now: Instant, login: &str, address: Option<IpAddr>) -> Result<Attempt, Duration> {
        let who = who(login, address);
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(wait) = wait(&failures, who, now) {
            return Err(wait);
        }
        if failures.len() + who.len() > MAX_REMEMBERED {
            forget(&mut failures, now);
        }
        for who in who.into_iter().flatten() {
            let known = failures.entry(who).or_insert(Failures { count: 0, last: now });
            let is_old = now.duration_since(known.last) > REMEMBERED;
            *known = Failures { count: if is_old { 1 } else { known.count.saturating_add(1) }, last: now };
        }
        Ok(Attempt(who))
    }

    /// Takes back the failure that an attempt counts as. The other failures of the login are forgotten.
    /// Those of the address are not: otherwise a user could sign in now and then, and guess the passwords
    /// of others in between.
    pub(crate) fn succeeded(&self, Attempt(who): Attempt) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        for who in who.into_iter().flatten() {
            match who {
                Who::Login(_) => drop(failures.remove(&who)),
                Who::Address(_) => {
                    if let Some(known) = failures.get_mut(&who) {
                        known.count = known.count.saturating_sub(1);
                    }
                }
            }
        }
    }
}

/// Whose failures an attempt counts among.
fn who(login: &str, address: Option<IpAddr>) -> [Option<Who>; 2] {
    let login = Who::Login(Sha256::digest(fold(login).as_bytes()).into());
    [Some(login), address.map(|address| Who::Address(network(address)))]
}

/// How long the next attempt has to wait.
fn wait(failures: &HashMap<Who, Failures>, who: [Option<Who>; 2], now: Instant) -> Option<Duration> {
    who.into_iter().flatten().filter_map(|who| failures.get(&who)?.wait(who, now)).max()
}

/// What an address is counted as. In IPv6 it is the network of a customer, a /64.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(network.into())
        }
        address @ IpAddr::V4(_) => address,
    }
}

impl Failures {
    /// How long the next attempt has to wait.
    fn wait(self, who: Who, now: Instant) -> Option<Duration> {
        let (free, max) = match who {
            Who::Login(_) => (FREE_OF_LOGIN, MAX_WAIT_OF_LOGIN),
            Who::Address(_) => (FREE_OF_ADDRESS, MAX_WAIT_OF_ADDRESS),
        };
        let beyond = self.count.checked_sub(free)?;
        let wait = Duration::from_secs(1u64.checked_shl(beyond).unwrap_or(u64::MAX)).min(max);
        wait.checked_sub(now.duration_since(self.last)).filter(|wait| !wait.is_zero())
    }
}

/// Makes room: drops what is old, and if that is not enough, the older half of the rest.
fn forget(failures: &mut HashMap<Who, Failures>, now: Instant) {
    failures.retain(|_, known| now.duration_since(known.last) <= REMEMBERED);
    if failures.len() > MAX_REMEMBERED / 2 {
        let mut times: Vec<_> = failures.values().map(|known| known.last).collect();
        let half = times.len() / 2;
        let (_, middle, _) = times.select_nth_unstable(half);
        let middle = *middle;
        failures.retain(|_, known| known.last > middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(number: u32) -> IpAddr {
        IpAddr::V4(number.into())
    }

    #[test]
    fn after_five_failures_a_login_waits_longer_each_time_and_never_long() {
        let (attempts, mut now) = (Attempts::default(), Instant::now());
        for number in 0..5 {
            attempts.begin_at(now, "alice", Some(address(number))).unwrap();
        }
        for seconds in [1, 2, 4, 8, 16, 32, 60, 60] {
            let wait = Duration::from_secs(seconds);
            assert_eq!(
                attempts.begin_at(now, " ALICE", Some(address(7))).unwrap_err(),
                wait,
                "the login is the same"
            );
            attempts.begin_at(now, "bob", Some(address(7))).unwrap();
            let bob = attempts.begin_at(now, "bob", Some(address(7))).unwrap();
            attempts.succeeded(bob);
            now += wait;
            attempts.begin_at(now, "alice", Some(address(9))).unwrap();
        }
    }

    #[test]
    fn an_address_waits_whatever_logins_it_tries() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        for number in 0..20 {
            attempts.begin_at(now, &format!("user{number}"), "2001:db8::1".parse().ok()).unwrap();
        }
        let other = "2001:db8::ffff:1".parse().ok();
        assert!(attempts.begin_at(now, "another", other).is_err(), "the network is the same");
        assert!(attempts.begin_at(now, "another", "2001:db8:0:1::1".parse().ok()).is_ok());
        let much_later = now + Duration::from_secs(16 * 60);
        assert!(attempts.begin_at(much_later, "another", other).is_ok());
    }

    #[test]
    fn success_is_no_failure() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        for _ in 0..100 {
            let attempt = attempts.begin_at(now, "alice", Some(address(1))).unwrap();
            attempts.succeeded(attempt);
        }
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let (attempts, mut now) = (Attempts::default(), Instant::now());
        for number in 0..3 * MAX_REMEMBERED as u32 {
            now += Duration::from_millis(1);
            attempts.begin_at(now, &format!("user{number}"), Some(address(number))).unwrap();
            let failures = attempts.failures.lock().unwrap();
            assert!(failures.len() <= MAX_REMEMBERED);
        }
    }
}
