//! Completions and the manual contain every flag, because they are made from the flags.

use crate::common::{command, stdout};

const CHECK_FLAGS: [&str; 8] =
    ["directory", "as", "template", "name", "format", "errors-to", "overwrite", "passwords"];

#[test]
fn every_shell_completes_every_flag() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = command().args(["completions", shell]).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        for flag in CHECK_FLAGS {
            assert!(stdout(&output).contains(flag), "{shell} lacks --{flag}");
        }
    }
}

#[test]
fn the_manual_has_every_subcommand_and_flag() {
    let output = command().arg("man").output().unwrap();
    let page = stdout(&output);
    assert!(page.contains(".TH bulk-user-upload 1"));
    for section in ["CHECK", "TEMPLATE", "CODES", "COMPLETIONS", "MAN"] {
        assert!(page.contains(&format!(".SH \"COMMAND {section}\"")), "{section}");
    }
    for flag in CHECK_FLAGS {
        assert!(page.contains(&format!("\\-\\-{}", flag.replace('-', "\\-"))), "--{flag}");
    }
    assert!(page.contains(".SH \"EXIT STATUS\""));
}
