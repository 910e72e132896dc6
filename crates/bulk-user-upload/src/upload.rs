//! The uploaded file: its name, and its bytes up to the limit.

use std::fmt;
use std::io::{self, Read};

use zeroize::Zeroizing;

use crate::encoding::Encoding;
use crate::mapping::Mapping;
use crate::template::Template;

/// An uploaded file: a name and bytes. The bytes contain passwords, so they are overwritten in memory when
/// the upload, or the check that was made from it, is dropped.
///
/// # Example
///
/// ```
/// use bulk_user_upload::{Template, Upload};
///
/// let template = Template::default();
/// let upload = Upload::new("users.csv", "First name*,Last name*\r\n");
/// assert_eq!(upload.size(), Some(24));
///
/// // From a reader no more is taken than the template's limit and one byte.
/// let endless = std::io::repeat(b'x');
/// let upload = Upload::read("users.csv", endless, &template)?;
/// assert_eq!(upload.size(), None);
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Upload {
    pub(crate) name: String,
    pub(crate) bytes: Zeroizing<Vec<u8>>,
    /// The number of bytes of the whole file, if it is known.
    pub(crate) size: Option<u64>,
    /// The encoding that the caller states.
    pub(crate) encoding: Option<Encoding>,
    pub(crate) mapping: Mapping,
}

impl Upload {
    /// An upload of which all bytes are in memory.
    ///
    /// `name` is the name of the file without folders, as the administrator knows it. Its last extension must
    /// be one that the template accepts.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = Zeroizing::new(bytes.into());
        Self {
            name: name.into(),
            size: Some(bytes.len() as u64),
            bytes,
            encoding: None,
            mapping: Mapping::default(),
        }
    }

    /// Reads an upload, but at most one byte more than the limit of `template` (SPEC section 1).
    ///
    /// # Errors
    ///
    /// The error of the reader. A file over the limit is not an error here, but one of the report.
    pub fn read(name: impl Into<String>, reader: impl Read, template: &Template) -> io::Result<Self> {
        let limit = template.limits().max_bytes();
        let bytes = read_zeroizing(reader, limit as usize + 1)?;
        let size = (bytes.len() as u64 <= limit).then_some(bytes.len() as u64);
        Ok(Self { name: name.into(), bytes, size, encoding: None, mapping: Mapping::default() })
    }

    /// Sets the size of the whole file, for a reader that did not come to its end if the caller knows the
    /// size (a file on disk that is over the limit). The report then gives that size. The size has no effect
    /// if all bytes were read, or if it is less than the number of bytes that were read: that file has grown
    /// since, and its size is not known. `None` has no effect.
    #[must_use]
    pub fn with_size(mut self, size: impl Into<Option<u64>>) -> Self {
        self.size = self.size.or(size.into().filter(|&size| size >= self.bytes.len() as u64));
        self
    }

    /// States the encoding of the file, for a file without a byte-order mark. Without it, a file that is not
    /// UTF-8 is assumed to be Windows-1252, and nobody can be imported from it if that makes a difference (SPEC
    /// section 2). A byte-order mark that says otherwise wins, with the notice `encoding-marked`. `None` states
    /// nothing.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::{Answers, Encoding, Template, Upload, check};
    ///
    /// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
    /// let upload = Upload::new("users.csv", *b"Login\n\xA3ukasz\n").with_encoding(Encoding::from_label("windows-1250")?);
    /// let report = check(&template, upload).resolve(Answers::default().logins(vec![false]))?;
    /// assert_eq!(report.new_users().next().unwrap().login(), "Łukasz");
    /// assert_eq!(report.notice_count(), 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_encoding(mut self, encoding: impl Into<Option<Encoding>>) -> Self {
        self.encoding = encoding.into();
        self
    }

    /// States which header of the file is which column of the template. If the mapping does not fit the file,
    /// there is no report: see [`Checked::mapping_error`](crate::Checked::mapping_error).
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::{Mapping, Template, Upload, check};
    ///
    /// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
    /// let upload = Upload::new("users.csv", "E-mail\nann\n");
    /// let upload = upload.with_mapping(Mapping::default().header("E-mail", "Login"));
    /// assert_eq!(check(&template, upload).questions().logins().len(), 1);
    /// # Ok::<(), bulk_user_upload::template::TemplateError>(())
    /// ```
    #[must_use]
    pub fn with_mapping(mut self, mapping: Mapping) -> Self {
        self.mapping = mapping;
        self
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The size of the whole file in bytes. `None` if it was read only up to the limit and the caller did not
    /// set its size.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// The encoding that the caller states, if any.
    pub fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// Which header is which column, as the caller states it.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Whether all bytes of the file were read.
    pub(crate) fn is_whole(&self) -> bool {
        self.size == Some(self.bytes.len() as u64)
    }
}

/// Reads at most `max` bytes. If the buffer is full, a larger one is allocated, and the old one, which may
/// contain passwords, is overwritten.
fn read_zeroizing(mut reader: impl Read, max: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(max.min(128 * 1024)));
    loop {
        let room = bytes.capacity() - bytes.len();
        reader.by_ref().take(room as u64).read_to_end(&mut bytes)?;
        if bytes.len() < bytes.capacity() || bytes.len() >= max {
            return Ok(bytes);
        }
        let mut larger = Vec::with_capacity((2 * bytes.capacity()).min(max));
        larger.extend_from_slice(&bytes);
        bytes = Zeroizing::new(larger);
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("name", &self.name).field("size", &self.size).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that counts the bytes that are read from it.
    struct Counting(u64);

    impl Read for Counting {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(b'x');
            self.0 += buffer.len() as u64;
            Ok(buffer.len())
        }
    }

    #[test]
    fn a_reader_is_never_drained_past_the_limit_and_one() {
        for limit in [1, 1_000, 102_400, 1_000_000] {
            let template = Template::default().to_builder().max_bytes(limit).build().unwrap();
            let mut endless = Counting(0);
            let upload = Upload::read("a.csv", &mut endless, &template).unwrap();
            assert_eq!((endless.0, upload.bytes.len() as u64, upload.size()), (limit + 1, limit + 1, None));
            let whole = Upload::read("a.csv", io::repeat(b'x').take(limit), &template).unwrap();
            assert_eq!((whole.bytes.len() as u64, whole.size()), (limit, Some(limit)));
        }
    }

    #[test]
    fn a_small_file_takes_little_room_under_a_large_limit() {
        let template = Template::default().to_builder().max_bytes(100_000_000).build().unwrap();
        let upload = Upload::read("a.csv", &b"Login"[..], &template).unwrap();
        assert!(upload.bytes.capacity() < 1_000_000);
    }

    #[test]
    fn the_size_is_said_only_where_it_is_not_known() {
        assert_eq!(Upload::new("a.csv", "xyz").with_size(0).size(), Some(3));
        let template = Template::default();
        let cut = Upload::read("a.csv", io::repeat(b'x'), &template).unwrap();
        assert_eq!(cut.with_size(1_000_000).size(), Some(1_000_000));
        let grown = Upload::read("a.csv", io::repeat(b'x'), &template).unwrap();
        assert_eq!(grown.with_size(102_400).size(), None);
    }
}
