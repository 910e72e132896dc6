//! The transcripts of `web.md` show what their commands print. `trycmd` cannot run them, because servers run
//! until they are stopped.

use std::fs;
use std::path::Path;
use std::process::Command;

use book::blocks;

use crate::book::copy_sample;
use crate::common::{command, run_with_stdin, stderr, stdout, words};
use crate::serve::{PASSWORD, Service};

/// The package of the command.
const PACKAGE: &str = env!("CARGO_PKG_NAME");

/// Where the commands of the page listen. In the test they listen on a free port.
const ADDRESS: &str = "127.0.0.1:8080";

/// A command of the page, and the output that the page shows.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    line: String,
    shown: String,
}

#[test]
fn the_commands_of_the_page_do_what_it_shows() {
    let folder = tempfile::tempdir().unwrap();
    copy_sample(folder.path());
    let transcripts = blocks("web.md").into_iter().filter(|block| block.language == "console");
    let steps: Vec<_> = transcripts.flat_map(|block| steps(&block.code)).collect();
    assert!(!steps.is_empty(), "there is nothing to run");
    for Step { line, shown } in steps {
        let printed = output(&words(&line), folder.path());
        assert!(is_shown(&printed, &shown), "$ {line}\n{printed}\nThe page shows:\n{shown}");
    }
}

/// The commands of a transcript.
fn steps(code: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in code.lines() {
        match (line.strip_prefix("$ "), steps.last_mut()) {
            (Some(line), _) => steps.push(Step { line: line.to_owned(), shown: String::new() }),
            (None, Some(step)) => step.shown.extend([line, "\n"]),
            (None, None) => panic!("no command prints `{line}`"),
        }
    }
    steps
}

/// Runs a command, and returns what it prints.
fn output(words: &[String], folder: &Path) -> String {
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["cargo", "run", "-q", "-p", PACKAGE, "--", "serve", flags @ ..]
        | ["bulk-user-upload", "serve", flags @ ..] => {
            let service = serve(flags, folder);
            let address = service.address.clone();
            service.printed().replace(&address, ADDRESS)
        }
        ["bulk-user-upload", arguments @ ..] => {
            let output = run_with_stdin(command().args(arguments).current_dir(folder), PASSWORD.as_bytes());
            assert!(output.status.success(), "{output:?}");
            [stdout(&output), stderr(&output)].concat()
        }
        ["curl", arguments @ ..] => upload(arguments, folder),
        _ => panic!("no test knows {words:?}"),
    }
}

/// Serves with these flags, but on a free port.
fn serve(flags: &[&str], folder: &Path) -> Service {
    let mut flags = flags.to_vec();
    match flags.iter().position(|flag| *flag == "--addr") {
        Some(index) => assert_eq!(flags.drain(index..index + 2).next_back(), Some(ADDRESS)),
        None => assert_eq!(default_address(), ADDRESS),
    }
    let free = ["serve", "--addr", "127.0.0.1:0"];
    Service::start(command().args(free).args(flags).current_dir(folder).env("TMPDIR", folder))
}

/// Where `serve` listens without `--addr`, as its help says.
fn default_address() -> String {
    let help = command().args(["serve", "--help"]).output().unwrap();
    let (_, after) = stdout(&help).split_once("[default: ").unwrap();
    after.split(']').next().unwrap().to_owned()
}

/// Uploads a file with these arguments of curl, and returns the body of the answer. The same upload is then
/// sent again without curl, and must not be imported twice. If curl is not installed, neither is sent with
/// it.
fn upload(arguments: &[&str], folder: &Path) -> String {
    let ["-u", "alice", "-F", file, "-H", header, url] = arguments else {
        panic!("no test knows curl {arguments:?}");
    };
    let file = Path::new(file.strip_prefix("file=@").unwrap());
    assert_eq!(*url, format!("http://{ADDRESS}/api/v1/imports"));
    let service = serve(&["--db", "users.db"], folder);
    let request = || {
        let name = file.file_name().unwrap().to_str().unwrap();
        service.upload(&format!("{header}\r\n"), name, &fs::read_to_string(folder.join(file)).unwrap())
    };
    let has_curl = Command::new("curl").arg("--version").output().is_ok();
    let body = if has_curl {
        let mut curl = Command::new("curl");
        // No settings of the machine, and no progress.
        curl.args(["--disable", "--silent", "--noproxy", "*", "-u", &format!("alice:{PASSWORD}")]);
        let url = url.replace(ADDRESS, &service.address);
        let output = curl.args(&arguments[2..6]).arg(url).current_dir(folder).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        stdout(&output).to_owned()
    } else {
        request().split_once("\r\n\r\n").unwrap().1.to_owned()
    };
    let again = request();
    assert!(again.contains("idempotency-replayed: true"), "{again}");
    body
}

/// Whether the page shows what a command prints. In place of `…`, the command may print anything. A password
/// is a new one each time.
fn is_shown(printed: &str, shown: &str) -> bool {
    let [printed, shown] = [printed, shown].map(|text| without_password(text.trim_end()));
    match shown.split_once('…') {
        Some((start, end)) => printed.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
        None => printed == shown,
    }
}

/// `x` for each letter of a password.
fn without_password(text: &str) -> String {
    let Some((before, password)) = text.split_once("with the password ") else { return text.to_owned() };
    before.to_owned() + &password.replace(char::is_alphabetic, "x")
}

#[test]
fn a_page_that_shows_something_else_is_found() {
    for shown in ["{\"id\":2}", "{\"id\":2,…}", "{…]", "", "{\"id\":1}\nmore"] {
        assert!(!is_shown("{\"id\":1}", shown), "{shown}");
    }
    assert!(is_shown("{\"id\":1,\"users\":12}", "{\"id\":1,…}\n"));
    assert!(is_shown("as alice with the password abc-def\n", "as alice with the password DEF-abc\n"));
    assert!(!is_shown("as alice with the password abc-def\n", "as alice with the password abcdef\n"));
}
