//! Problems of the file as such: its name, its size, its content.

use serde::Serialize;

use super::catalogue::{Level, ProblemKind};
use super::format::listed;
use super::sentence::{Hole, Sentence};

/// 101: not a file of a kind that is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FileTypeInvalid {
    /// The name ends with no accepted extension.
    Extension {
        /// The extension as typed; `None` where the name has none.
        extension: Option<String>,
        /// The accepted ones.
        accepted: Vec<String>,
    },
    /// It begins like an archive, a spreadsheet or a PDF.
    Signature {
        /// `zip`, `ole2`, `pdf`, `gzip`, `7z`, `rar`, `bzip2`, `xz`, `zstd`, `rtf`, `html` or `xml`.
        signature: &'static str,
    },
    /// There is a U+0000.
    NulByte {
        /// In bytes from the start of the file.
        offset: usize,
    },
    /// A byte that the encoding has no character for.
    Undecodable {
        /// The encoding that was being decoded.
        encoding: crate::Encoding,
        /// In bytes from the start of the file.
        offset: usize,
        /// The physical line, from 1.
        line: u32,
    },
}

impl ProblemKind for FileTypeInvalid {
    const NUMBER: u16 = 101;
    const CODE: &'static str = "file-type-invalid";
    const TITLE: &'static str = "File type: invalid type";
    const LEVEL: Level = Level::File;
    const DESCRIPTION: &'static str = "The file is not a supported format. Only text files of the accepted \
                                       extensions (.csv and .txt) are.";
    const HELP: &'static str =
        "Open it in the program that made it, save it as “CSV UTF-8”, and upload that.";

    fn what(&self) -> Sentence<'_> {
        match self {
            Self::Extension { extension: None, .. } => Sentence::new("The file's name has no extension."),
            Self::Extension { extension: Some(extension), .. } => {
                Sentence::new("Files that end in {extension} are not accepted.")
                    .quoted("extension", format!(".{extension}"))
            }
            Self::Signature { signature } => {
                Sentence::new("The file is not text: whatever its name, it is {format}.").text(
                    "format",
                    match *signature {
                        "zip" => "an Excel workbook (.xlsx) or another zip archive",
                        "ole2" => "an old Excel workbook (.xls) or another Office document",
                        "pdf" => "a PDF",
                        "rtf" => "a document (RTF), as WordPad and TextEdit save it",
                        "html" => "a web page (HTML), perhaps one that asks to sign in",
                        "xml" => "an XML document",
                        archive => archive,
                    },
                )
            }
            Self::NulByte { offset } => Sentence::new(
                "The file is not text, or is UTF-16 without a byte-order mark: there is a NUL character at byte {offset}.",
            )
            .text("offset", offset.to_string()),
            Self::Undecodable { encoding, offset, line } => Sentence::new(
                "The file cannot be read as {encoding}: on line {line}, byte {offset} of the file stands for no character.",
            )
            .text("encoding", encoding.name())
            .text("line", line.to_string())
            .text("offset", offset.to_string()),
        }
    }

    fn help(&self) -> Sentence<'_> {
        match self {
            Self::Extension { accepted, .. } => Sentence::new("Save it as CSV; accepted are {accepted}.")
                .text(
                    "accepted",
                    listed(&accepted.iter().map(|extension| format!(".{extension}")).collect::<Vec<_>>()),
                ),
            Self::Undecodable { .. } => Sentence::new(
                "State the encoding that it has; or open it in the program that made it, save it as “CSV UTF-8”, and \
                 upload that.",
            ),
            _ => Sentence::new(Self::HELP),
        }
    }
}

/// 102: larger than the template allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FileSizeExceedsLimit {
    /// The size that a file may have, in bytes.
    pub limit: u64,
}

impl ProblemKind for FileSizeExceedsLimit {
    const NUMBER: u16 = 102;
    const CODE: &'static str = "file-size-exceeds-limit";
    const TITLE: &'static str = "File size: exceeds limit";
    const LEVEL: Level = Level::File;
    const DESCRIPTION: &'static str = "The file is larger than the template allows (100 KB).";
    const HELP: &'static str =
        "Split it into smaller files, each with the header, and upload them one by one.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The file is larger than the limit of {limit}.").fill("limit", Hole::Bytes(self.limit))
    }
}

/// 103: no row below the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NoEntries {}

impl ProblemKind for NoEntries {
    const NUMBER: u16 = 103;
    const CODE: &'static str = "no-entries";
    const TITLE: &'static str = "No entries";
    const LEVEL: Level = Level::File;
    const DESCRIPTION: &'static str = "The file contains no data rows. At least one entry is required.";
    const HELP: &'static str = "Fill in at least one row below the header.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The file contains no data rows.")
    }
}

/// 104: lines of different encodings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EncodingMixed {
    /// The first physical line, from 1, that has letters beyond ASCII and is UTF-8.
    pub utf8_line: u32,
    /// The first that has some and is not.
    pub other_line: u32,
}

impl ProblemKind for EncodingMixed {
    const NUMBER: u16 = 104;
    const CODE: &'static str = "encoding-mixed";
    const TITLE: &'static str = "Encoding: more than one";
    const LEVEL: Level = Level::File;
    const DESCRIPTION: &'static str = "Some lines of the file are written in UTF-8 and others in another encoding, as where two files were joined.";
    const HELP: &'static str = "Open both files in the programs that made them, save each as “CSV UTF-8”, and join \
                                those; or upload them one by one.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(
            "The file is written in two encodings: line {utf8} is UTF-8, and line {other} is not. Whichever was taken, \
             letters of the other lines would be wrong.",
        )
        .text("utf8", self.utf8_line.to_string())
        .text("other", self.other_line.to_string())
    }
}
