//! `serve` and `directory set-password` as a process: where it listens, who can sign in, and how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::common::{command, run_with_stdin, sample, stderr};

/// The password of alice where a test sets it.
#[cfg(unix)]
pub(crate) const PASSWORD: &str = "Harbour-Light-7";

/// `alice:Harbour-Light-7`
#[cfg(unix)]
pub(crate) const SIGNED_IN: &str = "Authorization: Basic YWxpY2U6SGFyYm91ci1MaWdodC03\r\n";

/// A service that is running.
pub(crate) struct Service {
    pub(crate) process: Child,
    stdout: BufReader<ChildStdout>,
    pub(crate) address: String,
}

impl Service {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("Listening on http://").expect("it says where it listens");
        Self { address: address.to_owned(), process, stdout }
    }

    /// Sends a request and returns the head and body of the answer. Each line of `headers` ends in a line
    /// end.
    fn ask(&self, request: &str, headers: &str, body: &str) -> String {
        let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
        self.send(request, &format!("{headers}{kind}"), body)
    }

    /// The same for a body of any kind.
    pub(crate) fn send(&self, request: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{request} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}\
             Content-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// The answer to an upload through the API by alice. `headers` are further ones.
    #[cfg(unix)]
    pub(crate) fn upload(&self, headers: &str, name: &str, csv: &str) -> String {
        let body = format!(
            "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{csv}\r\n--part--\r\n"
        );
        let form = "Content-Type: multipart/form-data; boundary=part\r\n";
        self.send("POST /api/v1/imports", &format!("{SIGNED_IN}{headers}{form}"), &body)
    }

    fn sign_in(&self, login: &str, password: &str) -> String {
        self.ask("POST /sign-in", "", &format!("login={login}&password={password}"))
    }

    #[cfg(unix)]
    fn signal(&self, signal: &str) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// Stops the service, and returns its log and its exit status.
    #[cfg(unix)]
    pub(crate) fn stop(mut self) -> (String, Option<i32>) {
        self.signal("-TERM");
        let status = self.process.wait().unwrap();
        let mut log = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (log, status.code())
    }

    /// Asks it to end once it answers, and gives all that it has printed on standard output.
    #[cfg(unix)]
    pub(crate) fn printed(mut self) -> String {
        // It prints before it answers.
        self.send("GET /healthz", "", "");
        self.signal("-TERM");
        assert!(self.process.wait().unwrap().success());
        let mut printed = format!("Listening on http://{}\n", self.address);
        self.stdout.read_to_string(&mut printed).unwrap();
        printed
    }
}

/// A test that fails must not leave a process running.
impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(unix)]
#[test]
fn the_demo_is_a_page_with_imports_on_it_that_goes_when_it_ends() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["serve", "--demo", "--addr", "127.0.0.1:0", "--log-format", "json"];
    let mut service = Service::start(command().args(arguments).env("TMPDIR", folder.path()));
    let mut line = String::new();
    service.stdout.read_line(&mut line).unwrap();
    let password = line.trim().strip_prefix("Sign in as alice with the password ").unwrap().to_owned();
    assert!(service.ask("GET /readyz", "", "").contains("ready"));
    let signed_in = service.sign_in("alice", &password);
    assert!(signed_in.starts_with("HTTP/1.1 303"), "{signed_in}");
    let cookie = signed_in.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    let cookie = cookie.split(';').next().unwrap();
    let page = service.ask("GET /", &format!("Cookie: {cookie}\r\n"), "");
    assert!(page.contains("id=\"import-1\"") && page.contains("id=\"import-2\""), "{page}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let (log, status) = service.stop();
    assert_eq!(status, Some(0), "{log}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the database is gone");
    assert!(!log.contains(&password), "{log}");
    for line in log.lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(event["timestamp"].is_string() && event["level"].is_string(), "{line}");
    }
}

#[cfg(unix)]
#[test]
fn a_demo_that_is_stopped_at_once_leaves_nothing_either() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = Service::start(
        command().args(["serve", "--demo", "--addr", "127.0.0.1:0"]).env("TMPDIR", folder.path()),
    );
    // A request that never ends keeps the service from stopping in order.
    let mut stream = TcpStream::connect(&service.address).unwrap();
    let form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n";
    write!(stream, "POST /sign-in HTTP/1.1\r\nHost: {}\r\n{form}", service.address).unwrap();
    let mut line = String::new();
    BufReader::new(&mut stream).read_line(&mut line).unwrap();
    assert!(line.starts_with("HTTP/1.1 100"), "{line}");
    let mut log = BufReader::new(service.process.stderr.take().unwrap()).lines();
    service.signal("-TERM");
    assert!(log.any(|line| line.unwrap().contains("stopping")));
    service.signal("-TERM");
    assert_eq!(service.process.wait().unwrap().code(), Some(1));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the database is gone");
}

#[cfg(unix)]
#[test]
fn a_password_comes_from_standard_input_and_lets_its_user_in() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("users.db");
    let with_database = |words: &[&str]| {
        let mut command = command();
        command.args(words).arg("--db").arg(&database);
        command
    };
    let directory = sample("directory.json");
    assert!(
        with_database(&["directory", "load", directory.to_str().unwrap()]).output().unwrap().status.success()
    );
    let set = |login: &str, typed: &str| {
        run_with_stdin(&mut with_database(&["directory", "set-password", login]), typed.as_bytes())
    };
    let output = set("Alice", "Harbour-Light-7\r\nmore");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty() && !stderr(&output).contains("Harbour"), "{output:?}");
    for (login, typed, reason) in
        [("ghost", "x\n", "ghost"), ("alice", "\n", "at least one character"), ("alice", "", "at least one")]
    {
        let output = set(login, typed);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(reason), "{output:?}");
    }
    let service = Service::start(&mut with_database(&["serve", "--addr", "127.0.0.1:0", "--secure-cookies"]));
    assert!(service.sign_in("alice", "Harbour-Light-7").contains("set-cookie: __Host-session="));
    assert!(service.sign_in("alice", "Harbour-Light-7more").starts_with("HTTP/1.1 422"));
    assert_eq!(service.stop().1, Some(0));
}

#[test]
fn what_cannot_be_served_is_said() {
    for (arguments, reason) in [
        (&["serve", "--db", "nowhere.db"][..], "there is no database nowhere.db"),
        (&["serve", "--demo", "--db", "x.db"], "cannot be used with"),
        (&["serve", "--demo", "--addr", "192.0.2.1:80"], "cannot serve at 192.0.2.1:80"),
        (&["serve", "--demo", "--user-header", "x-user"], "--trusted-proxy"),
        (
            &["serve", "--demo", "--trusted-proxy", "10.0.0.2", "--user-header", "x user"],
            "is not a name that a header can have",
        ),
    ] {
        let output = command().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(reason), "{arguments:?}: {}", stderr(&output));
    }
}
