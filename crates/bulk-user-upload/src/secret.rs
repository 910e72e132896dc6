//! Passwords, kept out of everything that prints.

use std::fmt;

/// A password as it was typed in the upload.
///
/// It has no `Display` and no `Serialize`, and its `Debug` says nothing of it: the text comes out through
/// [`Password::expose`] alone. The memory it lies in belongs to the check and is zeroized when that is dropped.
///
/// # Example
///
/// ```
/// use bulk_user_upload::Password;
///
/// let password = Password::new("Passw0rdX");
/// assert_eq!(format!("{password:?}"), "Password(…)");
/// assert_eq!(password.expose(), "Passw0rdX");
/// ```
#[derive(Clone, Copy)]
pub struct Password<'t>(&'t str);

impl<'t> Password<'t> {
    /// Wraps a text that must not be printed.
    pub fn new(text: &'t str) -> Self {
        Self(text)
    }

    /// The password itself, exactly as typed. Hash it, and let go of it.
    pub fn expose(self) -> &'t str {
        self.0
    }
}

impl fmt::Debug for Password<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}
