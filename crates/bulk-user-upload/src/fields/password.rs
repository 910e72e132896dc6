//! Passwords, which are taken exactly as typed. They are validated later, by a password policy, because the
//! directory says which.

use super::kind::Kind;
use crate::characters::trim;
use crate::problem::{CellNotice, DataTypeHint};

pub(super) struct Password;

impl Kind for Password {
    const NAME: &'static str = "password";
    const HOLDS: &'static str = "anything that meets the password policy; no output ever shows it";
    const IS_ONLY_ONE: bool = true;
    const HINTS: &'static [DataTypeHint] = &[];

    fn is_plain(&self, _text: &str) -> bool {
        true
    }

    fn is_valid(&self, _text: &str) -> bool {
        true
    }

    fn notice(&self, text: &str) -> Option<CellNotice> {
        (trim(text) != text).then_some(CellNotice::PasswordOuterSpace)
    }
}
