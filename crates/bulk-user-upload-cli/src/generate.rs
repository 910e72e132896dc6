//! `completions` and `man`: generated from the flags, so they are always up to date.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use crate::args::Args;
use crate::error::Error;
use crate::terminal::write_stdout;

/// The parts of the manual that the flags do not contain.
const MORE_OF_THE_MANUAL: &str = "\
.SH \"EXIT STATUS\"
.TP
.B 0
The file has no errors.
.TP
.B 1
The file has errors; the report names them.
.TP
.B 2
The command could not run: a wrong flag, an input that cannot be read, a broken directory or template, \
a file that would be replaced. A line on standard error says what and where.
.SH ENVIRONMENT
.TP
.B NO_COLOR
If set and not empty, no colours are used, unless
.B \\-\\-color always
asks for them.
.TP
.B CLICOLOR_FORCE
If set and not 0, colours are used in files and pipes, too.
.SH EXAMPLES
.nf
bulk\\-user\\-upload template \\-o users.csv
bulk\\-user\\-upload check users.csv \\-\\-directory directory.json \\-\\-as alice
bulk\\-user\\-upload check \\- \\-\\-directory directory.json \\-\\-as alice \\-\\-format jsonl < users.csv
.fi
";

/// Runs `completions`.
pub(crate) fn completions(shell: Shell) -> Result<(), Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "bulk-user-upload", &mut script);
    write_stdout(|out| out.write_all(&script))
}

/// Runs `man`.
pub(crate) fn man() -> Result<(), Error> {
    write_stdout(page)
}

/// One page: the command, then a section for each subcommand.
fn page(out: &mut dyn Write) -> io::Result<()> {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    let subcommands: Vec<_> = command.get_subcommands().cloned().collect();
    let man = Man::new(command);
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    for subcommand in subcommands {
        let heading = subcommand.get_name().to_uppercase();
        // The first section already has the flags of all subcommands.
        let man = Man::new(subcommand.mut_args(|arg| {
            let is_common = ["color", "help"].contains(&arg.get_id().as_str());
            if is_common { arg.hide(true) } else { arg }
        }));
        let mut section = Vec::new();
        man.render_description_section(&mut section)?;
        man.render_synopsis_section(&mut section)?;
        man.render_options_section(&mut section)?;
        writeln!(out, ".SH \"COMMAND {heading}\"")?;
        out.write_all(demoted(&String::from_utf8_lossy(&section)).as_bytes())?;
    }
    out.write_all(MORE_OF_THE_MANUAL.as_bytes())
}

/// The roff, with its sections turned into subsections.
fn demoted(roff: &str) -> String {
    roff.replace("\n.SH ", "\n.SS ").replacen(".SH DESCRIPTION\n", "", 1)
}
