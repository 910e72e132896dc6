//! Chores that run side by side, as many at a time as there are cores. The output of each is shown in one
//! piece, in the order of the list: that of the first unfinished chore as it comes, and that of the others
//! when it is their turn.

use std::io::{self, BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::steps::seconds;

/// A chore that tests something. Its last line is `N passed, 0 failed`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Job {
    /// What it tests.
    pub(super) name: &'static str,
    /// What comes after `cargo xtask`.
    pub(super) chore: &'static str,
}

/// What a job reports.
enum Event {
    Line(String),
    /// How many tests passed, or why it failed.
    End(Result<u32, String>, String),
}

/// Runs the jobs, and returns how many tests passed. If a job fails, the others still run.
pub(super) fn run(jobs: &[Job]) -> Result<u32, String> {
    let xtask = std::env::current_exe().map_err(|error| error.to_string())?;
    let command = |chore: &str| {
        let mut command = Command::new(&xtask);
        command.arg(chore);
        command
    };
    run_with(jobs, command, &mut |line| println!("{line}"))
}

/// Runs the jobs by these commands, and passes each line to show on to `print`.
fn run_with(
    jobs: &[Job],
    command: impl Fn(&str) -> Command + Sync,
    print: &mut dyn FnMut(&str),
) -> Result<u32, String> {
    let (senders, receivers): (Vec<_>, Vec<_>) = jobs.iter().map(|_| channel()).unzip();
    let waiting = Mutex::new(jobs.iter().zip(senders));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores.min(jobs.len()) {
            scope.spawn(|| {
                // A closure, so that the lock is released before the job runs.
                let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
                while let Some((job, sender)) = next() {
                    carry_out(job, command(job.chore), &sender);
                }
            });
        }
        show(jobs, receivers, print)
    })
}

/// Shows the output of the jobs, one after the other, and adds up their tests.
fn show(jobs: &[Job], receivers: Vec<Receiver<Event>>, print: &mut dyn FnMut(&str)) -> Result<u32, String> {
    let mut passed = 0;
    let mut failures = Vec::new();
    for (job, events) in jobs.iter().zip(receivers) {
        print(&format!("== {}", job.name));
        for event in events {
            match event {
                Event::Line(line) => print(&line),
                Event::End(Ok(count), time) => {
                    passed += count;
                    print(&format!("== {}: {count} passed after {time}", job.name));
                }
                Event::End(Err(reason), time) => {
                    print(&format!("== {}: FAILED after {time} ({reason})", job.name));
                    failures.push(format!("{} (`cargo xtask {}`)", job.name, job.chore));
                }
            }
        }
    }
    if failures.is_empty() { Ok(passed) } else { Err(format!("Failed: {}", failures.join(", "))) }
}

/// Runs a job, and reports its output and its end.
fn carry_out(job: &Job, command: Command, sender: &Sender<Event>) {
    eprintln!("== {}: started", job.name);
    let start = Instant::now();
    let result = follow(command, |line| drop(sender.send(Event::Line(line))));
    let time = seconds(start);
    let outcome = if result.is_ok() { "passed" } else { "FAILED" };
    eprintln!("== {}: {outcome} after {time}", job.name);
    let _ = sender.send(Event::End(result, time));
}

/// Runs a command, reports its output line by line, and returns how many tests passed.
fn follow(mut command: Command, mut tell: impl FnMut(String)) -> Result<u32, String> {
    let failed = |error: io::Error| error.to_string();
    let (output, writer) = io::pipe().map_err(failed)?;
    command.stdin(Stdio::null());
    command.stdout(writer.try_clone().map_err(failed)?).stderr(writer);
    let mut child = command.spawn().map_err(failed)?;
    // The command holds the writing end of the pipe, and the output would never end.
    drop(command);
    let mut last = String::new();
    for line in BufReader::new(output).split(b'\n') {
        last = String::from_utf8_lossy(&line.map_err(failed)?).into_owned();
        tell(last.clone());
    }
    let status = child.wait().map_err(failed)?;
    if !status.success() {
        return Err(status.to_string());
    }
    let passed = last.strip_suffix(" passed, 0 failed").and_then(|count| count.parse().ok());
    passed.ok_or_else(|| "its last line does not say how many tests passed".to_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Runs jobs whose chores are shell commands; returns the lines as well.
    fn run_shell<const N: usize>(chores: [&'static str; N]) -> (Result<u32, String>, Vec<String>) {
        let mut lines = Vec::new();
        let jobs = chores.map(|chore| Job { name: "job", chore });
        let shell = |chore: &str| {
            let mut shell = Command::new("sh");
            shell.args(["-c", chore]);
            shell
        };
        let result = run_with(&jobs, shell, &mut |line| lines.push(line.to_owned()));
        lines.retain(|line| !line.starts_with("=="));
        (result, lines)
    }

    #[test]
    fn output_stays_together_in_the_order_of_the_jobs() {
        let slow = "echo one; sleep 0.2; echo two >&2; echo '2 passed, 0 failed'";
        let (result, lines) = run_shell([slow, "echo three; echo '3 passed, 0 failed'"]);
        assert_eq!(result, Ok(5));
        assert_eq!(lines, ["one", "two", "2 passed, 0 failed", "three", "3 passed, 0 failed"]);
    }

    #[test]
    fn a_failure_is_named_and_the_other_jobs_run() {
        let (result, lines) = run_shell(["exit 3", "echo '3 passed, 0 failed'"]);
        assert_eq!(result, Err("Failed: job (`cargo xtask exit 3`)".to_owned()));
        assert_eq!(lines, ["3 passed, 0 failed"]);
    }

    #[test]
    fn a_job_that_does_not_say_how_many_tests_passed_has_failed() {
        assert!(run_shell(["echo all is well"]).0.is_err());
    }
}
