//! `--errors-to`: the rows with errors, in a new file that only its owner can read.

use bulk_user_upload::{Passwords, Report};
use same_file::Handle;

use crate::args::CheckArgs;
use crate::error::Error;
use crate::input::Input;
use crate::new_file::{Access, NewFile};
use crate::terminal::tell;

/// The file for the rows with errors.
#[derive(Debug)]
pub(crate) struct ErrorsFile {
    file: NewFile,
    passwords: Passwords,
}

impl ErrorsFile {
    /// Resolves the flags. A path that leads to one of the inputs is an error: replacing the file that is
    /// being checked with some of its rows would lose the others.
    pub(crate) fn resolve(args: &CheckArgs, inputs: &[&Input<'_>]) -> Result<Option<Self>, Error> {
        let Some(path) = args.errors_to.clone() else { return Ok(None) };
        if path.as_os_str() == "-" {
            return Err(Error::ErrorsToStdout);
        }
        // Only regular files are opened to compare them. Opening a pipe would wait for its other end.
        if path.is_file()
            && let Ok(target) = Handle::from_path(&path)
            && let Some(input) = inputs.iter().find(|input| input.is(&target))
        {
            return Err(Error::IsInput { path: path.display().to_string(), what: input.what() });
        }
        let file = NewFile { path, existing: args.existing(), access: Access::Owner };
        Ok(Some(Self { file, passwords: args.passwords.into() }))
    }

    /// Writes the rows with errors, if there are any, and tells the user.
    pub(crate) fn write(&self, report: &Report) -> Result<(), Error> {
        let path = self.file.path.display();
        if report.rows_with_errors() == 0 {
            tell(&format!("There are no rows with errors to write, so {path} was not written."));
            return Ok(());
        }
        // There is no buffered writer, which would leave passwords in memory: the engine writes row by row,
        // and zeroizes each.
        let rows = self.file.write(|file| report.write_rows_with_errors(file, self.passwords))?;
        let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
        tell(&format!("Wrote {rows} with errors to {path}."));
        Ok(())
    }
}
