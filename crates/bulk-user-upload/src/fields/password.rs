//! Passwords, which are taken exactly as typed. They are validated later, by a password policy, because the
//! directory says which.

use super::kind::Kind;

pub(super) struct Password;

impl Kind for Password {
    const NAME: &'static str = "password";
    const HOLDS: &'static str = "anything that meets the password policy; no output ever shows it";
    const IS_ONLY_ONE: bool = true;

    fn is_valid(&self, _text: &str) -> bool {
        true
    }
}
