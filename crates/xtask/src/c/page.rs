//! The code of the page `docs/c.md`: each block is compiled and run, within a program of
//! `bindings/c/tests/page`.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::programs::{Compiler, Program};
use crate::run::{output_of, root, run};
use crate::tools::empty_folder;

/// The programs, and a part of what each prints.
const PROGRAMS: [(Program, &str); 7] = [
    (Program("tests/page/check.c"), "C3: The login “bob.marsh” already exists."),
    (Program("tests/page/directory.c"), "C10 402\n"),
    (Program("tests/page/encoding.c"), "chosen: Иван\n"),
    (Program("tests/page/check.cpp"), "\r\nBob,Marsh,bob.marsh,Quiet-Meadow-31,"),
    (Program("tests/page/directory.cpp"), "C10 402\n"),
    (Program("tests/page/encoding.cpp"), "chosen: Иван\n"),
    (Program("tests/page/store.cpp"), "2 created, 10 with errors\n"),
];

/// A block of the page.
#[derive(Debug, PartialEq, Eq)]
struct Block {
    /// Its file, after its heading and its language: `install.sh`, `install-2.sh`, `check-a-file.c`.
    file: String,
    language: String,
    code: String,
}

/// A folder with the blocks, and the files that they speak of.
pub(super) struct Page {
    folder: PathBuf,
    blocks: Vec<Block>,
}

impl Page {
    /// Writes the blocks into a folder. Every block of C and C++ must be included by a program.
    pub(super) fn write(folder: PathBuf) -> Result<Self, String> {
        let failed = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
        empty_folder(&folder)?;
        let page = root().join("docs/c.md");
        let blocks = blocks(&fs::read_to_string(&page).map_err(|error| failed(&page, error))?);
        for block in &blocks {
            let path = folder.join(&block.file);
            fs::write(&path, &block.code).map_err(|error| failed(&path, error))?;
        }
        for file in [
            "docs/sample/users.csv",
            "docs/sample/directory.json",
            "bindings/c/examples/check_file.c",
            "bindings/c/examples/read_file.h",
        ] {
            let from = root().join(file);
            fs::copy(&from, folder.join(from.file_name().unwrap_or_default()))
                .map_err(|error| failed(&from, error))?;
        }
        let mut sources = String::new();
        for (program, _) in &PROGRAMS {
            let path = root().join("bindings/c").join(program.0);
            sources += &fs::read_to_string(&path).map_err(|error| failed(&path, error))?;
        }
        match not_run(&blocks, &sources) {
            Some(block) => Err(format!("docs/c.md: no program runs the block {}", block.file)),
            None => Ok(Self { folder, blocks }),
        }
    }

    /// Compiles and runs the blocks of C and C++.
    pub(super) fn programs(
        &self,
        compiler: Compiler,
        include: &str,
        libraries: &[String],
    ) -> Result<u32, String> {
        let blocks = format!("-I{}", self.folder.display());
        // C cannot leave a parameter without a name.
        let flags = [include, blocks.as_str(), "-Wno-unused-parameter"];
        let mut passed = 0;
        for (program, part) in &PROGRAMS {
            let built = program.compile(compiler, "page", &flags, libraries)?;
            let _ = fs::remove_file(self.folder.join("users.db"));
            let printed = output_of(&mut self.here("\"$1\"", [built.as_os_str()]))?;
            expect(program.0, &printed, part)?;
            passed += 1;
        }
        Ok(passed)
    }

    /// Runs the blocks of shell, each of which makes `a.out` of `check_file.c`.
    pub(super) fn shell(&self, library: &Path, can_link_statically: bool) -> Result<u32, String> {
        let mut passed = 0;
        for block in self.blocks.iter().filter(|block| block.language == "sh") {
            if block.code.contains("-static ") && !can_link_statically {
                continue;
            }
            let script =
                format!(". ./{}; ./a.out users.csv directory.json alice || test $? -eq 1", block.file);
            let mut shell = self.here(&script, []);
            shell.env("PKG_CONFIG_PATH", library.join("pkgconfig")).env("LD_LIBRARY_PATH", library);
            expect(&block.file, &output_of(&mut shell)?, "C3\t402  ")?;
            passed += 1;
        }
        Ok(passed)
    }

    /// Builds the project that the block of `CMake` stands in.
    pub(super) fn cmake(&self, compiler: Compiler, prefix: &Path) -> Result<u32, String> {
        let build = self.folder.join("build");
        empty_folder(&build)?;
        run(Command::new("cmake")
            .args(["-S", "bindings/c/tests/page", "--log-level=WARNING", "-B"])
            .arg(&build)
            .arg(format!("-DCMAKE_C_COMPILER={}", compiler.c))
            .arg(format!("-DCMAKE_PREFIX_PATH={}", prefix.display()))
            .arg(format!("-DBLOCKS={}", self.folder.display())))?;
        output_of(Command::new("cmake").arg("--build").arg(&build))?;
        let script = "./build/my_server users.csv directory.json alice || test $? -eq 1";
        expect("install.cmake", &output_of(&mut self.here(script, []))?, "C3\t402  ")?;
        Ok(1)
    }

    /// A script with arguments, in the folder.
    fn here<'a>(&self, script: &str, arguments: impl IntoIterator<Item = &'a OsStr>) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-ec", &format!("cd \"$0\"; {script}")]).arg(&self.folder).args(arguments);
        shell
    }
}

fn expect(what: &str, printed: &str, part: &str) -> Result<(), String> {
    if printed.contains(part) {
        return Ok(());
    }
    Err(format!("docs/c.md, {what}: {part:?} is not in what it prints:\n{printed}"))
}

/// A block that is neither included by the sources of the programs nor in a language that is always run.
fn not_run<'b>(blocks: &'b [Block], sources: &str) -> Option<&'b Block> {
    let is_run = |block: &&Block| {
        ["sh", "cmake"].contains(&block.language.as_str())
            || sources.lines().any(|line| line == format!("#include \"{}\"", block.file))
    };
    blocks.iter().find(|block| !is_run(block))
}

/// The blocks of a page, without those that are plain text.
fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut counts = HashMap::new();
    let mut heading = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix('#') {
            heading = words(title);
        } else if let Some(language) = line.strip_prefix("```") {
            let code = lines
                .by_ref()
                .take_while(|line| *line != "```")
                .fold(String::new(), |code, line| code + line + "\n");
            let count = counts.entry((heading.clone(), language)).or_insert(0_usize);
            *count += 1;
            let number = if *count == 1 { String::new() } else { format!("-{count}") };
            let file = format!("{heading}{number}.{language}");
            if language != "text" {
                blocks.push(Block { file, language: language.to_owned(), code });
            }
        }
    }
    blocks
}

/// The words of a heading, as they may stand in the name of a file.
fn words(heading: &str) -> String {
    let words = heading.to_lowercase().replace(|character: char| !character.is_alphanumeric(), " ");
    words.split_whitespace().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_named_by_their_headings_and_languages() {
        let page = "# A page\n```sh\none\n# two\n```\n```text\nnot code\n```\n## Check a file, twice\n```c\nx;\n```\n\
                    ```c\ny;\n```\n";
        let found: Vec<_> = blocks(page).into_iter().map(|block| (block.file, block.code)).collect();
        let expected = [
            ("a-page.sh", "one\n# two\n"),
            ("check-a-file-twice.c", "x;\n"),
            ("check-a-file-twice-2.c", "y;\n"),
        ];
        assert_eq!(found, expected.map(|(name, code)| (name.to_owned(), code.to_owned())));
    }

    #[test]
    fn a_block_that_no_program_includes_is_found() {
        let blocks = blocks("# One\n```sh\nls\n```\n```c\nx;\n```\n# Two\n```c\ny;\n```\n");
        assert_eq!(not_run(&blocks, "#include \"one.c\"\n").map(|block| block.file.as_str()), Some("two.c"));
        assert_eq!(not_run(&blocks, "#include \"one.c\"\n#include \"two.c\"\n"), None);
    }
}
