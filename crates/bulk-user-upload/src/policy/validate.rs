//! Validates a password. Each rule that is not met is named, and the password is never shown.
//!
//! Each rule is a field of [`PolicyRules`]. In this file it has a line in the table, a description of what is
//! missing, and a check. The checks destructure the rules completely, so that a rule without a check does not
//! compile.

use serde::Serialize;

use super::PasswordPolicy;
use super::classes::{CLASSES, has, is_digit, is_special};
use super::spec::PolicyRules;
use crate::fold::{fold_like_password, fold_password};
use crate::secret::Password;

/// Derives [`Rule`] from the table of rules. The text of a rule says what it asks of a password.
macro_rules! rules {
    ($($rule:ident: $asks:literal,)*) => {
        /// A rule of a policy, with the name of its key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        #[serde(rename_all = "camelCase")]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = concat!("The password must have ", $asks, ".")] $rule,)*
        }

        impl Rule {
            /// Every rule, in the order in which reports list them.
            pub const ALL: &[Self] = &[$(Self::$rule),*];

            /// What the password must have, as the end of a sentence.
            pub fn asks(self) -> &'static str {
                match self {
                    $(Self::$rule => $asks,)*
                }
            }
        }
    };
}

rules! {
    Length: "at least this number of characters (code points)",
    MaxLength: "at most this number of characters (code points)",
    Digits: "at least this number of digits",
    LowerCase: "at least this number of lower-case letters",
    UpperCase: "at least this number of capital letters",
    SpecialChars: "at least this number of characters that are neither letters, marks nor numbers",
    MinCharacterClasses: "characters of at least this number of those four classes",
    MaxRepeated: "no character more than this number of times in a row (`aaa` is three times)",
    NotUsername: "another text than the login",
    NotContainsUsername: "no login inside it (one of fewer than 3 characters does not count)",
    NotContainsName: "no first or last name inside it (one of fewer than 3 characters does not count)",
    Denylist: "with `true`, none of the 22,878 common passwords that the engine includes (all have 8 characters or more, \
               because `length` rejects shorter ones); with a list, none of those",
    RegexPatterns: "a match for each of these regular expressions",
}

/// A rule that the password does not meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Unmet {
    /// The rule.
    pub rule: Rule,
    /// The number that the rule requires, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<usize>,
    /// The regular expression that did not match, for [`Rule::RegexPatterns`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
}

impl Unmet {
    fn of(rule: Rule) -> Self {
        Self { rule, required: None, pattern: None }
    }

    /// What the password needs, as the end of a sentence: `it needs at least 8 characters`.
    pub(crate) fn need(&self) -> String {
        let count = self.required.unwrap_or_default();
        let of = |one: &str, many: &str| {
            if count == 1 { format!("a {one}") } else { format!("{count} {many}") }
        };
        let characters = || if count == 1 { "1 character".to_owned() } else { format!("{count} characters") };
        match self.rule {
            Rule::Length => format!("at least {}", characters()),
            Rule::MaxLength => format!("at most {}", characters()),
            Rule::Digits => of("digit", "digits"),
            Rule::LowerCase => of("lower-case letter", "lower-case letters"),
            Rule::UpperCase => of("capital letter", "capital letters"),
            Rule::SpecialChars => of("special character", "special characters"),
            Rule::MinCharacterClasses => {
                format!(
                    "{count} of the four: capital letters, lower-case letters, digits, special characters"
                )
            }
            Rule::MaxRepeated if count == 1 => "no character twice in a row".to_owned(),
            Rule::MaxRepeated => format!("no character more than {count} times in a row"),
            Rule::NotUsername => "to differ from the login".to_owned(),
            Rule::NotContainsUsername => "to be without the login".to_owned(),
            Rule::NotContainsName => "to be without the first and the last name".to_owned(),
            Rule::Denylist => "to be none of the passwords that everybody guesses".to_owned(),
            Rule::RegexPatterns => format!("to match {}", self.pattern.as_deref().unwrap_or_default()),
        }
    }
}

/// The owner of a password, for the rules that compare it with names.
///
/// # Example
///
/// ```
/// use bulk_user_upload::policy::{PasswordOwner, Rule};
/// use bulk_user_upload::{Password, PasswordPolicy};
///
/// let policy = PasswordPolicy::preset("active-directory").unwrap();
/// let owner = PasswordOwner::new("ann.lee", vec!["Ann", "Lee"]);
/// assert_eq!(policy.unmet(Password::new("1Ann.Lee1"), &owner)[0].rule, Rule::NotContainsUsername);
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct PasswordOwner<'t> {
    /// The login, trimmed or not. Blank if it is not known.
    pub login: &'t str,
    /// The parts of the name of the person.
    pub names: Vec<&'t str>,
}

impl<'t> PasswordOwner<'t> {
    /// The owner with this login and these parts of a name.
    pub fn new(login: &'t str, names: Vec<&'t str>) -> Self {
        Self { login, names }
    }
}

impl PasswordPolicy {
    /// Whether the password meets every rule.
    pub fn is_met(&self, password: Password<'_>, owner: &PasswordOwner<'_>) -> bool {
        self.validate(password.expose(), owner).next().is_none()
    }

    /// The rules that the password does not meet, in the order of [`Rule`], with one entry for each pattern.
    /// The password is taken exactly as typed.
    pub fn unmet(&self, password: Password<'_>, owner: &PasswordOwner<'_>) -> Vec<Unmet> {
        self.validate(password.expose(), owner).collect()
    }

    /// Whether a rule needs the owner of the password.
    pub(crate) fn compares_with_names(&self) -> bool {
        self.rules.not_username || self.rules.not_contains_username || self.rules.not_contains_name
    }

    /// Whether a rule compares the password with other texts.
    fn compares_text(&self) -> bool {
        self.compares_with_names() || !matches!(self.denylist, super::denylist::Entries::None)
    }

    /// The rules that are not met, one after another. The more expensive rules are checked only if the caller
    /// asks for another one.
    fn validate(&self, password: &str, owner: &PasswordOwner<'_>) -> impl Iterator<Item = Unmet> {
        let PolicyRules {
            length,
            max_length,
            digits,
            lower_case,
            upper_case,
            special_chars,
            min_character_classes,
            max_repeated,
            not_username: _,
            not_contains_username: _,
            not_contains_name: _,
            denylist: _,
            regex_patterns: _,
        } = &self.rules;
        let code_points = password.chars().count();
        // The classes are counted only if the policy asks for them.
        let classes = match min_character_classes {
            0 => 0,
            _ => CLASSES.iter().filter(|&&is_of_class| has(password, 1, is_of_class)).count(),
        };
        let max_length = max_length.unwrap_or(usize::MAX);
        let counts = [
            (Rule::Length, *length, code_points >= *length),
            (Rule::MaxLength, max_length, code_points <= max_length),
            (Rule::Digits, *digits, has(password, *digits, is_digit)),
            (Rule::LowerCase, *lower_case, has(password, *lower_case, char::is_lowercase)),
            (Rule::UpperCase, *upper_case, has(password, *upper_case, char::is_uppercase)),
            (Rule::SpecialChars, *special_chars, has(password, *special_chars, is_special)),
            (Rule::MinCharacterClasses, *min_character_classes, classes >= *min_character_classes),
            (Rule::MaxRepeated, *max_repeated, *max_repeated == 0 || longest_run(password) <= *max_repeated),
        ];
        let broken_counts = counts
            .into_iter()
            .filter(|(.., is_met)| !is_met)
            .map(|(rule, required, _)| Unmet { required: Some(required), ..Unmet::of(rule) });
        let broken_texts = std::iter::once_with(|| self.validate_text(password, owner)).flatten();
        let broken_patterns =
            self.patterns.iter().filter(|pattern| !pattern.is_match(password)).map(|pattern| Unmet {
                pattern: Some(pattern.as_str().to_owned()),
                ..Unmet::of(Rule::RegexPatterns)
            });
        broken_counts.chain(broken_texts).chain(broken_patterns)
    }

    /// The rules that compare the folded password with other texts.
    fn validate_text(&self, password: &str, owner: &PasswordOwner<'_>) -> Vec<Unmet> {
        if !self.compares_text() {
            return Vec::new();
        }
        let &PolicyRules { not_username, not_contains_username, not_contains_name, .. } = &self.rules;
        let folded = fold_password(password);
        let is_login = || *folded == fold_like_password(owner.login);
        let is_name_in_it = || owner.names.iter().any(|name| contains(&folded, name));
        [
            (Rule::NotUsername, not_username && is_login()),
            (Rule::NotContainsUsername, not_contains_username && contains(&folded, owner.login)),
            (Rule::NotContainsName, not_contains_name && is_name_in_it()),
            (Rule::Denylist, self.denylist.contains(&folded)),
        ]
        .into_iter()
        .filter(|(_, is_broken)| *is_broken)
        .map(|(rule, _)| Unmet::of(rule))
        .collect()
    }
}

/// A login or a part of a name that is shorter than this number of code points is not looked for (SPEC, fine
/// print).
const MIN_PART: usize = 3;

/// The length of the longest run of one character.
fn longest_run(password: &str) -> usize {
    let (mut longest, mut run, mut last) = (0, 0, None);
    for character in password.chars() {
        run = if last == Some(character) { run + 1 } else { 1 };
        (longest, last) = (longest.max(run), Some(character));
    }
    longest
}

fn contains(folded: &str, part: &str) -> bool {
    let part = crate::characters::trim(part);
    part.chars().count() >= MIN_PART && folded.contains(&*fold_like_password(part))
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
    fn runs_are_of_one_code_point_as_typed() {
        let rules = PolicyRules { max_repeated: 2, ..PolicyRules::default() };
        assert_eq!(unmet(rules.clone(), "aabbaa"), []);
        assert_eq!(unmet(rules.clone(), "aAaAaA"), [], "the password is case-sensitive");
        assert_eq!(unmet(rules.clone(), "xéééx"), [Rule::MaxRepeated]);
        assert_eq!(unmet(rules, "   "), [Rule::MaxRepeated]);
        assert_eq!(
            unmet(PolicyRules { max_repeated: 1, ..PolicyRules::default() }, "aa"),
            [Rule::MaxRepeated]
        );
        assert_eq!(unmet(PolicyRules::default(), "aaaaaaaa"), [], "0 asks for nothing");
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
        assert_eq!(unmet(rules.clone(), "xStra\u{AD}ssex"), [], "characters that nobody sees count");
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
