//! The files that the command writes: who may read them, and what they never replace.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::common::{check, command, file, sample, stderr, stdout};
use bulk_user_upload::{InMemoryDirectory, Passwords, Report, Template, Upload, validate};

/// `check many-rows.csv --errors-to PATH` with additional flags.
fn write_errors(path: &Path, flags: &[&str]) -> Output {
    write_errors_command(path, flags).output().unwrap()
}

fn write_errors_command(path: &Path, flags: &[&str]) -> Command {
    let mut command = check(file("many-rows.csv"));
    command.arg("--errors-to").arg(path).args(flags);
    command
}

fn report(name: &str, bytes: &[u8]) -> Report {
    let directory =
        InMemoryDirectory::from_json(&fs::read_to_string(sample("directory.json")).unwrap()).unwrap();
    let uploader = directory.as_uploader("alice").unwrap();
    validate(&Template::default(), Upload::new(name, bytes), &uploader).unwrap()
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_rows_with_errors_are_what_the_engine_exports() {
    let folder = tempfile::tempdir().unwrap();
    let upload = fs::read(sample("users.csv")).unwrap();
    let report = report("users.csv", &upload);
    for (flag, passwords) in [("keep", Passwords::Keep), ("blank", Passwords::Blank)] {
        let path = folder.path().join(flag);
        let output = check(sample("users.csv"))
            .arg("--errors-to")
            .arg(&path)
            .args(["--passwords", flag, "--format", "json"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stderr(&output), format!("Wrote 10 rows with errors to {}.\n", path.display()));
        let mut expected = Vec::new();
        report.write_rows_with_errors(&mut expected, passwords).unwrap();
        assert!(fs::read(&path).unwrap() == expected, "{flag}");
    }
    let text = |name| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(text("keep").contains("Quiet-Meadow-31") && !text("blank").contains("Quiet-Meadow-31"));
}

#[test]
fn passwords_are_kept_unless_told_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("errors.csv");
    assert_eq!(write_errors(&path, &[]).status.code(), Some(1));
    assert!(fs::read_to_string(&path).unwrap().contains("Passw0rdX"));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_rows_with_errors() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("errors.csv");
    let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    write_errors(&path, &[]);
    assert_eq!(mode(), 0o600);
    // This is true even if every user could write to the replaced file.
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
    assert_eq!(write_errors(&path, &["--overwrite"]).status.code(), Some(1));
    assert_eq!(mode(), 0o600);
}

#[test]
fn a_file_that_exists_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("errors.csv");
    fs::write(&path, "mine").unwrap();
    let output = write_errors(&path, &[]);
    assert_eq!(output.status.code(), Some(2));
    let line = "already exists, and was not changed: choose another name, or replace it with --overwrite";
    assert_eq!(stderr(&output), format!("error: {} {line}\n", path.display()));
    assert_eq!((stdout(&output), fs::read_to_string(&path).unwrap().as_str()), ("", "mine"));
}

#[test]
fn overwrite_replaces_it_and_leaves_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("errors.csv");
    fs::write(&path, "mine").unwrap();
    let output = write_errors(&path, &["--overwrite"]);
    assert_eq!((output.status.code(), stderr(&output).lines().count()), (Some(1), 1));
    assert!(fs::read_to_string(&path).unwrap().starts_with("\u{FEFF}First name*"));
    assert_eq!(names_in(folder.path()), ["errors.csv"]);
}

#[test]
fn a_file_without_rows_with_errors_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("errors.csv");
    for (name, status) in [("clean.csv", 0), ("header.csv", 1)] {
        let output = check(file(name)).arg("--errors-to").arg(&path).output().unwrap();
        assert_eq!(output.status.code(), Some(status));
        let line =
            format!("There are no rows with errors to write, so {} was not written.\n", path.display());
        assert_eq!((stderr(&output), path.exists()), (&*line, false));
    }
}

/// `--errors-to` must not replace the upload: not under its own name, not under another, and not if it is
/// read through a redirection.
#[cfg(unix)]
#[test]
fn the_upload_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let upload = folder.path().join("users.csv");
    fs::copy(file("many-rows.csv"), &upload).unwrap();
    let [symbolic, hard] = ["symbolic.csv", "hard.csv"].map(|name| folder.path().join(name));
    std::os::unix::fs::symlink(&upload, &symbolic).unwrap();
    fs::hard_link(&upload, &hard).unwrap();
    for target in [&upload, &symbolic, &hard] {
        for flags in [&["--overwrite"] as &[_], &[]] {
            let by_path = check(&upload).arg("--errors-to").arg(target).args(flags).output().unwrap();
            let stdin = fs::File::open(&upload).unwrap();
            let by_stdin =
                check("-").stdin(stdin).arg("--errors-to").arg(target).args(flags).output().unwrap();
            for output in [by_path, by_stdin] {
                let line = "is the file being read, which --errors-to must not replace: choose another name";
                assert_eq!(stderr(&output), format!("error: {} {line}\n", target.display()));
                assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""));
            }
        }
    }
    assert_eq!(fs::read(&upload).unwrap(), fs::read(file("many-rows.csv")).unwrap());
    assert!(symbolic.is_symlink());
}

#[test]
fn the_directory_and_the_template_are_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let [directory, template] = ["directory.json", "members.toml"].map(|name| folder.path().join(name));
    fs::copy(sample("directory.json"), &directory).unwrap();
    fs::copy(file("members.toml"), &template).unwrap();
    for (target, what) in [(&directory, "directory"), (&template, "template")] {
        let mut command = command();
        command.args(["check", "--overwrite", "--as", "alice"]).arg(file("members.csv"));
        command.arg("--directory").arg(&directory).arg("--template").arg(&template);
        let output = command.arg("--errors-to").arg(target).output().unwrap();
        let line =
            format!("is the {what} being read, which --errors-to must not replace: choose another name");
        assert_eq!(stderr(&output), format!("error: {} {line}\n", target.display()));
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""));
    }
    assert_eq!(fs::read(&directory).unwrap(), fs::read(sample("directory.json")).unwrap());
    assert_eq!(fs::read(&template).unwrap(), fs::read(file("members.toml")).unwrap());
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_replaced_and_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let [elsewhere, link] = ["elsewhere", "errors.csv"].map(|name| folder.path().join(name));
    fs::write(&elsewhere, "mine").unwrap();
    std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
    assert_eq!(write_errors(&link, &[]).status.code(), Some(2));
    assert_eq!(write_errors(&link, &["--overwrite"]).status.code(), Some(1));
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "mine");
    assert!(!link.is_symlink());
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let folder = tempfile::tempdir().unwrap();
    // The test uses a socket in place of a device, because only root can make a device.
    let path = folder.path().join("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let output = write_errors(&path, &["--overwrite"]);
    let line = "is not a regular file, and cannot be replaced: choose another name";
    assert_eq!(stderr(&output), format!("error: {} {line}\n", path.display()));
    assert_eq!(output.status.code(), Some(2));
    assert!(fs::metadata(&path).unwrap().file_type().is_socket());
}

/// Simulates a full disk: no byte may be written.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_whole_is_not_written_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("errors.csv");
    for flags in [&[] as &[_], &["--overwrite"]] {
        let check = write_errors_command(&path, flags);
        let mut limited = Command::new("sh");
        limited.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\""]);
        let output = limited.arg(check.get_program()).args(check.get_args()).output().unwrap();
        let line = format!("error: cannot write {}: File too large (os error 27)\n", path.display());
        assert_eq!((output.status.code(), stdout(&output), stderr(&output)), (Some(2), "", &*line));
        assert_eq!(names_in(folder.path()), [""; 0]);
    }
}

#[cfg(unix)]
#[test]
fn users_who_may_read_other_files_may_read_the_template() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let [path, other] = ["users.csv", "other"].map(|name| folder.path().join(name));
    fs::write(&other, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    for flags in [&[] as &[_], &["--overwrite"]] {
        command().arg("template").arg("-o").arg(&path).args(flags).output().unwrap();
        assert_eq!(mode(&path), mode(&other));
    }
}

#[test]
fn the_template_is_written_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("users.csv");
    let exists = "already exists, and was not changed: choose another name, or replace it with --overwrite";
    let template =
        |flags: &[&str]| command().arg("template").arg("-o").arg(&path).args(flags).output().unwrap();
    let output = template(&[]);
    assert_eq!((output.status.code(), stdout(&output), stderr(&output)), (Some(0), "", ""));
    assert_eq!(fs::read_to_string(&path).unwrap(), Template::default().csv());
    fs::write(&path, "mine").unwrap();
    let output = template(&[]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), ""));
    assert_eq!(stderr(&output), format!("error: {} {exists}\n", path.display()));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(template(&["--overwrite"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&path).unwrap(), Template::default().csv());
    assert_eq!(names_in(folder.path()), ["users.csv"]);
}
