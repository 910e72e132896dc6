//! `cargo xtask c`: installs the library in `target/c/prefix`, and runs its examples and tests in C and C++
//! there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::page::Page;
use super::programs::{CLANG, Compiler, EXAMPLES, GCC, Program};
use super::{Profile, cases, install};
use crate::run::{Outcome, output_of, root, run, run_watched};
use crate::tools::{empty_folder, has, has_for, succeeds};

/// The tests.
const TESTS: [Program; 3] = [Program("tests/c"), Program("tests/cpp"), Program("tests/cases.c")];

/// The flags of the sanitisers.
const SANITISERS: [&str; 4] =
    ["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"];

/// The arguments of valgrind.
const VALGRIND: [&str; 6] = [
    "--quiet",
    "--error-exitcode=9",
    "--leak-check=full",
    "--errors-for-leak-kinds=definite,indirect,possible",
    "--fair-sched=yes",
    "--suppressions=bindings/c/tests/valgrind.supp",
];

/// Runs everything, and gives how many passed.
pub(crate) fn test() -> Result<u32, String> {
    let compilers: Vec<_> = [GCC, CLANG]
        .into_iter()
        .filter(|compiler| {
            has_for(&[compiler.c, compiler.cpp], &format!("the C library with {}", compiler.c))
        })
        .collect();
    let Some(&first) = compilers.first() else { return Ok(0) };
    let prefix = root().join("target/c/prefix");
    install(&prefix, Profile::Dev)?;
    let list = cases::write(&root().join("target/c/cases"))?;
    let page = Page::write(root().join("target/c/page"))?;
    let tests = Tests { prefix, list, page };
    let mut passed = tests.symbols()?;
    for compiler in compilers {
        passed += tests.through_pkg_config(compiler)?;
        passed += tests.through_cmake(compiler)?;
        passed += tests.page(compiler)?;
        passed += tests.run(compiler, "plain", &["-g"], &[], "1")?;
    }
    passed += tests.run(first, "sanitised", &SANITISERS, &[], "1")?;
    if has_for(&["valgrind"], "the C library under valgrind") {
        let valgrind: Vec<_> = std::iter::once("valgrind").chain(VALGRIND).collect();
        // Programs run fifty times slower there, so it gets one case in twenty.
        passed += tests.run(first, "valgrind", &["-g"], &valgrind, "20")?;
    }
    miri()?;
    Ok(passed)
}

/// Runs the tests of the boundary under Miri, which finds undefined behaviour even where it does no harm.
/// They are not counted here: `cargo test` has counted them.
fn miri() -> Outcome {
    let mut look = Command::new("cargo");
    look.args(["+nightly", "miri", "--version"]);
    if !succeeds(&mut look) {
        eprintln!(
            "Skipped: the boundary to C under Miri (a nightly compiler with the component miri is not installed)."
        );
        return Ok(());
    }
    let mut miri = Command::new("cargo");
    miri.args(["+nightly", "miri", "test", "--package", "bulk-user-upload-c", "--lib", "--test", "boundary"]);
    run(&mut miri)
}

struct Tests {
    /// Where the library is installed.
    prefix: PathBuf,
    /// The list of cases.
    list: PathBuf,
    /// The code of the book's page.
    page: Page,
}

impl Tests {
    fn library(&self) -> PathBuf {
        self.prefix.join("lib")
    }

    /// The flags for a program that uses neither pkg-config nor `CMake`.
    fn flags(&self) -> (String, Vec<String>) {
        let library = self.library().display().to_string();
        let libraries = [
            format!("-L{library}"),
            "-lbulk_user_upload".to_owned(),
            "-pthread".to_owned(),
            format!("-Wl,-rpath,{library}"),
        ];
        (format!("-I{}", self.prefix.join("include").display()), libraries.into())
    }

    /// The libraries export the functions that `exports.txt` lists, and nothing else.
    fn symbols(&self) -> Result<u32, String> {
        if !cfg!(target_os = "linux") || !has_for(&["nm"], "the list of exported symbols") {
            return Ok(0);
        }
        let listed =
            fs::read_to_string(root().join("bindings/c/exports.txt")).map_err(|error| error.to_string())?;
        let listed: BTreeSet<_> = listed.lines().map(str::to_owned).collect();
        for (library, option) in
            [("libbulk_user_upload.so", "--dynamic"), ("libbulk_user_upload.a", "--extern-only")]
        {
            let mut nm = Command::new("nm");
            nm.args([option, "--defined-only", "--format=posix"]).arg(self.library().join(library));
            let shown = output_of(&mut nm)?;
            let symbol = |line: &str| line.split_once(' ').map(|(symbol, _)| symbol.to_owned());
            let shown: BTreeSet<_> = shown.lines().filter_map(symbol).collect();
            if shown != listed {
                let differing: Vec<_> = shown.symmetric_difference(&listed).collect();
                return Err(format!("{library} and bindings/c/exports.txt do not agree about {differing:?}"));
            }
        }
        Ok(2)
    }

    /// The programs of the book's page.
    fn page(&self, compiler: Compiler) -> Result<u32, String> {
        let (include, libraries) = self.flags();
        self.page.programs(compiler, &include, &libraries)
    }

    /// The examples, found through `pkg-config`: with the shared library, with the static one, and without
    /// any shared library.
    fn through_pkg_config(&self, compiler: Compiler) -> Result<u32, String> {
        if !has_for(&["pkg-config"], "the examples through pkg-config") {
            return Ok(0);
        }
        let can_link_statically = can_link_statically(compiler);
        let find = |arguments: &[&str]| -> Result<Vec<String>, String> {
            let mut command = Command::new("pkg-config");
            command.args(arguments).arg("bulk_user_upload");
            let found = output_of(command.env("PKG_CONFIG_PATH", self.library().join("pkgconfig")))?;
            Ok(found.split_whitespace().map(str::to_owned).collect())
        };
        let include = find(&["--cflags"])?;
        let include: Vec<_> = include.iter().map(String::as_str).collect();
        let mut shared = find(&["--libs"])?;
        shared.push(format!("-Wl,-rpath,{}", self.library().display()));
        let mut statically = find(&["--libs", "--static"])?;
        let whole = [vec!["-static".to_owned()], statically.clone()].concat();
        if let Some(name) = statically.iter_mut().find(|flag| *flag == "-lbulk_user_upload") {
            *name = self.library().join("libbulk_user_upload.a").display().to_string();
        }
        let mut passed = 0;
        let mut variants = vec![("shared", shared), ("static", statically)];
        if can_link_statically {
            variants.push(("without-shared", whole));
        }
        for (variant, libraries) in variants {
            for example in &EXAMPLES {
                let program = example.program.compile(compiler, variant, &include, &libraries)?;
                example.run(&program)?;
                passed += 1;
            }
        }
        if has("cc") {
            passed += self.page.shell(&self.library(), can_link_statically)?;
        }
        Ok(passed)
    }

    /// The examples, found through `CMake`.
    fn through_cmake(&self, compiler: Compiler) -> Result<u32, String> {
        if !has_for(&["cmake"], "the examples through CMake") || !(has("make") || has("ninja")) {
            return Ok(0);
        }
        let build = root().join("target/c").join(format!("{}-cmake", compiler.c));
        let _ = fs::remove_dir_all(&build);
        let define = |name: &str, value: &Path| format!("-D{name}={}", value.display());
        run(Command::new("cmake")
            .args(["-S", "bindings/c/examples", "-B"])
            .arg(&build)
            .args(["-DCMAKE_BUILD_TYPE=Release", "--log-level=WARNING"])
            .arg(define("CMAKE_PREFIX_PATH", &self.prefix))
            .arg(define("CMAKE_C_COMPILER", Path::new(compiler.c)))
            .arg(define("CMAKE_CXX_COMPILER", Path::new(compiler.cpp))))?;
        output_of(Command::new("cmake").arg("--build").arg(&build))?;
        let mut passed = self.page.cmake(compiler, &self.prefix)?;
        for example in &EXAMPLES {
            let program = build.join(example.program.name());
            example.run(&program)?;
            let statically = build.join(format!("static_{}", example.program.name()));
            if statically.exists() {
                example.run(&statically)?;
                passed += 1;
            }
            passed += 1;
        }
        Ok(passed)
    }

    /// Runs the tests, compiled with these flags, under this program; of the cases only every n-th.
    fn run(
        &self,
        compiler: Compiler,
        variant: &str,
        flags: &[&str],
        under: &[&str],
        every: &str,
    ) -> Result<u32, String> {
        let (include, libraries) = self.flags();
        let flags: Vec<_> = flags.iter().copied().chain([include.as_str()]).collect();
        let mut passed = 0;
        for test in TESTS {
            let program = test.compile(compiler, variant, &flags, &libraries)?;
            let folder = program.with_extension("files");
            empty_folder(&folder)?;
            let mut words = under.iter().map(std::ffi::OsString::from).chain([program.into_os_string()]);
            let mut command = Command::new(words.next().unwrap_or_default());
            command.args(words);
            match test.0 {
                "tests/cases.c" => command.arg(&self.list).arg(&folder).arg(every),
                "tests/cpp" => command.arg(&folder).arg(root()),
                _ => command.arg(&folder),
            };
            run_watched(&mut command, |line| {
                let count =
                    line.strip_suffix(" passed, 0 failed").and_then(|count| count.parse::<u32>().ok());
                passed += count.unwrap_or(0);
            })?;
        }
        Ok(passed)
    }
}

/// Whether a program can be linked without shared libraries: the system may lack a static C library.
fn can_link_statically(compiler: Compiler) -> bool {
    let found = output_of(Command::new(compiler.c).arg("-print-file-name=libc.a"));
    let found = found.is_ok_and(|path| Path::new(path.trim()).is_absolute());
    if !found {
        eprintln!(
            "Skipped: programs without shared libraries with {} (libc.a is not installed).",
            compiler.c
        );
    }
    found
}
