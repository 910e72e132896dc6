//! What the command reads: the file to check, the directory, the template.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use bulk_user_upload::directory::{DirectoryData, DirectoryError};
use bulk_user_upload::{InMemoryDirectory, Mapping, Template, Upload};
use same_file::Handle;

use crate::args::UploadArgs;
use crate::error::Error;

/// The name of an upload from standard input, without `--name`.
const STDIN_NAME: &str = "stdin.csv";

/// An open input. It is opened only once, because a pipe cannot be opened again.
#[derive(Debug)]
pub(crate) struct Input<'p> {
    /// What the input is: file, directory or template.
    what: &'static str,
    path: &'p Path,
    source: Source,
}

#[derive(Debug)]
enum Source {
    Stdin,
    File(Handle),
}

impl<'p> Input<'p> {
    /// Opens the file to check; `-` is standard input.
    pub(crate) fn upload(path: &'p Path) -> Result<Self, Error> {
        if path == Path::new("-") {
            return Ok(Self { what: "file", path, source: Source::Stdin });
        }
        Self::open("file", path)
    }

    /// Opens the directory.
    pub(crate) fn directory(path: &'p Path) -> Result<Self, Error> {
        Self::open("directory", path)
    }

    /// Opens the template.
    pub(crate) fn template(path: &'p Path) -> Result<Self, Error> {
        Self::open("template", path)
    }

    fn open(what: &'static str, path: &'p Path) -> Result<Self, Error> {
        let handle = File::open(path).and_then(Handle::from_file);
        match handle {
            Ok(handle) => Ok(Self { what, path, source: Source::File(handle) }),
            Err(error) => Err(Error::read(what, path, error)),
        }
    }

    /// What the input is: file, directory or template.
    pub(crate) fn what(&self) -> &'static str {
        self.what
    }

    /// Its path, as it was given.
    pub(crate) fn path(&self) -> &'p Path {
        self.path
    }

    /// Whether the input is the file of this handle, under any name.
    pub(crate) fn is(&self, other: &Handle) -> bool {
        match &self.source {
            Source::Stdin => Handle::stdin().is_ok_and(|stdin| stdin == *other),
            Source::File(handle) => handle == other,
        }
    }

    /// Reads the file to check, but no more of it than the template's limit and one byte.
    pub(crate) fn read_upload(self, args: &UploadArgs, template: &Template) -> Result<Upload, Error> {
        let pairs = args.mapping.iter().map(|pair| Mapping::parse_pair(pair, template));
        let mapping: Mapping = pairs.collect::<Result<_, _>>()?;
        let name = args.name.clone().unwrap_or_else(|| self.name());
        let upload = Upload::read(name, self.reader(), template).map_err(|error| self.failed(error))?;
        Ok(upload.with_size(self.size()).with_encoding(args.encoding).with_mapping(mapping))
    }

    /// Reads the directory JSON.
    pub(crate) fn read_directory(self) -> Result<InMemoryDirectory, Error> {
        self.parse_directory(InMemoryDirectory::from_json)
    }

    /// Reads the directory JSON as data.
    pub(crate) fn read_directory_data(self) -> Result<DirectoryData, Error> {
        self.parse_directory(DirectoryData::from_json)
    }

    fn parse_directory<T>(self, parse: fn(&str) -> Result<T, DirectoryError>) -> Result<T, Error> {
        parse(&self.text()?)
            .map_err(|source| Error::Directory { path: self.path.display().to_string(), source })
    }

    /// Reads the template: TOML if the name ends in `.toml`, otherwise JSON.
    pub(crate) fn read_template(self) -> Result<Template, Error> {
        let text = self.text()?;
        let is_toml = self.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
        let template = if is_toml { Template::from_toml(&text) } else { Template::from_json(&text) };
        template.map_err(|source| Error::Template { path: self.path.display().to_string(), source })
    }

    /// The last part of the path.
    fn name(&self) -> String {
        match self.source {
            Source::Stdin => STDIN_NAME.to_owned(),
            Source::File(_) => self.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }

    /// The size of a regular file.
    fn size(&self) -> Option<u64> {
        match &self.source {
            Source::Stdin => None,
            Source::File(handle) => {
                handle.as_file().metadata().ok().filter(Metadata::is_file).map(|file| file.len())
            }
        }
    }

    /// The whole text, without a byte-order mark.
    fn text(&self) -> Result<String, Error> {
        let mut text = String::new();
        self.reader().read_to_string(&mut text).map_err(|error| self.failed(error))?;
        if text.starts_with('\u{FEFF}') {
            text.remove(0);
        }
        Ok(text)
    }

    fn reader(&self) -> Box<dyn Read + '_> {
        match &self.source {
            Source::Stdin => Box::new(io::stdin().lock()),
            Source::File(handle) => Box::new(handle.as_file()),
        }
    }

    fn failed(&self, error: io::Error) -> Error {
        match self.source {
            Source::Stdin => Error::read(self.what, Path::new("on standard input"), error),
            Source::File(_) => Error::read(self.what, self.path, error),
        }
    }
}
