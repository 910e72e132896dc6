//! A process of its own, which may be killed: this binary again, with its work in the environment.

use std::fmt::Debug;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload::import::{ImportId, ImportMode, ImportRecord, ImportStore, Undo, run_import};
use bulk_user_upload_sqlite::{StoreError, StoreOptions};
use serde::{Deserialize, Serialize};

use crate::common::{Place, UPLOADER, options, plan, resumed};
use crate::quick::Quick;

/// Where a worker finds its work.
const WORK: &str = "BULK_USER_UPLOAD_TEST_WORK";

/// Before what it says on its standard output.
const SAYS: &str = "the worker says: ";

/// What a worker is to do.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Work {
    pub(crate) database: PathBuf,
    pub(crate) task: Task,
    pub(crate) pause: Pause,
    pub(crate) patience: Duration,
    pub(crate) lease: Duration,
    pub(crate) hashes: Hashes,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Task {
    Open,
    Load {
        json: String,
    },
    /// The directory may change between the check and the import.
    Import {
        upload: PathBuf,
        mode: ImportMode,
        change: Option<String>,
    },
    Resume,
    Undo(ImportId),
}

/// What an import makes of its passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Hashes {
    Quick,
    Argon2,
}

/// Where a worker says that it is there, and waits to be told to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Pause {
    Never,
    BeforeOpening,
    BeforeImporting,
    /// At the report of so many batches: of hashes first, and then of users.
    Reported(usize),
}

/// What a worker says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Said {
    /// It has begun, or has come to its pause.
    Here,
    Done,
    Records(Vec<ImportRecord>),
    Undone(Undo),
    /// Which [`StoreError`], and its message.
    Failed(String, String),
}

impl Work {
    /// Work on the database of a place.
    pub(crate) fn new(place: &Place, task: Task) -> Self {
        let StoreOptions { patience, lease, .. } = options();
        Self { database: place.database(), task, pause: Pause::Never, patience, lease, hashes: Hashes::Quick }
    }

    /// An import.
    pub(crate) fn import(place: &Place, csv: &str, mode: ImportMode) -> Self {
        Self::new(place, Task::Import { upload: place.upload(csv), mode, change: None })
    }

    pub(crate) fn pausing(self, pause: Pause) -> Self {
        Self { pause, ..self }
    }

    /// The process, still to be started.
    pub(crate) fn command(&self) -> Command {
        self.command_of(&std::env::current_exe().unwrap())
    }

    pub(crate) fn command_of(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.args(["worker::worker", "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
        command.env(WORK, serde_json::to_string(self).unwrap()).env_remove("BULK_USER_UPLOAD_FAILPOINT");
        command
    }

    pub(crate) fn start(&self) -> Process {
        Process::start(&mut self.command())
    }

    /// Has it killed at a step: `create:before-commit:2`.
    pub(crate) fn start_to_be_killed(&self, step: &str) -> Process {
        Process::start(self.command().env("BULK_USER_UPLOAD_FAILPOINT", step))
    }

    fn options(&self) -> StoreOptions {
        StoreOptions { patience: self.patience, lease: self.lease, ..options() }
    }

    fn pause(&self, pause: Pause) {
        if self.pause == pause {
            say(&Said::Here);
            // It goes on when the other end is closed.
            io::copy(&mut io::stdin(), &mut io::sink()).unwrap();
        }
    }

    fn carry_out(&self) -> Result<Said, StoreError> {
        self.pause(Pause::BeforeOpening);
        let store = self.options().open(&self.database)?;
        Ok(match &self.task {
            Task::Open => Said::Done,
            Task::Load { json } => {
                store.load(&DirectoryData::from_json(json).unwrap())?;
                Said::Done
            }
            Task::Import { upload, mode, change } => {
                let plan = plan(&store, &fs::read_to_string(upload).unwrap(), *mode);
                if let Some(json) = change {
                    store.load(&DirectoryData::from_json(json).unwrap())?;
                }
                self.pause(Pause::BeforeImporting);
                let mut reports = 0;
                let mut progress = |_| {
                    reports += 1;
                    self.pause(Pause::Reported(reports));
                    ControlFlow::Continue(())
                };
                let record = match self.hashes {
                    Hashes::Quick => run_import(&Quick::new(&store), &plan, UPLOADER, &mut progress),
                    Hashes::Argon2 => run_import(&store, &plan, UPLOADER, &mut progress),
                };
                Said::Records(vec![record?])
            }
            Task::Resume => Said::Records(resumed(&store)?),
            Task::Undo(id) => Said::Undone(store.undo(*id, UPLOADER)?),
        })
    }
}

fn say(said: &Said) {
    println!("{SAYS}{}", serde_json::to_string(said).unwrap());
}

/// Which error of an enum it is.
pub(crate) fn name_of(error: &impl Debug) -> String {
    format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[test]
#[ignore = "the other tests run it, as a process of its own"]
fn worker() {
    let Ok(work) = std::env::var(WORK) else { return };
    let work: Work = serde_json::from_str(&work).unwrap();
    if work.pause == Pause::Never {
        say(&Said::Here);
    }
    let said = work.carry_out();
    say(&said.unwrap_or_else(|error| Said::Failed(name_of(&error), error.to_string())));
}

/// A worker that runs.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    heard: String,
}

/// A worker that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Process {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        Self { child, stdin, stdout, heard: String::new() }
    }

    /// Waits until it has begun, or has come to its pause.
    pub(crate) fn wait_until_here(&mut self) {
        while !self.heard.contains(SAYS) {
            let heard = self.stdout.read_line(&mut self.heard).unwrap();
            assert!(heard > 0, "the worker ended before it was there: {}", self.heard);
        }
    }

    /// Lets it go on after its pause.
    pub(crate) fn go_on(&mut self) {
        self.stdin = None;
    }

    /// Kills it, unless it has just ended.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    pub(crate) fn wait(mut self) -> Ended {
        self.stdin = None;
        self.stdout.read_to_string(&mut self.heard).unwrap();
        let output = self.child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        Ended { status: output.status, stdout: self.heard, stderr }
    }
}

impl Ended {
    /// The last that it said; it has not been killed, and has not panicked.
    pub(crate) fn said(&self) -> Said {
        assert!(self.status.success(), "the worker did not come to its end: {self:?}");
        let last = self.stdout.rsplit_once(SAYS).and_then(|(_, last)| last.lines().next());
        serde_json::from_str(last.expect("it says something")).unwrap()
    }

    /// What it imported or resumed.
    pub(crate) fn records(&self) -> Vec<ImportRecord> {
        match self.said() {
            Said::Records(records) => records,
            said => panic!("an import was expected: {said:?}"),
        }
    }

    /// Which error it ended with.
    pub(crate) fn error(&self) -> String {
        match self.said() {
            Said::Failed(error, _) => error,
            said => panic!("an error was expected: {said:?}"),
        }
    }

    pub(crate) fn assert_killed(&self) {
        assert_eq!(self.status.signal(), Some(9), "it was to be killed: {self:?}");
    }
}
