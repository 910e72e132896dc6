//! A database that may not be written: a process that tries is told so, and nothing changes.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use bulk_user_upload::import::{ImportId, ImportMode};

use crate::common::{Files, Place, Users, import, plan};
use crate::worker::{Process, Said, Task, Work};

/// A user with no rights.
const NOBODY: u32 = 65_534;

/// What is in a folder.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// Sets the rights to each file, and to the folder of the database.
fn set_modes(place: &Place, file: u32, folder: u32) {
    for path in bytes(&place.data()).keys() {
        set_mode(path, file);
    }
    set_mode(&place.data(), folder);
}

/// A worker that has only the rights that everybody has: root may write what is read-only.
fn start_without_rights(place: &Place, work: &Work) -> Process {
    let folder = place.folder();
    set_mode(folder, 0o755);
    if fs::metadata(folder).unwrap().uid() != 0 {
        return work.start();
    }
    let program = folder.join("worker");
    if !program.exists() {
        // Where this one is, others may not be able to come.
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    }
    Process::start(work.command_of(&program).current_dir(folder).uid(NOBODY).gid(NOBODY))
}

/// The rights to the files, and to their folder.
const RIGHTS: [(u32, u32); 3] = [(0o444, 0o555), (0o666, 0o555), (0o444, 0o777)];

/// How the store may say so.
const TOLD: [&str; 3] = ["ReadOnly", "Open", "LockFile"];

#[test]
fn a_read_only_database_is_told_and_not_changed() {
    let (place, users) = (Place::loaded(), Users::usual(ImportMode::PartialSuccess));
    import(&place.store(), &plan(&place.store(), &users.csv, ImportMode::PartialSuccess));
    let ended = Files::of(&place.data());
    let work = Work::import(&place, &users.csv, ImportMode::PartialSuccess);
    work.start_to_be_killed("create:before-commit").wait().assert_killed();
    let killed = Files::of(&place.data());

    let place = Place::empty();
    // Without and with what a process that was killed has left.
    for files in [&ended, &killed] {
        for (file, folder) in RIGHTS {
            files.put(&place.data());
            let before = bytes(&place.data());
            let tasks = [
                Work::import(&place, &users.csv, ImportMode::PartialSuccess).task,
                Task::Load { json: r#"{"teams": [{"name": "Night"}]}"#.to_owned() },
                Task::Undo(ImportId(1)),
                Task::Resume,
            ];
            for task in tasks {
                set_modes(&place, file, folder);
                let ended = start_without_rights(&place, &Work::new(&place, task.clone())).wait();
                match ended.said() {
                    Said::Failed(error, message) => {
                        assert!(TOLD.contains(&&*error), "{error}: {message}");
                    }
                    // Where nothing is in progress, there is nothing to write.
                    Said::Records(records) if records.is_empty() => {}
                    said => panic!("it may not write: {said:?}"),
                }
                set_modes(&place, 0o644, 0o755);
                let after = bytes(&place.data());
                for (path, bytes) in &before {
                    assert!(after[path] == *bytes, "{} has changed", path.display());
                }
                let is_more = after.len() > before.len();
                assert!(!is_more || folder & 0o222 != 0, "{:?}", after.keys());
            }
            for path in bytes(&place.data()).keys() {
                fs::remove_file(path).unwrap();
            }
        }
    }
}

#[test]
fn a_database_cannot_be_made_in_a_read_only_folder() {
    let place = Place::empty();
    set_mode(&place.data(), 0o555);
    let ended = start_without_rights(&place, &Work::new(&place, Task::Open)).wait();
    assert_eq!(ended.error(), "Open");
    assert!(bytes(&place.data()).is_empty());
}

#[test]
fn a_database_in_a_folder_that_is_not_there_cannot_be_opened() {
    let place = Place::empty();
    fs::remove_dir(place.data()).unwrap();
    assert_eq!(Work::new(&place, Task::Open).start().wait().error(), "Open");
    assert!(!place.data().exists());
}
