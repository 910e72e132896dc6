//! The password for `set-password`: typed without being shown, or the first line of standard input. It is
//! never a flag.

use std::io::{self, BufRead, IsTerminal};

use zeroize::Zeroizing;

use crate::error::Error;

/// Asks for a password. In a terminal, it must be typed twice.
pub(crate) fn ask(login: &str) -> Result<Zeroizing<String>, Error> {
    let failed = |source| Error::Read { what: "password", path: "on standard input".to_owned(), source };
    let password = if io::stdin().is_terminal() {
        let login = crate::terminal::visible(login);
        let typed = |prompt: String| rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(failed);
        let password = typed(format!("Password of {login}: "))?;
        if *password != *typed("The same again: ".to_owned())? {
            return Err(Error::PasswordsDiffer);
        }
        password
    } else {
        let mut line = Zeroizing::new(String::with_capacity(1024));
        io::stdin().lock().read_line(&mut line).map_err(failed)?;
        Zeroizing::new(
            line.strip_suffix('\n')
                .map_or(&**line, |line| line.strip_suffix('\r').unwrap_or(line))
                .to_owned(),
        )
    };
    if password.is_empty() { Err(Error::NoPassword) } else { Ok(password) }
}
