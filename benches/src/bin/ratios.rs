//! Prints the time of a check beside that of a plain loop over the same bytes, and the memory of both, as
//! tables in Markdown.
//!
//! Every figure is a median. The repetitions take turns (A B C A B C …), so that a change in the speed of the
//! machine affects all of them.

#![expect(clippy::cast_precision_loss, reason = "sizes are shown with three digits")]

use std::time::Duration;

use benches::measure::{median, peak_memory, peak_memory_of, timed};
use benches::{hostile, users, work};
use bulk_user_upload::directory::InMemoryUploader;
use bulk_user_upload::{Passwords, Template};

/// The sizes, and the number of repetitions of each.
const SIZES: [(&str, usize, usize); 3] =
    [("100 KB", 102_400, 501), ("10 MB", 10_000_000, 21), ("100 MB", 100_000_000, 7)];

const HOSTILE_REPETITIONS: usize = 15;

/// The argument with which this program measures its own memory. The work and the size follow it.
const MEMORY: &str = "--memory-of";

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [MEMORY, work, size] => print_memory_of(work, size.parse().expect("the size is a number")),
        [] => {
            let (template, directory) = (users::template(), users::directory(10_000, 1_000));
            let uploader = directory.as_uploader(users::UPLOADER).expect("the uploader is in the directory");
            print_times(&template, &uploader);
            print_memory();
            print_hostile(&template, &uploader);
        }
        _ => eprintln!("usage: ratios"),
    }
}

fn print_times(template: &Template, uploader: &InMemoryUploader<'_>) {
    println!("## Clean files\n");
    println!(
        "| file | rows | csv loop | full check | full / loop | `check` alone | directory and verdict | report as JSON | dropping \
         |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    );
    for (name, size, repetitions) in SIZES {
        let bytes = users::file(size);
        let rows = work::csv_loop(&bytes);
        let mut times: [Vec<Duration>; 6] = Default::default();
        for _ in 0..repetitions {
            for (all, time) in times.iter_mut().zip(round(&bytes, template, uploader)) {
                all.push(time);
            }
        }
        let [csv_loop, full, check, verdict, json, dropping] = times.map(median);
        let speed = |time: Duration| {
            format!("{} ({:.0} MB/s)", milliseconds(time), bytes.len() as f64 / 1e6 / time.as_secs_f64())
        };
        println!(
            "| {name} | {rows} | {} | {} | {:.2} | {} | {} | {} | {} |",
            speed(csv_loop),
            speed(full),
            full.as_secs_f64() / csv_loop.as_secs_f64(),
            milliseconds(check),
            milliseconds(verdict),
            milliseconds(json),
            milliseconds(dropping),
        );
    }
    println!();
}

/// One round of all the work: the loop, the full check, the check alone, directory and verdict, the report as
/// JSON (which contains the SHA-256 of the file), and dropping the report (which zeroizes the passwords).
fn round(bytes: &[u8], template: &Template, uploader: &InMemoryUploader<'_>) -> [Duration; 6] {
    let (csv_loop, _) = timed(|| work::csv_loop(bytes));
    let upload = work::upload(bytes.to_vec());
    let (full, report) = timed(|| work::full_check(template, upload, uploader));
    let (json, _) = timed(|| report.to_json());
    let (dropping, ()) = timed(|| drop(report));
    let upload = work::upload(bytes.to_vec());
    let (check, checked) = timed(|| work::check_alone(template, upload));
    let (verdict, _report) = timed(|| {
        let answers = work::ask(&checked, uploader);
        work::resolve(checked, answers)
    });
    [csv_loop, full, check, verdict, json, dropping]
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

fn print_memory() {
    println!("## Peak memory\n");
    println!("| file | the file alone | csv loop | `check` alone | full check |\n|---|--:|--:|--:|--:|");
    for (name, size, _) in SIZES {
        let cells = ["file", "loop", "check", "full"].map(|work| {
            match peak_memory_of(&[MEMORY, work, &size.to_string()]) {
                Some(peak) => format!("{:.1} MB", peak as f64 / 1e6),
                None => "not measured".to_owned(),
            }
        });
        println!("| {name} | {} |", cells.join(" | "));
    }
    println!();
}

/// Does one piece of work on a file, and prints the peak memory of this process.
fn print_memory_of(work: &str, size: usize) {
    let bytes = users::file(size);
    // The directory is small, so that its own memory does not matter.
    match work {
        "file" => drop(bytes),
        "loop" => assert!(work::csv_loop(&bytes) > 0),
        "check" => drop(work::check_alone(&users::template(), work::upload(bytes))),
        "full" => {
            let directory = users::directory(0, 0);
            let uploader = directory.as_uploader(users::UPLOADER).expect("the uploader is in the directory");
            assert!(work::full_check(&users::template(), work::upload(bytes), &uploader).is_ok());
        }
        _ => eprintln!("unknown work: {work}"),
    }
    if let Some(peak) = peak_memory() {
        println!("{peak}");
    }
}

fn print_hostile(template: &Template, uploader: &InMemoryUploader<'_>) {
    println!("## Hostile files of 100 KB\n");
    println!("| file | full check | × clean | errors | report as JSON | in | rows with errors | in |");
    println!("|---|--:|--:|--:|--:|--:|--:|--:|");
    let mut files = vec![("a clean file", users::file(hostile::SIZE))];
    files.push(("an error in every row", hostile::an_error_in_every_row()));
    files.extend(hostile::files().into_iter().map(|file| (file.name, file.bytes)));
    let clean = files[0].1.clone();
    for (name, bytes) in files {
        let (mut clean_times, mut times) = (Vec::new(), Vec::new());
        for _ in 0..HOSTILE_REPETITIONS {
            let upload = work::upload(clean.clone());
            clean_times.push(timed(|| work::full_check(template, upload, uploader)).0);
            let upload = work::upload(bytes.clone());
            times.push(timed(|| work::full_check(template, upload, uploader)).0);
        }
        let (clean_time, time) = (median(clean_times), median(times));
        let report = work::full_check(template, work::upload(bytes), uploader);
        let mut json = Counter(0);
        let (json_time, ()) =
            timed(|| serde_json::to_writer(&mut json, &report).expect("it is counted only"));
        let mut export = Counter(0);
        let (export_time, _) = timed(|| {
            report.write_rows_with_errors(&mut export, Passwords::Keep).expect("it is counted only")
        });
        println!(
            "| {name} | {} | {:.1} | {} | {:.2} MB | {} | {:.2} MB | {} |",
            milliseconds(time),
            time.as_secs_f64() / clean_time.as_secs_f64(),
            report.error_count(),
            json.0 as f64 / 1e6,
            milliseconds(json_time),
            export.0 as f64 / 1e6,
            milliseconds(export_time),
        );
    }
}

/// Counts the bytes that are written.
struct Counter(usize);

impl std::io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
