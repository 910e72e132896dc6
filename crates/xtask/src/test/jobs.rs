//! Chores that run side by side, as many at a time as there are cores. The output of each is shown in one piece, in the order
//! of the list: that of the first unfinished chore as it comes, and that of the others when it is their turn.

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
    let (senders, receivers): (Vec<_>, Vec<_>) = jobs.iter().map(|_| channel()).unzip();
    let waiting = Mutex::new(jobs.iter().zip(senders));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores.min(jobs.len()) {
            scope.spawn(|| {
                // A closure, so that the lock is released before the job runs.
                let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
                while let Some((job, sender)) = next() {
                    carry_out(*job, &sender);
                }
            });
        }
        show(jobs, receivers)
    })
}

/// Shows the output of the jobs, one after the other, and adds up their tests.
fn show(jobs: &[Job], receivers: Vec<Receiver<Event>>) -> Result<u32, String> {
    let mut passed = 0;
    let mut failures = Vec::new();
    for (job, events) in jobs.iter().zip(receivers) {
        println!("== {}", job.name);
        for event in events {
            match event {
                Event::Line(line) => println!("{line}"),
                Event::End(Ok(count), time) => {
                    passed += count;
                    println!("== {}: {count} passed after {time}", job.name);
                }
                Event::End(Err(reason), time) => {
                    println!("== {}: FAILED after {time} ({reason})", job.name);
                    failures.push(format!("{} (`cargo xtask {}`)", job.name, job.chore));
                }
            }
        }
    }
    if failures.is_empty() { Ok(passed) } else { Err(format!("Failed: {}", failures.join(", "))) }
}

/// Runs a job, and reports its output and its end.
fn carry_out(job: Job, sender: &Sender<Event>) {
    eprintln!("== {}: started", job.name);
    let start = Instant::now();
    let result = follow(job, |line| drop(sender.send(Event::Line(line))));
    let time = seconds(start);
    let outcome = if result.is_ok() { "passed" } else { "FAILED" };
    eprintln!("== {}: {outcome} after {time}", job.name);
    let _ = sender.send(Event::End(result, time));
}

fn follow(job: Job, mut tell: impl FnMut(String)) -> Result<u32, String> {
    let failed = |error: io::Error| error.to_string();
    let (output, writer) = io::pipe().map_err(failed)?;
    let mut command = Command::new(std::env::current_exe().map_err(failed)?);
    command.arg(job.chore).stdin(Stdio::null());
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
