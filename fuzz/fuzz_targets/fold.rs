//! The key by which names compare.

#![no_main]

use bulk_user_upload::fold;
use bulk_user_upload::text::trim;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str)| {
    let (text, other) = texts;
    let key = fold(text);
    // A lone accent such as U+00B4 folds to a space and a combining accent, so a key can begin with what is trimmed from a
    // text. SPEC section 5 has it so: trimming comes first.
    if trim(&key) == key {
        assert_eq!(fold(&key), key, "a key is its own key");
    }
    assert_eq!(trim(trim(text)), trim(text));
    assert_eq!(fold(&format!(" \u{FEFF}{text}\t\u{200B}")), key, "what is trimmed does not matter");
    assert_eq!(fold(&text.to_ascii_uppercase()), key, "nor does the case of ASCII letters");
    assert!(!key.chars().any(|character| character.is_ascii_uppercase()));
    if trim(text) == trim(other) {
        assert_eq!(fold(other), key);
    }
});
