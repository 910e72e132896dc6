//! Files that the command writes. It replaces an existing file only if told to, and never leaves a file
//! half-written.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// What happens to an existing file with the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Existing {
    /// It stays, and nothing is written.
    Keep,
    /// It is replaced.
    Replace,
}

/// Who may read the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Its owner alone: it may hold passwords.
    Owner,
    /// The users that the settings of the system allow.
    Usual,
}

/// A file to be written.
#[derive(Debug)]
pub(crate) struct NewFile {
    pub(crate) path: PathBuf,
    pub(crate) existing: Existing,
    pub(crate) access: Access,
}

impl NewFile {
    /// Writes the file with the content that `contents` writes. If that fails, the incomplete file is
    /// deleted.
    pub(crate) fn write<T>(&self, contents: impl FnOnce(&mut File) -> io::Result<T>) -> Result<T, Error> {
        match self.existing {
            Existing::Keep => self.create(contents),
            Existing::Replace => self.replace(contents),
        }
    }

    /// Creates the file and sets its access in one step, so that no other process can open it in between.
    fn create<T>(&self, contents: impl FnOnce(&mut File) -> io::Result<T>) -> Result<T, Error> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, self.access.mode());
        let mut file = options.open(&self.path).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists(self.path.display().to_string()),
            _ => Error::write(&self.path, error),
        })?;
        contents(&mut file).map_err(|error| {
            let _ = fs::remove_file(&self.path);
            Error::write(&self.path, error)
        })
    }

    /// Writes the new file beside the old one, and then gives it the old name. So there is never an
    /// incomplete file under that name, and a symbolic link is replaced, not followed.
    fn replace<T>(&self, contents: impl FnOnce(&mut File) -> io::Result<T>) -> Result<T, Error> {
        let failed = |error| Error::write(&self.path, error);
        if fs::symlink_metadata(&self.path).is_ok_and(|found| !found.is_file() && !found.is_symlink()) {
            return Err(Error::NotAFile(self.path.display().to_string()));
        }
        let folder = match self.path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".bulk-user-upload-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(self.access.mode()));
        let mut file = builder.tempfile_in(folder).map_err(failed)?;
        let result = contents(file.as_file_mut()).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        file.persist(&self.path).map_err(|error| failed(error.error))?;
        Ok(result)
    }
}

impl Access {
    #[cfg(unix)]
    fn mode(self) -> u32 {
        match self {
            Self::Owner => 0o600,
            Self::Usual => 0o666,
        }
    }
}
