//! The commands of the book's tutorials (`tutorial.md` and `import.md`) do what the pages show.

use std::fs;
use std::path::Path;

use book::{blocks, root};

/// Each page runs in a folder of its own, which has the sample files of the book.
const PAGES: [&str; 2] = ["tutorial.md", "import.md"];

// The expected output has the error messages of Unix.
#[cfg(unix)]
#[test]
fn the_commands_of_the_book_do_what_it_shows() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for page in PAGES {
        let page = folder.path().join(page);
        copy_sample(&page.with_extension("in"));
        fs::write(page.with_extension("trycmd"), story(&page)).unwrap();
    }
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("BULK_USER_UPLOAD_DB", "")
        .env("CLICOLOR_FORCE", "0")
        .case(folder.path().join("*.trycmd"));
}

/// Copies the sample files of the book to where its commands look for them.
pub(crate) fn copy_sample(folder: &Path) {
    let sample = folder.join("docs/sample");
    fs::create_dir_all(&sample).unwrap();
    for entry in fs::read_dir(root().join("docs/sample")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, sample.join(path.file_name().unwrap())).unwrap();
    }
}

/// The transcripts of a page, as `trycmd` reads them.
fn story(page: &Path) -> String {
    let blocks = blocks(page.file_name().unwrap().to_str().unwrap());
    let transcripts = blocks.iter().filter(|block| block.language == "console");
    let story =
        transcripts.fold(String::new(), |story, block| story + "```console\n" + &step(&block.code) + "```\n");
    assert!(story.contains("$ bulk-user-upload "), "there is nothing to run on {}", page.display());
    without_times(&story)
}

/// Adds a blank line after each output. `$ echo $?` and its number become `? 1` after the command before it.
fn step(code: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut command = 0;
    let mut all = code.lines();
    while let Some(line) = all.next() {
        if line == "$ echo $?" {
            let status = all.next().expect("the page shows the status");
            lines.insert(command + 1, format!("? {status}"));
            continue;
        }
        if line.starts_with("$ ") {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            command = lines.len();
        }
        lines.push(line.to_owned());
    }
    lines.join("\n") + "\n\n"
}

/// Replaces times such as `2026-11-02 09:14:07` with a placeholder for any time.
fn without_times(code: &str) -> String {
    const TIME: &str = "0000-00-00 00:00:00";
    let is_time = |text: &str| {
        text.len() == TIME.len()
            && text
                .bytes()
                .zip(TIME.bytes())
                .all(|(byte, like)| if like == b'0' { byte.is_ascii_digit() } else { byte == like })
    };
    let mut text = String::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        if rest.get(..TIME.len()).is_some_and(is_time) {
            text.push_str("[..]");
            rest = &rest[TIME.len()..];
        } else {
            text.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    text
}
