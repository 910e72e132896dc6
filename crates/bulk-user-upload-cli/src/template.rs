//! `template`: the CSV file to fill in, or the template itself.

use std::path::Path;

use bulk_user_upload::Template;

use crate::args::{TemplateArgs, TemplateFormat};
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
    let text = match args.format {
        TemplateFormat::Csv => template.csv(),
        TemplateFormat::Toml => template.to_toml(),
        TemplateFormat::Json => template.to_json(),
    };
    let existing = args.existing();
    match args.output {
        Some(path) if path != Path::new("-") => {
            let file = NewFile { path, existing, access: Access::Usual };
            file.write(|file| std::io::Write::write_all(file, text.as_bytes()))
        }
        _ => write_stdout(|out| out.write_all(text.as_bytes())),
    }
}
