//! No block of code in the book is without a test that runs it: a page or a language that is not in the table
//! fails.

use std::fs;

use book::{blocks, pages, root};

/// A page, a language, and the file with the test that runs such blocks. The file must name the page.
type Row = (&'static str, &'static str, &'static str);

/// The Rust code of the pages, as doctests.
const DOCTESTS: &str = "crates/book/src/lib.rs";

/// TOML and JSON, by the engine.
const DATA: &str = "crates/book/tests/data.rs";

/// Commands with their output: they are run, and their output is compared.
const TRANSCRIPTS: &str = "crates/bulk-user-upload-cli/tests/command/book.rs";

/// Commands that a test cannot run, for they install, measure or serve: what they name must exist.
const COMMANDS: &str = "crates/xtask/src/book.rs";

/// A diagram: there is nothing to run.
const PICTURE: Row = ("design.md", "text", "");

const TABLE: &[Row] = &[
    ("README.md", "sh", COMMANDS),
    PICTURE,
    ("directory.md", "json", DATA),
    ("import.md", "console", TRANSCRIPTS),
    ("performance.md", "sh", COMMANDS),
    ("report.md", "json", DATA),
    ("rust.md", "rust", DOCTESTS),
    ("rust.md", "toml", DATA),
    ("templates.md", "json", DATA),
    ("templates.md", "toml", DATA),
    ("tutorial.md", "console", TRANSCRIPTS),
    ("tutorial.md", "sh", COMMANDS),
    // The bindings and the command run their own pages of the book.
    ("c.md", "c", "crates/xtask/src/c/page.rs"),
    ("c.md", "cmake", "crates/xtask/src/c/page.rs"),
    ("c.md", "cpp", "crates/xtask/src/c/page.rs"),
    ("c.md", "sh", "crates/xtask/src/c/page.rs"),
    ("c.md", "text", "crates/xtask/src/c/page.rs"),
    ("python.md", "python", "bindings/python/tests/test_book.py"),
    ("python.md", "text", "bindings/python/tests/test_book.py"),
    ("web.md", "console", "crates/bulk-user-upload-cli/tests/command/book_web.rs"),
    ("web.md", "rust", DOCTESTS),
    ("web.md", "sh", "crates/bulk-user-upload-cli/tests/command/deploy.rs"),
];

#[test]
fn every_block_of_code_has_a_test_that_runs_it() {
    let blocks: Vec<_> = pages().iter().flat_map(|page| blocks(page)).collect();
    assert!(blocks.len() >= 30, "only {} blocks were found", blocks.len());
    let is_run = |page: &str, language: &str| TABLE.iter().any(|row| (row.0, row.1) == (page, language));
    let forgotten: Vec<_> = blocks
        .iter()
        .filter(|block| !is_run(&block.page, &block.language))
        .map(|block| format!("{} line {}: no test runs `{}`", block.page, block.line, block.language))
        .collect();
    assert!(forgotten.is_empty(), "{}", forgotten.join("\n"));
}

#[test]
fn every_test_of_the_table_exists_and_names_its_page() {
    for (page, _, test) in TABLE.iter().filter(|row| **row != PICTURE) {
        let text = fs::read_to_string(root().join(test)).unwrap_or_else(|error| panic!("{test}: {error}"));
        assert!(text.contains(page), "{test} does not run {page}");
    }
}

#[test]
fn every_row_of_the_table_is_used() {
    for (page, language, _) in TABLE {
        assert!(blocks(page).iter().any(|block| block.language == *language), "{page} has no `{language}`");
    }
}
