//! Validating a password: every rule that is not met, by name, never with the password.

use std::ops::ControlFlow;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use serde::Serialize;

use super::PasswordPolicy;
use crate::fold::{fold, fold_password};
use crate::secret::Password;

/// A rule of a policy, under the name that its key has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
#[expect(missing_docs, reason = "each is described where it is set: PolicyRules")]
pub enum Rule {
    Length,
    MaxLength,
    Digits,
    LowerCase,
    UpperCase,
    SpecialChars,
    MinCharacterClasses,
    NotUsername,
    NotContainsUsername,
    NotContainsName,
    Denylist,
    RegexPatterns,
}

/// A rule that a password does not meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unmet {
    /// The rule.
    pub rule: Rule,
    /// The number that it asks for, where it asks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<usize>,
    /// The regular expression that was not found, of [`Rule::RegexPatterns`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
}

/// Whose password it is, for the rules that compare it with names.
///
/// # Example
///
/// ```
/// use bulk_user_upload::{Password, PasswordOwner, PasswordPolicy, Rule};
///
/// let policy = PasswordPolicy::preset("active-directory").unwrap();
/// let owner = PasswordOwner { login: "ann.lee", names: vec!["Ann", "Lee"] };
/// assert_eq!(policy.unmet(Password::new("1Ann.Lee1"), &owner)[0].rule, Rule::NotContainsUsername);
/// ```
#[derive(Debug, Clone, Default)]
pub struct PasswordOwner<'t> {
    /// The login, trimmed or not; blank where it is not known.
    pub login: &'t str,
    /// The parts of the person's name.
    pub names: Vec<&'t str>,
}

/// A login or a part of a name that is shorter than this, in code points, is not looked for (SPEC, fine print).
const SHORTEST_PART: usize = 3;

impl PasswordPolicy {
    /// Whether the password meets every rule.
    pub fn is_met(&self, password: Password<'_>, owner: &PasswordOwner<'_>) -> bool {
        self.broken(password, owner).is_none()
    }

    /// The rules that the password does not meet, in the order in which [`Rule`] has them; of the patterns, one entry
    /// each. It takes the password exactly as typed.
    pub fn unmet(&self, password: Password<'_>, owner: &PasswordOwner<'_>) -> Vec<Unmet> {
        let mut unmet = Vec::new();
        self.validate(password.expose(), owner, &mut |broken| {
            unmet.push(broken);
            ControlFlow::Continue(())
        });
        unmet
    }

    /// The first rule that is not met.
    fn broken(&self, password: Password<'_>, owner: &PasswordOwner<'_>) -> Option<Rule> {
        let mut rule = None;
        self.validate(password.expose(), owner, &mut |broken| {
            rule = Some(broken.rule);
            ControlFlow::Break(())
        });
        rule
    }

    /// Whether the rules need to know whose password it is.
    pub(crate) fn compares_with_names(&self) -> bool {
        self.rules.not_username || self.rules.not_contains_username || self.rules.not_contains_name
    }

    /// Whether a rule asks for more than counts.
    fn reads_the_text(&self) -> bool {
        self.compares_with_names()
            || !matches!(self.denylist, super::denylist::Entries::None)
            || !self.patterns.is_empty()
    }

    fn validate(
        &self,
        password: &str,
        owner: &PasswordOwner<'_>,
        report: &mut dyn FnMut(Unmet) -> ControlFlow<()>,
    ) {
        let _ = match self.validate_counts(password, report) {
            ControlFlow::Continue(()) => self.validate_text(password, owner, report),
            stop @ ControlFlow::Break(()) => stop,
        };
    }

    fn validate_counts(
        &self,
        password: &str,
        report: &mut dyn FnMut(Unmet) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let rules = &self.rules;
        let length = password.chars().count();
        // Only a policy that asks for classes pays for counting them.
        let classes = match rules.min_character_classes {
            0 => 0,
            _ => CLASSES.iter().filter(|&&is_of_class| has(password, 1, is_of_class)).count(),
        };
        let max_length = rules.max_length.unwrap_or(usize::MAX);
        for (rule, required, met) in [
            (Rule::Length, rules.length, length >= rules.length),
            (Rule::MaxLength, max_length, length <= max_length),
            (Rule::Digits, rules.digits, has(password, rules.digits, is_digit)),
            (Rule::LowerCase, rules.lower_case, has(password, rules.lower_case, char::is_lowercase)),
            (Rule::UpperCase, rules.upper_case, has(password, rules.upper_case, char::is_uppercase)),
            (Rule::SpecialChars, rules.special_chars, has(password, rules.special_chars, is_special)),
            (Rule::MinCharacterClasses, rules.min_character_classes, classes >= rules.min_character_classes),
        ] {
            if !met && report(Unmet { rule, required: Some(required), pattern: None }).is_break() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }

    fn validate_text(
        &self,
        password: &str,
        owner: &PasswordOwner<'_>,
        report: &mut dyn FnMut(Unmet) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if !self.reads_the_text() {
            return ControlFlow::Continue(());
        }
        let rules = &self.rules;
        let folded = fold_password(password);
        let is_login = || *folded == fold(owner.login);
        for (rule, broken) in [
            (Rule::NotUsername, rules.not_username && is_login()),
            (Rule::NotContainsUsername, rules.not_contains_username && contains(&folded, owner.login)),
            (
                Rule::NotContainsName,
                rules.not_contains_name && owner.names.iter().any(|name| contains(&folded, name)),
            ),
            (Rule::Denylist, self.denylist.contains(&folded)),
        ] {
            if broken && report(Unmet { rule, required: None, pattern: None }).is_break() {
                return ControlFlow::Break(());
            }
        }
        for pattern in self.patterns.iter().filter(|pattern| !pattern.is_match(password)) {
            let pattern = Some(pattern.as_str().to_owned());
            if report(Unmet { rule: Rule::RegexPatterns, required: None, pattern }).is_break() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }
}

fn contains(folded: &str, part: &str) -> bool {
    let part = crate::characters::trim(part);
    part.chars().count() >= SHORTEST_PART && folded.contains(&*fold(part))
}

/// The four classes of `minCharacterClasses`.
const CLASSES: [fn(char) -> bool; 4] = [is_digit, char::is_lowercase, char::is_uppercase, is_special];

/// Whether so many characters are of a class; it looks no further than it must.
fn has(password: &str, count: usize, is_of_class: impl Fn(char) -> bool) -> bool {
    count == 0 || password.chars().filter(|&character| is_of_class(character)).nth(count - 1).is_some()
}

/// A decimal number (Nd).
fn is_digit(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_digit()
    } else {
        CodePointMapData::<GeneralCategory>::new().get(character) == GeneralCategory::DecimalNumber
    }
}

/// Neither letter, mark nor number.
fn is_special(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_alphanumeric();
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    let word =
        GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Mark).union(GeneralCategoryGroup::Number);
    !word.contains(category)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Denylist, PolicyRules};

    fn unmet(rules: PolicyRules, password: &str) -> Vec<Rule> {
        let owner = PasswordOwner { login: " Jörg.Straße ", names: vec!["Al", "Straße"] };
        let policy = PasswordPolicy::new(rules).unwrap();
        let unmet = policy.unmet(Password::new(password), &owner);
        assert_eq!(policy.is_met(Password::new(password), &owner), unmet.is_empty());
        unmet.into_iter().map(|unmet| unmet.rule).collect()
    }

    #[test]
    fn counts_are_of_code_points_and_unicode_classes() {
        let rules = PolicyRules {
            length: 3,
            max_length: Some(9),
            digits: 1,
            lower_case: 1,
            upper_case: 1,
            special_chars: 1,
            ..PolicyRules::default()
        };
        assert_eq!(unmet(rules.clone(), "aA1!"), []);
        assert_eq!(unmet(rules.clone(), "éÉ٣→"), []);
        assert_eq!(
            unmet(rules.clone(), "e\u{301}"),
            [Rule::Length, Rule::Digits, Rule::UpperCase, Rule::SpecialChars]
        );
        assert_eq!(
            unmet(rules, "漢½漢½漢½漢½漢½").len(),
            5,
            "neither letters without case nor fractions are in a class"
        );
    }

    #[test]
    fn classes_are_counted() {
        let rules = PolicyRules { min_character_classes: 3, ..PolicyRules::default() };
        assert_eq!(unmet(rules.clone(), "aA1"), []);
        assert_eq!(unmet(rules, "aA漢"), [Rule::MinCharacterClasses]);
    }

    #[test]
    fn names_compare_folded_and_short_ones_are_not_looked_for() {
        let rules = PolicyRules {
            not_username: true,
            not_contains_username: true,
            not_contains_name: true,
            ..PolicyRules::default()
        };
        assert_eq!(
            unmet(rules.clone(), "JÖRG.STRASSE"),
            [Rule::NotUsername, Rule::NotContainsUsername, Rule::NotContainsName]
        );
        assert_eq!(unmet(rules.clone(), "xSTRASSEx"), [Rule::NotContainsName]);
        assert_eq!(unmet(rules, "xALx"), []);
    }

    #[test]
    fn denylists_compare_the_whole_password_folded() {
        let own = |entry: &str| PolicyRules {
            denylist: Denylist::Own(vec![entry.to_owned()]),
            ..PolicyRules::default()
        };
        assert_eq!(unmet(own("Straße"), "STRASSE"), [Rule::Denylist]);
        assert_eq!(unmet(own("Straße"), "STRASSE "), [], "the password is taken as typed");
        let common = PolicyRules { denylist: Denylist::Common(true), ..PolicyRules::default() };
        assert_eq!(unmet(common, "PassWord1"), [Rule::Denylist]);
    }

    #[test]
    fn each_pattern_must_be_found() {
        let rules = PolicyRules {
            regex_patterns: vec!["^[a-z]".to_owned(), "[0-9]{2}".to_owned()],
            ..PolicyRules::default()
        };
        assert_eq!(unmet(rules.clone(), "a12"), []);
        assert_eq!(unmet(rules, "A1"), [Rule::RegexPatterns, Rule::RegexPatterns]);
    }
}
