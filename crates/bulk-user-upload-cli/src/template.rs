//! `template`: the CSV file to fill in.

use std::path::Path;

use bulk_user_upload::Template;

use crate::args::TemplateArgs;
use crate::error::Error;
use crate::input::Input;
use crate::new_file::{Access, NewFile};
use crate::terminal::write_stdout;

/// Runs `template`.
pub(crate) fn run(args: TemplateArgs) -> Result<(), Error> {
    let template = match args.template.as_deref() {
        Some(path) => Input::template(path)?.read_template()?,
        None => Template::default(),
    };
    let csv = template.csv();
    let existing = args.existing();
    match args.output {
        Some(path) if path != Path::new("-") => {
            let file = NewFile { path, existing, access: Access::Usual };
            file.write(|file| std::io::Write::write_all(file, csv.as_bytes()))
        }
        _ => write_stdout(|out| out.write_all(csv.as_bytes())),
    }
}
