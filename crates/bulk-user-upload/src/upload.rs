//! The uploaded file: its name and its bytes, read no further than the limit.

use std::fmt;
use std::io::{self, Read};

use zeroize::Zeroizing;

use crate::template::Template;

/// A file as it was uploaded: a name and bytes. The bytes hold passwords, so they are zeroized when the
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
        let bytes = read_zeroizing(reader, limit as usize + 1)?;
        let size = (bytes.len() as u64 <= limit).then_some(bytes.len() as u64);
        Ok(Self { name: name.into(), bytes, size })
    }

    /// Says how large the whole file is, where the reader did not come to its end and the caller knows (a file on disk that
    /// is over the limit). The report then gives that size. Where all bytes are at hand, their number stands; and a size that
    /// is less than what was read is that of a file which has grown since, so nobody knows it. `None` says nothing.
    #[must_use]
    pub fn with_size(mut self, size: impl Into<Option<u64>>) -> Self {
        self.size = self.size.or(size.into().filter(|&size| size >= self.bytes.len() as u64));
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

/// Reads at most `most` bytes. Where the room runs out a larger one is taken, and the bytes in the old one, which may be
/// passwords, are zeroized.
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

    /// A reader that counts what is taken from it.
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
