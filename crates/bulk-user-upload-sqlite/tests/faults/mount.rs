//! A small disk: a file system in memory, where the tests run as root on Linux.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;

/// Whether it was said that there is none.
static SKIPPED: Once = Once::new();

/// A small file system; it goes away with this.
#[derive(Debug)]
pub(crate) struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Puts it over a folder; `None`, and a word about it, where that is not possible.
    pub(crate) fn over(folder: &Path, kib: u32) -> Option<Self> {
        let is_there = mount(folder, &["-t", "tmpfs", "-o", &format!("size={kib}k"), "none"]);
        if is_there {
            return Some(Self { folder: folder.to_owned() });
        }
        SKIPPED.call_once(|| {
            eprintln!("skipped: no small disk can be mounted here (that takes root, and Linux)");
        });
        None
    }

    /// Makes room.
    pub(crate) fn enlarge(&self) {
        assert!(mount(&self.folder, &["-o", "remount,size=64m"]), "the disk is enlarged");
    }
}

fn mount(folder: &Path, options: &[&str]) -> bool {
    let output = Command::new("mount").args(options).arg(folder).output();
    output.is_ok_and(|output| output.status.success())
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // A process that was killed may have it open for a moment longer.
        let _ = Command::new("umount").arg("--lazy").arg(&self.folder).status();
    }
}
