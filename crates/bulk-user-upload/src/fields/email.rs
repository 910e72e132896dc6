//! E-mail addresses, as HTML's `input type=email` accepts them.

use std::sync::LazyLock;

use regex::Regex;

use super::kind::Kind;
use super::options::FORMULAS;
use crate::problem::Expected;

pub(super) struct Email;

/// The "valid e-mail address" of the HTML Standard. It deviates from RFC 5322 on purpose, which allows more
/// than any mail system accepts.
static VALID: LazyLock<Regex> = LazyLock::new(|| {
    let label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    let pattern = format!(r"\A[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{label}(?:\.{label})*\z");
    Regex::new(&pattern).expect("it is a regular expression")
});

impl Kind for Email {
    const NAME: &'static str = "email";
    const HOLDS: &'static str = "an e-mail address, as HTML's `input type=email` takes it";
    // RFC 5321, 4.5.3.1.3: a path has at most 256 octets, and two of them are its angle brackets.
    const LENGTHS: Option<(usize, usize)> = Some((1, 254));
    const OPTIONS: &'static [&'static str] = &[FORMULAS];

    fn is_plain(&self, _text: &str) -> bool {
        false
    }

    fn is_valid(&self, text: &str) -> bool {
        VALID.is_match(text)
    }

    fn expected(&self, _text: &str) -> Expected {
        Expected::Email
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_what_html_takes() {
        let label = "a".repeat(63);
        for address in [
            "ann@example.org",
            "a@b",
            "ann.lee+csv@mail.example.co.uk",
            ".!#$%&'*+/=?^_`{|}~-@x-1.y",
            "a..b@example.org",
            &format!("ann@{label}.org"),
        ] {
            assert!(Email.is_valid(address), "{address}");
        }
        for text in [
            "ann",
            "@example.org",
            "ann@",
            "ann@example.org.",
            "ann@-example.org",
            "ann@example-.org",
            "ann@exa_mple.org",
            "ann lee@example.org",
            "ann@example.org, bob@example.org",
            "Ann <ann@example.org>",
            "jörg@example.org",
            "ann@müller.de",
            "\"ann lee\"@example.org",
            "ann@example.org\nbob",
            &format!("ann@{label}a.org"),
        ] {
            assert!(!Email.is_valid(text), "{text}");
        }
    }
}
