//! The C and C++ programs of the library: its examples, and its tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Outcome, root, run};

/// How every program is compiled.
const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// A compiler for C, with the one for C++ that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Compiler {
    pub(crate) c: &'static str,
    pub(crate) cpp: &'static str,
}

/// GCC.
pub(crate) const GCC: Compiler = Compiler { c: "gcc", cpp: "g++" };

/// Clang.
pub(crate) const CLANG: Compiler = Compiler { c: "clang", cpp: "clang++" };

/// A program, by its source in `bindings/c`: a file, or a folder of files in one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Program(pub(crate) &'static str);

/// An example, its arguments, and its exit code: the sample has errors.
pub(crate) struct Example {
    pub(crate) program: Program,
    pub(crate) arguments: &'static [&'static str],
    pub(crate) status: i32,
}

const SAMPLE: &str = "docs/sample/users.csv";
const OFFICE: &str = "docs/sample/directory.json";

/// A file whose encoding must be chosen, and its directory.
const CYRILLIC: &str =
    "testdata/cases/2-records/encoding-assumed-cyrillic-that-reads-as-latin-too/upload.csv";
const CYRILLIC_OFFICE: &str = "testdata/directories/office.json";

/// The examples.
pub(crate) const EXAMPLES: [Example; 7] = [
    Example { program: Program("examples/check_file.c"), arguments: &[SAMPLE, OFFICE, "alice"], status: 1 },
    Example { program: Program("examples/event_loop.c"), arguments: &[SAMPLE], status: 1 },
    Example {
        program: Program("examples/import_file.c"),
        arguments: &["target/c/example.db", OFFICE, SAMPLE, "alice", "undo"],
        status: 1,
    },
    Example {
        program: Program("examples/choose_encoding.c"),
        arguments: &["target/c/example.db", CYRILLIC_OFFICE, CYRILLIC, "alice"],
        status: 3,
    },
    Example {
        program: Program("examples/choose_encoding.c"),
        arguments: &["target/c/example.db", CYRILLIC_OFFICE, CYRILLIC, "alice", "windows-1251"],
        status: 0,
    },
    Example { program: Program("examples/check_file.cpp"), arguments: &[SAMPLE, OFFICE, "alice"], status: 1 },
    Example { program: Program("examples/own_directory.cpp"), arguments: &[SAMPLE, "alice"], status: 1 },
];

impl Program {
    /// Its name, with the extension of its source: `check_file_c`.
    pub(crate) fn name(self) -> String {
        let source = Path::new(self.0);
        source.file_name().unwrap_or_default().to_string_lossy().replace('.', "_")
    }

    fn is_cpp(self) -> bool {
        self.0.ends_with("cpp")
    }

    /// The files that are compiled.
    fn sources(self) -> Result<Vec<PathBuf>, String> {
        let path = root().join("bindings/c").join(self.0);
        if path.is_file() {
            return Ok(vec![path]);
        }
        let failed = |error: std::io::Error| format!("{}: {error}", path.display());
        let kind = if self.is_cpp() { "cpp" } else { "c" };
        let mut sources = Vec::new();
        for entry in std::fs::read_dir(&path).map_err(failed)? {
            let source = entry.map_err(failed)?.path();
            if source.extension().is_some_and(|extension| extension == kind) {
                sources.push(source);
            }
        }
        sources.sort();
        Ok(sources)
    }

    /// Compiles it, and gives its path. `flags` are those of the variant; `libraries` are linked.
    pub(crate) fn compile(
        self,
        compiler: Compiler,
        variant: &str,
        flags: &[&str],
        libraries: &[String],
    ) -> Result<PathBuf, String> {
        let folder = root().join("target/c").join(format!("{}-{variant}", compiler.c));
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let program = folder.join(self.name());
        let (name, standard) =
            if self.is_cpp() { (compiler.cpp, "-std=c++17") } else { (compiler.c, "-std=c11") };
        run(Command::new(name)
            .arg(standard)
            .args(WARNINGS)
            .args(flags)
            .args(self.sources()?)
            .arg("-o")
            .arg(&program)
            .args(libraries))?;
        Ok(program)
    }
}

impl Example {
    /// Runs the example, and checks its exit code.
    pub(crate) fn run(&self, program: &Path) -> Outcome {
        let _ = std::fs::remove_file(root().join("target/c/example.db"));
        let mut command = Command::new(program);
        crate::run::run_ending_with(
            command.args(self.arguments).stdout(std::process::Stdio::null()),
            self.status,
        )
    }
}
