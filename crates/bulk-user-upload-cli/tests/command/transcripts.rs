//! The output of the command, word for word: each case of `cmd/` is a command line and its output.

// The system words its errors as Unix does.
#[cfg(unix)]
#[test]
fn the_command_says_what_the_files_of_cmd_say() {
    // The cases are in plain text, whatever terminal they are run in.
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("BULK_USER_UPLOAD_DB", "")
        .env("CLICOLOR_FORCE", "0")
        .case("tests/cmd/*.toml")
        .case("tests/stories/*.trycmd");
}
