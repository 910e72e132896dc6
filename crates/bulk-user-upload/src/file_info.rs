//! What is known of the file itself.

use std::fmt::{self, Write};
use std::sync::{Arc, OnceLock};

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::encoding::{Encoding, Text};
use crate::upload::Upload;

/// What is known of the file itself: the object `file` of the report.
pub struct FileInfo {
    name: String,
    size: Option<u64>,
    pub(crate) encoding: Option<Encoding>,
    pub(crate) delimiter: Option<String>,
    source: Source,
    /// Computed at the first call, because it takes about as long as reading the rows.
    sha256: OnceLock<Option<String>>,
}

/// Where the bytes of the file are.
enum Source {
    Refused(Upload),
    Text(Arc<Text>),
}

impl FileInfo {
    /// For a file that is not text, or was not read.
    pub(crate) fn refused(upload: Upload) -> Self {
        Self::new(upload.name.clone(), upload.size, None, Source::Refused(upload))
    }

    pub(crate) fn decoded(name: String, text: Arc<Text>, encoding: Encoding) -> Self {
        let size = text.file().len() as u64;
        Self::new(name, Some(size), Some(encoding), Source::Text(text))
    }

    fn new(name: String, size: Option<u64>, encoding: Option<Encoding>, source: Source) -> Self {
        Self { name, size, encoding, delimiter: None, source, sha256: OnceLock::new() }
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The size in bytes. `None` if the file is over the limit and was not read to its end.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// The SHA-256 of the file in lower-case hexadecimal digits. `None` if the file was not read to its end.
    /// It is computed at the first call.
    pub fn sha256(&self) -> Option<&str> {
        let hash = self.sha256.get_or_init(|| match &self.source {
            Source::Refused(upload) => upload.is_whole().then(|| sha256(&upload.bytes)),
            Source::Text(text) => Some(sha256(text.file())),
        });
        hash.as_deref()
    }

    /// The encoding. `None` if the file is not text, or was not read.
    pub fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// The delimiter. `None` if the file is not text, or was not read.
    pub fn delimiter(&self) -> Option<&str> {
        self.delimiter.as_deref()
    }
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl fmt::Debug for FileInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileInfo")
            .field("name", &self.name)
            .field("size", &self.size)
            .field("encoding", &self.encoding)
            .field("delimiter", &self.delimiter)
            .finish_non_exhaustive()
    }
}

impl Serialize for FileInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("FileInfo", 5)?;
        fields.serialize_field("name", &self.name)?;
        fields.serialize_field("size", &self.size)?;
        fields.serialize_field("sha256", &self.sha256())?;
        fields.serialize_field("encoding", &self.encoding)?;
        fields.serialize_field("delimiter", &self.delimiter)?;
        fields.end()
    }
}
