//! The `bulk-user-upload` command: checks a CSV file of new users, creates them, keeps the history, and
//! serves the page.
//!
//! Flags are parsed ([`args`]), resolved and run: there is a module for each subcommand. Data go to standard
//! output, everything else to standard error. The exit status is 0 if there are no errors, 1 if a file has
//! errors, and 2 if the command could not run.

#![forbid(unsafe_code)]

mod args;
mod check;
mod codes;
mod database;
mod demo;
mod directory;
mod error;
mod errors_file;
mod generate;
mod history;
mod import;
mod input;
mod new_file;
mod output;
mod password;
mod serve;
mod template;
mod terminal;
mod undo;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::check::Verdict;
use crate::error::Error;

fn main() -> ExitCode {
    let args = Args::parse();
    let color = args.color;
    match run(args) {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Problems) => ExitCode::from(1),
        Err(error) => {
            terminal::report_failure(&error, color);
            ExitCode::from(2)
        }
    }
}

fn run(args: Args) -> Result<Verdict, Error> {
    match args.command {
        Command::Check(check) => return check::run(check, args.color),
        Command::Import(import) => return import::run(import, args.color),
        Command::History(history) => history::history(&history, args.color)?,
        Command::Show(show) => history::show(&show, args.color)?,
        Command::Errors(errors) => history::errors(errors)?,
        Command::Undo(undo) => return undo::run(&undo, args.color),
        Command::Serve(serve) => serve::run(&serve)?,
        Command::Directory(command) => directory::run(command, args.color)?,
        Command::Template(template) => template::run(template)?,
        Command::Codes(codes) => codes::run(&codes, args.color)?,
        Command::Completions { shell } => generate::completions(shell)?,
        Command::Man => generate::man()?,
    }
    Ok(Verdict::Clean)
}
