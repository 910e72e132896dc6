//! Text from outside, made safe to read.

use std::fmt::Write as _;

use bulk_user_upload::text::is_invisible;

/// A text from outside, in which characters that are invisible, or that reverse the direction of the line,
/// are written as code points. Markup is escaped by the template.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) && character != '\n' {
            let _ = write!(shown, "<U+{:04X}>", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}
