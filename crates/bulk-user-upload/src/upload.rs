//! The uploaded file: its name and its bytes, read no further than the limit.

use std::fmt;
use std::io::{self, Read};

use zeroize::Zeroizing;

use crate::template::Template;

/// A file as it was uploaded: a name and bytes. The bytes hold passwords, so they are wiped from memory when the
/// upload, or the check made from it, is dropped.
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
    /// Bytes in the whole file, where that is known.
    pub(crate) size: Option<u64>,
}

impl Upload {
    /// An upload whose bytes are all at hand.
    ///
    /// `name` is the file's name without folders, as the administrator knows it: its last extension must be
    /// one that the template accepts.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = Zeroizing::new(bytes.into());
        Self { name: name.into(), size: Some(bytes.len() as u64), bytes }
    }

    /// Reads an upload, but never more than `template`'s limit of bytes and one (SPEC section 1).
    ///
    /// # Errors
    ///
    /// Whatever the reader fails with. A file over the limit is not an error here: the check says so.
    pub fn read(name: impl Into<String>, reader: impl Read, template: &Template) -> io::Result<Self> {
        let limit = template.limits().max_bytes();
        // The whole room is taken at once, so that no outgrown copy of the passwords is left in memory.
        let mut bytes = Zeroizing::new(Vec::with_capacity(limit as usize + 1));
        reader.take(limit + 1).read_to_end(&mut bytes)?;
        let size = (bytes.len() as u64 <= limit).then_some(bytes.len() as u64);
        Ok(Self { name: name.into(), bytes, size })
    }

    /// Says how large the whole file is, where the caller knows it and the reader did not (a file on disk that is over
    /// the limit). The report then gives that size.
    #[must_use]
    pub fn with_size(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The size of the whole file in bytes; `None` where it was read only up to the limit and nobody said.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// Whether all of the file's bytes are at hand.
    pub(crate) fn is_whole(&self) -> bool {
        self.size == Some(self.bytes.len() as u64)
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("name", &self.name).field("size", &self.size).finish_non_exhaustive()
    }
}
