//! The code in the pages of the book, and in the README: tests take it from here and run it.
//!
//! ```
//! let blocks = book::blocks("directory.md");
//! assert_eq!((blocks[0].language.as_str(), blocks.len()), ("json", 1));
//! assert!(blocks[0].code.contains("\"permission_groups\""));
//! ```

use std::fs;
use std::path::{Path, PathBuf};

/// A fenced block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The page that it is on: a file of `docs/`, or `README.md`.
    pub page: String,
    /// The line of the page on which the code begins.
    pub line: usize,
    /// What follows the opening fence: `rust`, say, or nothing.
    pub language: String,
    /// The code, without the fences. Where the block is indented, so is the code.
    pub code: String,
}

/// The names of the pages, in alphabetical order: every Markdown file of `docs/`, and `README.md`.
///
/// ```
/// let pages = book::pages();
/// assert!(pages.contains(&"README.md".to_owned()) && pages.contains(&"tutorial.md".to_owned()));
/// ```
///
/// # Panics
///
/// If `docs/` cannot be read.
pub fn pages() -> Vec<String> {
    let entries = fs::read_dir(root().join("docs")).expect("the folder `docs` can be read");
    let names = entries.map(|entry| entry.expect("`docs` can be read").file_name());
    let names = names.map(|name| name.into_string().expect("pages have names in UTF-8"));
    let is_page = |name: &String| Path::new(name).extension().is_some_and(|extension| extension == "md");
    let mut pages: Vec<_> = names.filter(is_page).chain(["README.md".to_owned()]).collect();
    pages.sort();
    pages
}

/// The text of a page.
///
/// ```
/// assert!(book::text("tutorial.md").starts_with("# Tutorial"));
/// ```
///
/// # Panics
///
/// If there is no page of that name.
pub fn text(page: &str) -> String {
    let folder = if page == "README.md" { root() } else { root().join("docs") };
    fs::read_to_string(folder.join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

/// The blocks of code on a page, from its top to its end.
///
/// # Panics
///
/// If there is no page of that name, or it ends within a block.
pub fn blocks(page: &str) -> Vec<Block> {
    blocks_of(page, &text(page))
}

/// The blocks of code in the text of a page.
///
/// ```
/// let blocks = book::blocks_of("page.md", "# A page\n\n```json\n{}\n```\n");
/// assert_eq!((blocks[0].line, blocks[0].language.as_str(), blocks[0].code.as_str()), (4, "json", "{}\n"));
/// ```
///
/// # Panics
///
/// If the text ends within a block.
pub fn blocks_of(page: &str, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, Block)> = None;
    for (index, line) in text.lines().enumerate() {
        match &mut open {
            None => {
                if let Some((fence, language)) = fence(line) {
                    let (page, language) = (page.to_owned(), language.to_owned());
                    open = Some((fence, Block { page, line: index + 2, language, code: String::new() }));
                }
            }
            // A block ends with a fence that is at least as long as the one that it began with.
            Some((opening, block)) => match fence(line) {
                Some((closing, "")) if closing.starts_with(*opening) => {
                    blocks.extend(open.take().map(|(_, block)| block));
                }
                _ => block.code.extend([line, "\n"]),
            },
        }
    }
    assert!(open.is_none(), "{page} ends within a block of code");
    blocks
}

/// The fence on a line, and what follows it.
fn fence(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    let sign = line.chars().next().filter(|sign| ['`', '~'].contains(sign))?;
    let rest = line.trim_start_matches(sign);
    let fence = &line[..line.len() - rest.len()];
    // What follows a fence of backticks has none itself: `` ```a``` `` is code within a sentence.
    (fence.len() >= 3 && !(sign == '`' && rest.contains('`'))).then_some((fence, rest.trim()))
}

/// The top folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Compiles and runs the Rust code of the pages.
#[cfg(doctest)]
mod rust {
    #[doc = include_str!("../../../docs/rust.md")]
    struct Rust;

    #[doc = include_str!("../../../docs/web.md")]
    struct Web;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages(text: &str) -> Vec<String> {
        blocks_of("page.md", text).into_iter().map(|block| block.language).collect()
    }

    #[test]
    fn fences_of_any_kind_are_found() {
        assert_eq!(
            languages("```c\n```\n\n~~~ toml \n~~~\n- a list\n\n  ````rust,ignore\n  ````\n"),
            ["c", "toml", "rust,ignore"]
        );
    }

    #[test]
    fn a_fence_within_a_longer_one_is_code() {
        let blocks = blocks_of("page.md", "````text\n```json\n{}\n```\n````\n");
        assert_eq!((blocks.len(), blocks[0].code.as_str()), (1, "```json\n{}\n```\n"));
    }

    #[test]
    fn code_within_a_sentence_is_no_block() {
        assert_eq!(languages("```not``` a block, and neither is `this`\n"), [""; 0]);
    }

    #[test]
    #[should_panic(expected = "page.md ends within a block of code")]
    fn a_block_without_an_end_is_a_mistake() {
        blocks_of("page.md", "```json\n{}\n");
    }
}
