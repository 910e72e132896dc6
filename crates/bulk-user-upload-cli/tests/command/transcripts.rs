//! The output of the command, word for word: each case in `cmd/` is a command line and its output.

// The expected output has the error messages of Unix.
#[cfg(unix)]
#[test]
fn the_command_says_what_the_files_of_cmd_say() {
    // The cases are plain text, even if the tests run in a terminal.
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("BULK_USER_UPLOAD_DB", "")
        .env("CLICOLOR_FORCE", "0")
        .case("tests/cmd/*.toml")
        .case("tests/stories/*.trycmd");
}
