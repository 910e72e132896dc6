//! The policies that have a name of their own.

use super::{Denylist, PasswordPolicy, PolicyRules};
use crate::fold::fold;

impl PasswordPolicy {
    /// The preset of this name, in any case: `default` (8 characters, with a digit, a lower-case and an upper-case
    /// letter), `nist` (15 characters, not a common password; NIST SP 800-63B-4) or `active-directory` (8 characters of
    /// 3 classes out of 4, without the login).
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::PasswordPolicy;
    ///
    /// assert_eq!(PasswordPolicy::preset("nist").unwrap().rules().length, 15);
    /// assert!(PasswordPolicy::preset("lax").is_none());
    /// ```
    pub fn preset(name: &str) -> Option<Self> {
        let none = PolicyRules::default();
        let rules = match &*fold(name) {
            "default" => PolicyRules { length: 8, digits: 1, lower_case: 1, upper_case: 1, ..none },
            "nist" => PolicyRules { length: 15, denylist: Denylist::Common(true), ..none },
            "active-directory" => {
                PolicyRules { length: 8, min_character_classes: 3, not_contains_username: true, ..none }
            }
            _ => return None,
        };
        Some(Self::new(rules).expect("the presets are valid"))
    }

    /// The preset `default`.
    pub fn preset_default() -> Self {
        Self::preset("default").expect("it is one of the presets")
    }
}
