//! Prints how long one check takes, in nanoseconds, a line for each repetition: what the bindings compare themselves with.
//!
//! `check_time FILE DIRECTORY.json UPLOADER REPETITIONS`. A repetition goes from the bytes in memory, which it copies, to the
//! verdict, and lets go of it.

use benches::measure::timed;
use benches::{users, work};
use bulk_user_upload::InMemoryDirectory;

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [file, directory, uploader, repetitions] = &arguments[..] else {
        eprintln!("usage: check_time FILE DIRECTORY.json UPLOADER REPETITIONS");
        std::process::exit(2);
    };
    let bytes = std::fs::read(file).expect("the file can be read");
    let json = std::fs::read_to_string(directory).expect("the directory can be read");
    let directory = InMemoryDirectory::from_json(&json).expect("the directory is valid");
    let uploader = directory.as_uploader(uploader).expect("the uploader is in the directory");
    let template = users::template();
    for _ in 0..repetitions.parse().expect("the repetitions are a number") {
        let once = || drop(work::full_check(&template, work::upload(bytes.clone()), &uploader));
        println!("{}", timed(once).0.as_nanos());
    }
}
