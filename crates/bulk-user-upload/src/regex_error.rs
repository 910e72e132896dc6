//! Why a text is not a regular expression, on one line.

/// The message of the `regex` crate without its drawing, because each error of a template or directory is one
/// line.
pub(crate) fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default().trim();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_reason_is_one_line() {
        for (pattern, reason) in [
            ("[a-z", "unclosed character class"),
            ("(", "unclosed group"),
            ("a{2,1}", "invalid repetition count range"),
        ] {
            let error = regex::Regex::new(pattern).unwrap_err();
            assert!(super::reason(&error).starts_with(reason), "{}", super::reason(&error));
            assert!(!super::reason(&error).contains('\n'));
        }
    }
}
