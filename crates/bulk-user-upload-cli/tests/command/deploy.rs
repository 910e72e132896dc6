//! The `sh` blocks of `web.md` install the page as a service, or run it in a container. A test cannot do
//! that, but what they name must exist: in the tree, in the unit, in the Dockerfile, and among the flags of
//! the command.

use std::ffi::OsStr;
use std::fs;

use book::{blocks, root, text};

use crate::common::{command, stderr, words};

/// The unit and the Dockerfile are here.
const FOLDER: &str = "crates/bulk-user-upload-web/deploy";

/// The name of the command, of its unit, and of its image.
const NAME: &str = "bulk-user-upload";

fn read(name: &str) -> String {
    fs::read_to_string(root().join(FOLDER).join(name)).unwrap()
}

/// What the unit says with this key: once for each of its lines.
fn unit(key: &str) -> Vec<String> {
    let unit = read("bulk-user-upload.service");
    let lines = unit.lines().filter_map(|line| line.split_once('='));
    lines.filter(|(name, _)| *name == key).map(|(_, value)| value.replace("%S", "/var/lib")).collect()
}

/// What the Dockerfile says with this instruction, for the last image that it builds.
fn dockerfile(instruction: &str) -> String {
    let dockerfile = read("Dockerfile");
    let mut values = dockerfile.lines().rev().filter_map(|line| line.split_once(' '));
    values.find(|(name, _)| *name == instruction).expect(instruction).1.to_owned()
}

/// The arguments with which a container runs the command if it is given none.
fn default_arguments() -> Vec<String> {
    serde_json::from_str(&dockerfile("CMD")).unwrap()
}

/// What is wrong with a line, if anything.
fn mistake(line: &str) -> Option<String> {
    let words = words(line);
    let words: Vec<_> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["install", "target/release/bulk-user-upload", to] => {
            let program = format!("{to}{NAME} ");
            (!unit("ExecStart")[0].starts_with(&program)).then(|| format!("the unit does not run {program}"))
        }
        ["install", "-m", "644", file, "/etc/systemd/system/"]
        | ["docker", "build", "--file", file, "--tag", NAME, "."] => missing(file),
        ["alias", alias] => {
            let Some(options) = alias.strip_prefix("as-service=systemd-run ") else {
                return Some("no test knows this alias".to_owned());
            };
            self::words(options).windows(2).find_map(|pair| service_option(&pair[0], &pair[1]))
        }
        ["as-service", NAME, arguments @ ..] => wrong_arguments(arguments),
        ["systemctl", "enable", "--now", unit] => missing(&format!("{FOLDER}/{unit}.service")),
        ["docker", "run", rest @ ..] => {
            let image = rest.iter().position(|word| *word == NAME);
            let Some(image) = image else { return Some(format!("no image {NAME} is run")) };
            let (options, arguments) = (&rest[..image], &rest[image + 1..]);
            let wrong = options.windows(2).find_map(|pair| container_option(pair[0], pair[1], arguments));
            wrong.or_else(|| wrong_arguments(arguments))
        }
        [] => None,
        _ => Some("no test knows it".to_owned()),
    }
}

/// What is wrong with an option of `systemd-run`: the service must have the same user and the same folder.
fn service_option(option: &str, value: &str) -> Option<String> {
    let is_right = match option {
        "-p" => value.split_once('=').is_some_and(|(key, value)| unit(key) == [value]),
        "-E" => unit("Environment") == [value],
        _ => true,
    };
    (!is_right).then(|| format!("the unit does not have {value}"))
}

/// What is wrong with an option of `docker run`, if these are the arguments of the command in the container.
fn container_option(option: &str, value: &str, arguments: &[&str]) -> Option<String> {
    let parts: Vec<_> = value.split(':').collect();
    let is_right = match (option, parts.as_slice()) {
        ("-v", [file, mounted, "ro"]) if file.starts_with('/') => arguments.contains(mounted),
        ("-v", parts) => parts.len() == 2 && parts[1] == dockerfile("VOLUME"),
        ("-p", parts) => parts.last() == Some(&dockerfile("EXPOSE").as_str()),
        ("--memory", _) => unit("MemoryMax") == [value.to_uppercase()],
        ("--stop-timeout", _) => unit("TimeoutStopSec") == [value],
        _ => true,
    };
    (!is_right).then(|| format!("{option} {value} is not what the Dockerfile, the unit or the command has"))
}

fn missing(file: &str) -> Option<String> {
    (!root().join(file).is_file()).then(|| format!("there is no file {file}"))
}

/// What the command says about arguments that it does not know. With `--help` it does nothing else.
fn wrong_arguments(arguments: &[impl AsRef<OsStr>]) -> Option<String> {
    let output = command().args(arguments).arg("--help").output().unwrap();
    (!output.status.success()).then(|| stderr(&output).to_owned())
}

#[test]
fn the_page_names_what_exists() {
    let blocks = blocks("web.md").into_iter().filter(|block| block.language == "sh");
    let lines: Vec<_> =
        blocks.flat_map(|block| block.code.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    for program in ["systemctl ", "docker "] {
        assert!(lines.iter().any(|line| line.starts_with(program)), "the page has no {program}");
    }
    for line in lines {
        assert_eq!(mistake(&line), None, "{line}");
    }
}

#[test]
fn the_unit_and_the_image_run_the_command() {
    let start = unit("ExecStart").concat();
    let arguments = words(start.split_once(' ').unwrap().1);
    assert_eq!(wrong_arguments(&arguments), None, "{start}");
    let arguments = default_arguments();
    assert_eq!(wrong_arguments(&arguments), None, "{arguments:?}");
    let behind_a_proxy = format!("`{} --secure-cookies`", arguments.join(" "));
    assert!(text("web.md").contains(&behind_a_proxy), "{behind_a_proxy}");
}

#[test]
fn what_does_not_exist_is_a_mistake() {
    for line in [
        "install target/release/bulk-user-upload /usr/bin/",
        "install -m 644 crates/bulk-user-upload-web/deploy/page.service /etc/systemd/system/",
        "alias as-root='sudo'",
        "alias as-service='systemd-run --pty -p User=page -p StateDirectory=bulk-user-upload'",
        "alias as-service='systemd-run --pty -E BULK_USER_UPLOAD_DB=/var/lib/users.db'",
        "as-service bulk-user-upload directory laod /etc/directory.json",
        "systemctl enable --now page",
        "docker build --file Dockerfile --tag bulk-user-upload .",
        "docker run --rm page",
        "docker run --rm bulk-user-upload directory load --forse",
        "docker run -v bulk-users:/var/lib/page bulk-user-upload",
        "docker run -v /directory.json:/directory.json:ro bulk-user-upload directory load /users.json",
        "docker run -p 127.0.0.1:8080:80 bulk-user-upload",
        "docker run --memory 256m bulk-user-upload",
        "docker run --stop-timeout 10 bulk-user-upload",
        "podman run bulk-user-upload",
    ] {
        assert!(mistake(line).is_some(), "{line}");
    }
}
