//! Problems of passwords; none of them ever has a word of the password.

use serde::Serialize;

use super::catalogue::{CellProblemKind, Level, ProblemKind};
use super::sentence::{Hole, Sentence};
use crate::policy::Unmet;

/// 601: rules of the password policy are not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PasswordPolicyComplexityNotMet {
    /// The rules that are not met.
    pub unmet: Vec<Unmet>,
}

impl ProblemKind for PasswordPolicyComplexityNotMet {
    const NUMBER: u16 = 601;
    const CODE: &'static str = "password-policy-complexity-not-met";
    const TITLE: &'static str = "Password policy: complexity not met";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str =
        "The password does not meet the requirements of the associated password policy.";
    const HELP: &'static str = "Choose another password.";

    fn what(&self) -> Sentence<'_> {
        let needs = self.unmet.iter().map(Unmet::need).collect();
        Sentence::new("The password does not meet the password policy: it needs {needs}.")
            .fill("needs", Hole::List(needs))
    }
}

impl CellProblemKind for PasswordPolicyComplexityNotMet {
    fn hide_value(&mut self) {}
}
