//! `buu_file`: the uploaded file.

use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::mem::offset_of;
use std::path::{Path, PathBuf};

use bulk_user_upload::{Checked, Encoding, Mapping, Template, Upload, check};

use crate::argument::elements;
use crate::error::buu_error;
use crate::options::{self, Versioned};
use crate::str::buu_str;
use crate::template::buu_template;

/// A header of a file, and the column of the template that it is.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_mapped_header {
    /// The header, compared as the header of a file is: upper and lower case and spaces do not count, for
    /// example.
    pub header: buu_str,
    /// The column, by its name in the template, compared in the same way.
    pub column: buu_str,
}

/// An uploaded file: a path, or a name and bytes. Begin with `buu_file_init()`.
///
/// It is read during the call alone, up to one byte beyond the limit of the template.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_file {
    /// `sizeof(buu_file)`.
    pub size: usize,
    /// The file's name as the administrator knows it, without folders; the template must accept its last
    /// extension. Empty stands for the last part of the path.
    pub name: buu_str,
    /// Where the file is; empty where its bytes are given instead. UTF-8 on Windows, elsewhere any bytes
    /// without a NUL.
    pub path: buu_str,
    /// Its bytes, where there is no path. They are copied; the copy is overwritten when the check or the
    /// report is freed.
    pub data: *const u8,
    /// The number of bytes.
    pub data_len: usize,
    /// The encoding of the file, by one of the names of `buu_encoding_name` or another label of the WHATWG
    /// Encoding Standard, in any case. A byte-order mark that says otherwise wins. Empty: nothing is stated. A
    /// file that then is neither marked nor UTF-8 is assumed to be Windows-1252, and cannot be imported if its
    /// users depend on that: see `buu_report_reading_count`.
    pub encoding: buu_str,
    /// Which headers of the file are which columns, where their names differ. This goes before names.
    pub mapping: *const buu_mapped_header,
    /// The number of mapped headers.
    pub mapping_count: usize,
}

unsafe impl Versioned for buu_file {
    const NAME: &'static str = "buu_file";
    const FIRST_SIZE: usize = offset_of!(Self, data_len) + size_of::<usize>();
}

/// Checks the file of an argument, without its directory. A mapping that does not fit is found here, before a
/// directory is asked.
pub(crate) unsafe fn checked(
    template: *const buu_template,
    file: *const buu_file,
) -> Result<Checked, buu_error> {
    unsafe {
        let template = buu_template::or_default(template);
        let checked = check(&template, buu_file::upload(file, &template)?);
        match checked.mapping_error() {
            Some(error) => Err(error.clone().into()),
            None => Ok(checked),
        }
    }
}

impl buu_file {
    unsafe fn upload(file: *const Self, template: &Template) -> Result<Upload, buu_error> {
        unsafe {
            let file = options::read(file)?;
            let encoding = file.stated_encoding()?;
            let mapping = file.mapping()?;
            let name = file.name.text_if_any("the name of the file")?;
            let path = file.path.bytes("the path of the file")?;
            let data = elements(file.data, file.data_len, "the data of the file")?;
            let upload = match (path, name) {
                ([], Some(name)) => Ok(of_bytes(name, data, template)),
                ([], None) => Err(buu_error::argument("a buu_file needs a path, or a name and its bytes")),
                _ if !data.is_empty() => Err(buu_error::argument("a buu_file has a path or bytes, not both")),
                (path, name) => read(&path_of(path)?, name, template),
            };
            Ok(upload?.with_encoding(encoding).with_mapping(mapping))
        }
    }

    unsafe fn stated_encoding(&self) -> Result<Option<Encoding>, buu_error> {
        let label = unsafe { self.encoding.text_if_any("the encoding of the file")? };
        Ok(label.map(Encoding::from_label).transpose()?)
    }

    unsafe fn mapping(&self) -> Result<Mapping, buu_error> {
        unsafe {
            let pairs = elements(self.mapping, self.mapping_count, "the mapping of the file")?;
            let pair = |pair: &buu_mapped_header| {
                let header = pair.header.text("a header of the mapping")?;
                Ok((header, pair.column.text("a column of the mapping")?))
            };
            pairs.iter().map(pair).collect()
        }
    }
}

/// As from a file on disk, no more than the limit and one byte is taken.
fn of_bytes(name: &str, data: &[u8], template: &Template) -> Upload {
    let upload = Upload::read(name, data, template).expect("bytes can be read");
    upload.with_size(data.len() as u64)
}

fn read(path: &Path, name: Option<&str>, template: &Template) -> Result<Upload, buu_error> {
    let last = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = name.map_or_else(last, str::to_owned);
    let read = || {
        let file = File::open(path)?;
        let size = file.metadata().ok().filter(Metadata::is_file).map(|file| file.len());
        Ok(Upload::read(name, file, template)?.with_size(size))
    };
    read().map_err(|error| buu_error::file(path.display(), &error))
}

/// A path from the bytes of an argument.
pub(crate) fn path_of(bytes: &[u8]) -> Result<PathBuf, buu_error> {
    #[cfg(unix)]
    let path = std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec());
    #[cfg(not(unix))]
    let path = std::str::from_utf8(bytes)
        .map(OsString::from)
        .map_err(|_| buu_error::argument("the path is not UTF-8"))?;
    let path: OsString = path;
    if bytes.contains(&0) {
        return Err(buu_error::argument("the path has a NUL byte in it"));
    }
    Ok(PathBuf::from(path))
}
