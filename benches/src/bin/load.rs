//! The page under load: many clients upload files of 100 KB to a real server, while somebody reads the history.
//!
//! `load [SECONDS [CLIENTS [WAITING]]]` prints a table in Markdown. Loopback only; the release build of `bulk-user-upload` is to
//! stand beside this program. The queue of imports is short, so that all of it has been carried out within minutes: hashing a
//! thousand passwords takes as long as it takes.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use benches::measure::{median, peak_memory_of_process};
use benches::users;
use bulk_user_upload::Password;
use bulk_user_upload::directory::DirectoryUser;
use bulk_user_upload_sqlite::SqliteStore;
use serde_json::Value;

const PASSWORD: &str = "Harbour-Light-7";
const FILE_BYTES: usize = 100 * 1024;

/// Those who upload: clients of one person wait for each other.
const UPLOADERS: usize = 16;

/// More users than a file has: so the logins of no two files meet.
const NUMBERS_A_FILE: usize = 2_000;

/// How long the history is read before anybody uploads, and how often.
const IDLE: Duration = Duration::from_secs(10);
const BETWEEN_READS: Duration = Duration::from_millis(20);

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<usize>().expect("a number"));
    let mut next = |usual: usize| arguments.next().unwrap_or(usual);
    let (seconds, clients, waiting) = (next(60), next(64), next(4));
    let folder = tempfile::tempdir().expect("there is room for a database");
    let server = Server::start(&prepare(folder.path()), waiting);
    fill_history(&server);

    let idle = read_for(&server, IDLE);
    let began = Instant::now();
    let time = Duration::from_secs(seconds as u64);
    let (uploads, busy) = thread::scope(|scope| {
        let uploads = scope.spawn(|| upload_for(&server, clients, began + time));
        let busy = read_for(&server, time);
        (uploads.join().expect("no client panicked"), busy)
    });
    let draining = Instant::now();
    let (ended, lost, created) = wait_for_all(&server, &uploads.accepted);
    let memory = peak_memory_of_process(&server.process.id().to_string());

    println!("| {clients} clients, {seconds} seconds, files of 100 KB, a queue of {waiting} | |\n|---|--:|");
    println!("| uploads sent | {} |", uploads.accepted.len() + uploads.refused + uploads.failed);
    println!("| … accepted | {} |", uploads.accepted.len());
    println!("| … told to come back later (503, `Retry-After`) | {} |", uploads.refused);
    println!("| … answered otherwise, or not at all | {} |", uploads.failed);
    println!("| accepted and ended, {} s after the last upload | {ended} |", draining.elapsed().as_secs());
    println!("| accepted and lost, or with counts that do not add up | {lost} |");
    println!("| users created | {created} |");
    print_reads("idle", &idle);
    print_reads("under load", &busy);
    let ratio = |of: fn(&[Duration]) -> Duration| of(&busy).as_secs_f64() / of(&idle).as_secs_f64();
    println!("| under load / idle, median (aim ≤ 5) | {:.2} |", ratio(middle));
    println!("| under load / idle, 95th of a hundred | {:.2} |", ratio(late));
    let memory =
        memory.map_or_else(|| "not measured".to_owned(), |bytes| format!("{} MB", bytes / 1_000_000));
    println!("| peak memory of the server | {memory} |");
    assert_eq!((lost, uploads.failed), (0, 0), "an upload was lost");
}

fn print_reads(when: &str, times: &[Duration]) {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let (median, late) = (milliseconds(middle(times)), milliseconds(late(times)));
    println!(
        "| history reads {when}: {}, median / 95th of a hundred | {median:.2} / {late:.2} ms |",
        times.len()
    );
}

fn middle(times: &[Duration]) -> Duration {
    median(times.to_vec())
}

fn late(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() * 95 / 100]
}

/// A directory in which one may upload.
fn prepare(folder: &Path) -> String {
    let database = folder.join("users.db");
    let store = SqliteStore::open(&database).expect("the database opens");
    let mut directory = users::directory_data(1000, 100);
    let uploader = directory.users.iter().find(|user| user.login == users::UPLOADER).cloned();
    let uploader = uploader.expect("the uploader is there");
    directory
        .users
        .extend((0..UPLOADERS).map(|number| DirectoryUser { login: login(number), ..uploader.clone() }));
    store.load(&directory).expect("the directory is valid");
    for number in 0..UPLOADERS {
        store.set_password(&login(number), Password::new(PASSWORD)).expect("the uploader is there");
    }
    database.to_str().expect("the folder's name is text").to_owned()
}

fn login(number: usize) -> String {
    format!("{}.{number}", users::UPLOADER)
}

/// The real command.
struct Server {
    process: Child,
    address: String,
    /// What each uploader got when signing in.
    cookies: Vec<String>,
}

impl Server {
    fn start(database: &str, waiting: usize) -> Self {
        let program =
            std::env::current_exe().expect("this program is a file").with_file_name("bulk-user-upload");
        let mut process = Command::new(program)
            .args(["serve", "--addr", "127.0.0.1:0", "--db", database])
            .args(["--waiting-imports", &waiting.to_string()])
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the release build of the command stands beside this program");
        let mut line = String::new();
        let stdout = process.stdout.take().expect("it is piped");
        BufReader::new(stdout).read_line(&mut line).expect("it says where it listens");
        let address = line.trim().strip_prefix("Listening on http://").expect("it listens").to_owned();
        let mut server = Self { process, address, cookies: Vec::new() };
        for number in 0..UPLOADERS {
            let form = format!("login={}&password={PASSWORD}", login(number));
            let answer =
                server.ask("POST /sign-in", "application/x-www-form-urlencoded", form.as_bytes(), UPLOADERS);
            let answer = answer.expect("it answers");
            let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
            server.cookies.push(cookie.expect("signed in").to_owned());
        }
        server
    }

    fn ask(&self, request: &str, kind: &str, body: &[u8], uploader: usize) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect(&self.address)?;
        let cookie = self.cookies.get(uploader).map_or("", String::as_str);
        let (address, length) = (&self.address, body.len());
        let head = format!(
            "{request} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n\r\n"
        );
        stream.write_all(&[head.as_bytes(), body].concat())?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path}"), "text/plain", b"", 0).expect("it answers")
    }

    fn upload(&self, csv: &[u8], uploader: usize) -> std::io::Result<Answer> {
        let start =
            b"--boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"users.csv\"\r\n\r\n";
        let body = [start, csv, b"\r\n--boundary--\r\n"].concat();
        self.ask("POST /api/v1/imports", "multipart/form-data; boundary=boundary", &body, uploader)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("the API answers with JSON")
    }
}

/// A page's worth of uploads that create nobody, so that there is something to read.
fn fill_history(server: &Server) {
    let bad = format!("{}Anna,Lee,anna.lee,Harbour-Light-7,Nobody,TRUE,,Sales,,TRUE\r\n", users::HEADER);
    for _ in 0..60 {
        assert_eq!(server.upload(bad.as_bytes(), 0).expect("it answers").status, 202);
    }
}

/// Reads the first page of the history again and again, and says how long each time took.
fn read_for(server: &Server, time: Duration) -> Vec<Duration> {
    let mut times = Vec::new();
    let began = Instant::now();
    while began.elapsed() < time {
        let start = Instant::now();
        let page = server.get("/");
        times.push(start.elapsed());
        assert!(page.status == 200 && page.body.contains("id=\"history\""), "{}", page.head);
        thread::sleep(BETWEEN_READS);
    }
    times
}

/// What the clients were told.
#[derive(Default)]
struct Uploads {
    /// The imports, and how many users are in each.
    accepted: Vec<(i64, u64)>,
    refused: usize,
    failed: usize,
}

/// Uploads by so many clients at once, until the time is over.
fn upload_for(server: &Server, clients: usize, until: Instant) -> Uploads {
    let (number, all) = (AtomicUsize::new(0), Arc::new(Mutex::new(Uploads::default())));
    thread::scope(|scope| {
        for client in 0..clients {
            let (number, all) = (&number, &all);
            scope.spawn(move || {
                while Instant::now() < until {
                    let (csv, users) = file(number.fetch_add(1, Ordering::Relaxed));
                    let answer = server.upload(&csv, client % UPLOADERS);
                    let mut all = all.lock().expect("no client panicked");
                    let wait = match &answer {
                        Ok(answer) if answer.status == 202 => {
                            all.accepted.push((answer.json()["id"].as_i64().expect("a number"), users));
                            0
                        }
                        Ok(answer) if answer.status == 503 => {
                            all.refused += 1;
                            answer.header("retry-after").and_then(|wait| wait.parse().ok()).unwrap_or(1)
                        }
                        _ => {
                            all.failed += 1;
                            1
                        }
                    };
                    drop(all);
                    thread::sleep(
                        Duration::from_secs(wait).min(until.saturating_duration_since(Instant::now())),
                    );
                }
            });
        }
    });
    Arc::into_inner(all).expect("the clients have ended").into_inner().expect("no client panicked")
}

/// A file of 100 KB, and how many users are in it. No two numbers share a login.
fn file(number: usize) -> (Vec<u8>, u64) {
    let mut csv = users::HEADER.to_owned();
    let mut row = String::new();
    for user in 0..NUMBERS_A_FILE {
        row.clear();
        users::push_user(&mut row, number * NUMBERS_A_FILE + user);
        if csv.len() + row.len() > FILE_BYTES {
            return (csv.into_bytes(), user as u64);
        }
        csv.push_str(&row);
    }
    unreachable!("a user has more than fifty bytes")
}

/// Waits until none of the imports is in progress. Gives how many ended as they should, how many did not, and how many users they
/// created.
fn wait_for_all(server: &Server, accepted: &[(i64, u64)]) -> (usize, usize, u64) {
    let mut records = history(server);
    while records.values().any(|record| record["status"] == "in-progress") {
        thread::sleep(Duration::from_secs(1));
        records = history(server);
    }
    let count = |record: &Value, name: &str| record[name].as_u64().unwrap_or(0);
    let is_whole = |(id, users): &&(i64, u64)| {
        records.get(id).is_some_and(|record| {
            let added = count(record, "created") + count(record, "rows_with_errors");
            record["status"] == "succeeded" && count(record, "users") == *users && added == *users
        })
    };
    let ended = accepted.iter().filter(is_whole).count();
    let created =
        accepted.iter().filter_map(|(id, _)| records.get(id)).map(|record| count(record, "created")).sum();
    (ended, accepted.len() - ended, created)
}

/// All of the history, by the imports' numbers.
fn history(server: &Server) -> HashMap<i64, Value> {
    let mut records = HashMap::new();
    let mut before = String::new();
    loop {
        let page = server.get(&format!("/api/v1/imports{before}")).json();
        for record in page["imports"].as_array().expect("a list") {
            records.insert(record["id"].as_i64().expect("a number"), record.clone());
        }
        match page["next_before"].as_i64() {
            Some(next) => before = format!("?before={next}"),
            None => return records,
        }
    }
}
