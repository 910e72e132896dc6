//! The key by which names are compared (SPEC sections 5 and 6).

use std::borrow::Cow;

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use zeroize::Zeroizing;

use crate::characters::{is_ignorable, trim};

const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfkc();
const CASE: CaseMapperBorrowed<'static> = CaseMapper::new();

/// The key by which logins, permission groups, teams, plans, headers and TRUE/FALSE are compared (SPEC
/// section 5): NFKC(full case fold(NFKC(trimmed text without ignorable characters))).
///
/// Two names that look alike, because one of them has a character in it that nobody sees
/// (`Default_Ignorable_Code_Point`), have the same key.
///
/// A directory that stores this key beside each name can compare names byte by byte. Passwords are not
/// folded, except by a password policy that compares them with names and lists.
///
/// # Example
///
/// ```
/// use bulk_user_upload::fold;
///
/// assert_eq!(fold(" STRASSE "), fold("straße"));
/// assert_eq!(fold("ＴＲＵＥ"), "true");
/// assert_eq!(fold("Sa\u{AD}les"), "sales");
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    fold_untrimmed(trim(text))
}

/// The key of a password, which is taken exactly as typed. Every intermediate text is zeroized.
pub(crate) fn fold_password(password: &str) -> Zeroizing<String> {
    let composed = Zeroizing::new(NFKC.normalize(password).into_owned());
    let folded = Zeroizing::new(CASE.fold_string(&composed).into_owned());
    Zeroizing::new(NFKC.normalize(&folded).into_owned())
}

/// What a password is compared with: a trimmed login or name, folded with the characters that nobody sees in,
/// as the password is.
pub(crate) fn fold_like_password(text: &str) -> Cow<'_, str> {
    fold_characters(trim(text))
}

/// The key of a text that is already trimmed.
fn fold_untrimmed(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() && text.contains(is_ignorable) {
        let seen: String = text.chars().filter(|&character| !is_ignorable(character)).collect();
        return Cow::Owned(fold_characters(&seen).into_owned());
    }
    fold_characters(text)
}

/// The text with each of its characters folded.
fn fold_characters(text: &str) -> Cow<'_, str> {
    if is_key(text) {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    let composed = NFKC.normalize(text);
    let folded = CASE.fold_string(&composed);
    Cow::Owned(NFKC.normalize(&folded).into_owned())
}

/// Whether the text is ASCII without capital letters. Such a text is its own key.
fn is_key(text: &str) -> bool {
    text.bytes().fold(true, |so_far, byte| so_far & byte.is_ascii() & !byte.is_ascii_uppercase())
}

/// Folds a text into `buffer`, unless it is already its own key. A caller who folds many texts allocates only
/// once.
pub(crate) fn fold_into<'b>(text: &'b str, buffer: &'b mut String) -> &'b str {
    let text = trim(text);
    if is_key(text) {
        return text;
    }
    buffer.clear();
    if text.is_ascii() {
        buffer.push_str(text);
        buffer.make_ascii_lowercase();
    } else {
        buffer.push_str(&fold_untrimmed(text));
    }
    buffer
}

/// The key of the column that a rows-with-errors file adds (SPEC section 8).
pub(crate) const ERRORS_KEY: &str = "errors";

/// The key of a header cell (SPEC section 3). The text is folded; one `*`, one part in parentheses and one
/// more `*` at its end are removed, with the white space between them; then white space, hyphens, full stops
/// and underscores are. `First name*`, `first_name`, `First.name` and `First name (required)` have the same
/// key.
pub(crate) fn header_key(name: &str) -> String {
    let folded = fold(name);
    let name = without_star(without_parentheses(without_star(folded.trim_end()).trim_end()).trim_end());
    name.chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '-' | '.' | '_'))
        .collect()
}

fn without_star(name: &str) -> &str {
    name.strip_suffix('*').unwrap_or(name)
}

/// The name less the part in parentheses at its end, in which there is no other parenthesis.
fn without_parentheses(name: &str) -> &str {
    let Some(inside) = name.strip_suffix(')') else { return name };
    match inside.rfind(['(', ')']) {
        Some(open) if inside[open..].starts_with('(') => &name[..open],
        _ => name,
    }
}

/// What a hint compares by: the letters and digits of a header's key (SPEC section 3).
pub(crate) fn hint_key(header_key: &str) -> Zeroizing<String> {
    let mut key = Zeroizing::new(String::with_capacity(header_key.len()));
    key.extend(header_key.chars().filter(|&character| is_letter_or_digit(character)));
    key
}

fn is_letter_or_digit(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    category == GeneralCategory::DecimalNumber || GeneralCategoryGroup::Letter.contains(category)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_by_nfkc_around_full_case_folding() {
        assert_eq!(fold("STRASSE"), fold("Straße"));
        assert_eq!(fold("ﬁn"), "fin");
        assert_eq!(fold("Σίσυφος"), fold("ΣΊΣΥΦΟΣ"));
        assert_eq!(fold("e\u{301}"), fold("É"));
        assert_eq!(fold(" Ann\u{200B}"), "ann");
        // The fold is not Turkic: a dotted capital I keeps its dot.
        assert_eq!(fold("İ"), "i\u{307}");
    }

    #[test]
    fn characters_that_nobody_sees_do_not_count() {
        for text in ["an\u{AD}n", "A\u{200B}nn", "a\u{34F}nn", "an\u{FE0F}n", "an\u{3164}n", "\u{AD}ann"] {
            assert_eq!(fold(text), "ann", "{text:?}");
        }
        assert_eq!(fold("\u{AD}"), "");
        assert_eq!(fold("e\u{34F}\u{301}"), fold("é"), "what the character kept apart is put together");
        // It is no ignorable character, though it looks like a space.
        assert_eq!(fold("a\u{2800}b"), "a\u{2800}b");
        assert_eq!(fold_like_password(" A\u{AD}nn "), "a\u{AD}nn");
    }

    #[test]
    fn a_password_is_folded_but_not_trimmed() {
        assert_eq!(*fold_password(" STRAẞE\u{200B}"), " strasse\u{200B}");
    }

    #[test]
    fn folding_into_a_buffer_is_folding() {
        let mut buffer = String::from("left over");
        for text in ["", " Bob ", "STRAẞE", "ﬁ", "a b", "a\u{AD}b"] {
            assert_eq!(fold_into(text, &mut buffer), fold(text));
        }
    }

    #[test]
    fn header_keys_drop_stars_and_a_part_in_parentheses_at_the_end_only() {
        for name in [
            "First name*",
            "First name **",
            "First name(required)",
            "First name * (required) *",
            "first name ()",
            "First name（required）＊",
        ] {
            assert_eq!(header_key(name), "firstname", "{name}");
        }
        for (name, key) in [
            ("name***", "name*"),
            ("name* *", "name"),
            ("name (a)**", "name(a)"),
            ("(given) name", "(given)name"),
            ("name (a) (b)", "name(a)"),
            ("name ((a))", "name((a))"),
            ("name (a", "name(a"),
            ("name a)", "namea)"),
            ("name (a).", "name(a)"),
        ] {
            assert_eq!(header_key(name), key, "{name}");
        }
        assert_eq!((header_key("(Login)"), header_key("*")), (String::new(), String::new()));
    }

    #[test]
    fn header_keys_drop_spaces_hyphens_full_stops_and_underscores_everywhere() {
        for name in [
            "first_name",
            "FirstName",
            " FIRST-NAME ",
            "First\u{A0}name",
            "F.i.r.s.t. name",
            "._- First Name",
        ] {
            assert_eq!(header_key(name), "firstname", "{name}");
        }
        // Other hyphens are none.
        assert_eq!(header_key("First\u{2013}name"), "first\u{2013}name");
    }

    #[test]
    fn hints_compare_by_letters_and_digits() {
        for (name, key) in [
            ("First Name [Required]", "firstnamerequired"),
            ("Ім'я 2", "імя2"),
            ("Nst.:", "nst"),
            // The dot of a folded capital I is a mark.
            ("İsim", "isim"),
            ("**", ""),
        ] {
            assert_eq!(*hint_key(&header_key(name)), key, "{name}");
        }
    }
}
