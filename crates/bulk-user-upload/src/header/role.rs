//! What the columns of a file are.

/// What a column of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A column of the template, by its place there.
    Template(usize),
    /// The same column of the template once more.
    Duplicate(usize),
    /// Probably a column that the file lacks, under another name.
    Unknown,
    /// `Errors`, the export's own.
    Errors,
    /// A column that the template does not know.
    Ignored,
    /// A header cell without a name, over nothing.
    Blank,
    /// A header cell without a name, over cells with text; known once the rows were read.
    Nameless,
}
