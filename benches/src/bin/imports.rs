//! Prints the time of an import into the embedded database as a table in Markdown. Beside each figure is its
//! floor: the minimum work that could do the same.
//!
//! Every figure is a median. The repetitions take turns, so that a change in the speed of the machine affects
//! all of them.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::PasswordHasher;
use benches::measure::{median, timed};
use benches::{users, work};
use bulk_user_upload::import::{ImportMode, ImportPlan, run_import};
use bulk_user_upload::{NewUser, Report, UserDirectory, check};
use bulk_user_upload_sqlite::{Hashing, SqliteStore, StoreOptions};
use rayon::prelude::*;
use rusqlite::Connection;

const USERS: usize = 1000;

/// With OWASP's parameters, each repetition takes seconds.
const HASHING_REPETITIONS: usize = 5;
const DATABASE_REPETITIONS: usize = 41;
const CHECK_REPETITIONS: usize = 201;

fn main() {
    println!("| what | takes | floor | takes | ratio | aim |\n|---|--:|---|--:|--:|---|");
    let folder = tempfile::tempdir().expect("there is room for a database");
    print_import(folder.path());
    print_database(folder.path());
    print_directory(folder.path());
}

/// The header and this number of users.
fn file() -> Vec<u8> {
    let mut csv = users::HEADER.to_owned();
    (0..USERS).for_each(|number| users::push_user(&mut csv, number));
    csv.into_bytes()
}

fn new_store(path: &Path, hashing: Hashing, further_users: usize) -> SqliteStore {
    let store = StoreOptions { hashing, ..StoreOptions::default() }.open(path).expect("the database opens");
    store.load(&users::directory_data(further_users, 1000)).expect("the directory is valid");
    store
}

fn verdict(store: &SqliteStore, bytes: &[u8]) -> Report {
    let checked = check(&users::template(), work::upload(bytes.to_vec()));
    let uploader = store.as_uploader(users::UPLOADER).expect("the uploader is there");
    let answers = checked.questions().ask(&uploader).expect("the database answers");
    checked.resolve(answers).expect("the answers fit")
}

fn import(store: &SqliteStore, plan: &ImportPlan) {
    let record = run_import(store, plan, users::UPLOADER, &mut |_| ControlFlow::Continue(()))
        .expect("the import runs");
    assert_eq!(record.created as usize, USERS);
}

/// An import from the bytes to the last user with OWASP's parameters, and the hashing of the same passwords
/// alone on all cores.
fn print_import(folder: &Path) {
    let bytes = file();
    let (mut imports, mut floors) = (Vec::new(), Vec::new());
    for repetition in 0..HASHING_REPETITIONS {
        let store = new_store(&folder.join(format!("owasp-{repetition}.db")), Hashing::default(), 1000);
        let plan = verdict(&store, &bytes).into_plan(ImportMode::PartialSuccess).unwrap();
        floors.push(timed(|| hash_alone(&plan)).0);
        let whole =
            || import(&store, &verdict(&store, &bytes).into_plan(ImportMode::PartialSuccess).unwrap());
        imports.push(timed(whole).0);
    }
    let title = format!("import of {USERS} users");
    print_row(&title, median(imports), "the bare hashing, on the same cores", median(floors), "≤ 1.2");
}

fn hash_alone(plan: &ImportPlan) {
    let passwords: Vec<_> = plan.new_users().filter_map(NewUser::password).collect();
    let argon2 = Argon2::default();
    passwords.par_iter().for_each(|password| {
        let hash = argon2.hash_password(password.expose().as_bytes()).expect("it can be hashed");
        std::hint::black_box(hash.to_string());
    });
}

/// The same with the minimum of hashing, and a loop that inserts as many lines in one transaction.
fn print_database(folder: &Path) {
    let bytes = file();
    let cheapest = Hashing::new(8, 1, 1).expect("these are Argon2's least parameters");
    let (mut imports, mut floors) = (Vec::new(), Vec::new());
    for repetition in 0..DATABASE_REPETITIONS {
        let store = new_store(&folder.join(format!("fast-{repetition}.db")), cheapest.clone(), 1000);
        let plan = verdict(&store, &bytes).into_plan(ImportMode::PartialSuccess).unwrap();
        let passwords: Vec<_> = plan.new_users().filter_map(NewUser::password).collect();
        let (hashing, _) = timed(|| cheapest.hash(&passwords).expect("they can be hashed"));
        let (import, ()) = timed(|| import(&store, &plan));
        imports.push(import.saturating_sub(hashing));
        floors.push(bare_inserts(&folder.join(format!("bare-{repetition}.db"))));
    }
    let title = format!("the database's part of it ({USERS} users)");
    print_row(&title, median(imports), "as many bare inserts, one transaction", median(floors), "< 100 ms");
}

fn bare_inserts(path: &Path) -> Duration {
    let mut connection = Connection::open(path).expect("the database opens");
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE users (id INTEGER PRIMARY KEY, key TEXT UNIQUE, hash TEXT, attributes TEXT) STRICT;",
        )
        .expect("a table can be made");
    let insert = || {
        let transaction = connection.transaction()?;
        for number in 0..USERS {
            let login = format!("{number:06}@example.org");
            let (hash, attributes) = ("x".repeat(97), "x".repeat(90));
            transaction
                .prepare_cached("INSERT INTO users (key, hash, attributes) VALUES (?1, ?2, ?3)")?
                .execute([&login, &hash, &attributes])?;
        }
        transaction.commit()
    };
    let (time, inserted) = timed(insert);
    inserted.expect("the lines can be inserted");
    time
}

/// A check against a directory of a million users, and the same against one of a thousand.
fn print_directory(folder: &Path) {
    let bytes = file();
    let small = new_store(&folder.join("small.db"), Hashing::default(), 1000);
    let large = new_store(&folder.join("large.db"), Hashing::default(), 1_000_000);
    let (mut small_times, mut large_times) = (Vec::new(), Vec::new());
    for _ in 0..CHECK_REPETITIONS {
        small_times.push(timed(|| verdict(&small, &bytes)).0);
        large_times.push(timed(|| verdict(&large, &bytes)).0);
    }
    assert_known(&large);
    let title = format!("check of {USERS} users against a directory of 1,000,000");
    print_row(&title, median(large_times), "against one of 1,000", median(small_times), "≤ 2");
}

/// Makes sure that the large directory contains its users.
fn assert_known(store: &SqliteStore) {
    let uploader = store.as_uploader(users::UPLOADER).expect("the uploader is there");
    let name = bulk_user_upload::directory::Name::new("existing.user.999999", "existing.user.999999");
    assert!(uploader.existing_logins(&[name]).expect("the database answers")[0].exists());
}

fn print_row(what: &str, time: Duration, floor: &str, floor_time: Duration, aim: &str) {
    let milliseconds = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
    let ratio = time.as_secs_f64() / floor_time.as_secs_f64();
    println!(
        "| {what} | {} | {floor} | {} | {ratio:.2} | {aim} |",
        milliseconds(time),
        milliseconds(floor_time)
    );
}
