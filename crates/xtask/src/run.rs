//! Running commands.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

/// The result of a chore: nothing, or the reason why it failed.
pub(crate) type Outcome = Result<(), String>;

/// The top folder of the repository.
pub(crate) fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root.pop();
    root
}

/// Runs cargo in the top folder of the repository.
pub(crate) fn cargo<const N: usize>(arguments: [&str; N]) -> Outcome {
    run(Command::new("cargo").args(arguments))
}

/// Prints a command and runs it in the top folder of the repository.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let words = words(command);
    eprintln!("$ {words}");
    let status =
        command.current_dir(root()).status().map_err(|error| format!("`{words}` cannot run: {error}"))?;
    ended(&words, status)
}

/// Prints a command, runs it in the top folder of the repository, and passes each line of its output on to
/// `watch`.
pub(crate) fn run_watched(command: &mut Command, mut watch: impl FnMut(&str)) -> Outcome {
    let words = words(command);
    eprintln!("$ {words}");
    let failed = |error: std::io::Error| format!("`{words}` cannot run: {error}");
    let mut child = command.current_dir(root()).stdout(Stdio::piped()).spawn().map_err(failed)?;
    for line in BufReader::new(child.stdout.take().expect("it is piped")).lines() {
        let line = line.map_err(failed)?;
        println!("{line}");
        watch(&line);
    }
    ended(&words, child.wait().map_err(failed)?)
}

/// Prints a command, runs it in the top folder of the repository, and returns its output, which is shown only
/// if it fails.
pub(crate) fn output_of(command: &mut Command) -> Result<String, String> {
    let words = words(command);
    eprintln!("$ {words}");
    let output = command.current_dir(root()).stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("`{words}` cannot run: {error}"))?;
    let said =
        [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    ended(&words, output.status).map_err(|failure| format!("{said}\n{failure}"))?;
    Ok(said)
}

fn words(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    words.join(" ")
}

fn ended(words: &str, status: ExitStatus) -> Outcome {
    if status.success() { Ok(()) } else { Err(format!("`{words}` failed ({status})")) }
}

/// Prints a command and runs it in the top folder of the repository. Any other exit status than `expected` is
/// a failure.
pub(crate) fn run_ending_with(command: &mut Command, expected: i32) -> Outcome {
    let words = words(command);
    eprintln!("$ {words}");
    let status = command.current_dir(root()).status();
    let status = status.map_err(|error| format!("`{words}` cannot run: {error}"))?;
    if status.code() == Some(expected) {
        Ok(())
    } else {
        Err(format!("`{words}` should end with {expected}: {status}"))
    }
}
