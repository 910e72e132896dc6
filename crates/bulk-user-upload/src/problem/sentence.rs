//! Sentences with holes: what a problem says, before anybody has chosen a language for it.

use std::borrow::Cow;

/// A sentence of a declaration: a template in English with named holes, and what belongs into them.
///
/// A template is text and holes in braces: `The login {value} is also in {rows} of the upload.` The holes
/// `{column}`, `{value}` and `{suggestion}` are filled from the problem itself. Nothing edits a sentence
/// after it was rendered, so a column or a value may contain whatever it likes. Another language needs the
/// same holes in another template.
#[derive(Debug, Clone)]
pub(crate) struct Sentence<'p> {
    pub(super) template: &'static str,
    /// What holds for several rows at once.
    pub(super) of_group: &'static str,
    pub(super) holes: Vec<(&'static str, Hole<'p>)>,
}

/// What belongs into a hole, as a value: a renderer puts it into words.
#[derive(Debug, Clone)]
pub(crate) enum Hole<'p> {
    /// Text as it stands.
    Text(Cow<'p, str>),
    /// A text of the file or the template, in quotation marks.
    Quoted(Cow<'p, str>),
    /// Several texts: `a, b and c`.
    List(Vec<String>),
    /// Several texts of which one holds: `a, b or c`.
    Alternatives(Vec<String>),
    /// So many characters: `1 character`, `41 characters`.
    Characters(usize),
    /// So many bytes: `100 KB (102400 bytes)`.
    Bytes(u64),
    /// Rows, the first of so many: `rows 3, 4 and 7 more`.
    Rows(&'p [u32], u32),
    /// Cells, the first of so many: `A1, C1 and 7 more`.
    Cells(&'p [String], usize),
}

impl<'p> Sentence<'p> {
    /// A sentence that says the same of one row and of several; only `{value}` differs.
    pub(super) fn new(template: &'static str) -> Self {
        Self { template, of_group: template, holes: Vec::new() }
    }

    /// Sets the template for several rows, without the holes whose content differs from row to row.
    pub(super) fn of_group(mut self, template: &'static str) -> Self {
        self.of_group = template;
        self
    }

    /// Fills a hole.
    pub(super) fn fill(mut self, name: &'static str, hole: Hole<'p>) -> Self {
        self.holes.push((name, hole));
        self
    }

    /// Fills a hole with text as it stands.
    pub(super) fn text(self, name: &'static str, text: impl Into<Cow<'p, str>>) -> Self {
        self.fill(name, Hole::Text(text.into()))
    }

    /// Fills a hole with a text in quotation marks.
    pub(super) fn quoted(self, name: &'static str, text: impl Into<Cow<'p, str>>) -> Self {
        self.fill(name, Hole::Quoted(text.into()))
    }
}
