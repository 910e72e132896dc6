//! `include/bulk_user_upload.h` agrees with the code. `cargo xtask docs` writes it: it runs this test with
//! `BUU_WRITE_HEADER=1`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use bulk_user_upload::problem::NoticeCode;

/// The comment at the top of the header.
const MANUAL: &str = include_str!("../header/manual.h");

#[test]
fn the_header_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("include/bulk_user_upload.h");
    let header = header();
    if env::var_os("BUU_WRITE_HEADER").is_some() {
        fs::write(&path, &header).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == header, "{} is not up to date: run `cargo xtask docs`", path.display());
}

/// The functions of the header, in alphabetical order.
fn functions() -> BTreeSet<String> {
    let header = header();
    let is_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    header
        .lines()
        .filter(|line| !line.starts_with([' ', '/', '#']) && !line.starts_with("typedef"))
        .filter(|line| !line.starts_with("static inline"))
        .filter_map(|line| line.split_once('(').map(|(before, _)| before))
        .filter_map(|before| before.rsplit(|character| !is_name(character)).next().map(str::to_owned))
        .filter(|name| name.starts_with("buu_"))
        .collect()
}

/// A function that comes or goes is seen: `exports.txt` is changed by hand, and the chore `c` compares it
/// with what the libraries show.
#[test]
fn every_function_of_the_header_is_listed_as_exported() {
    let listed = include_str!("../exports.txt");
    let functions: Vec<_> = functions().into_iter().collect();
    assert!(functions.len() > 80);
    assert_eq!(listed.lines().collect::<Vec<_>>(), functions, "bindings/c/exports.txt");
}

#[test]
fn every_function_is_called_by_a_test_or_an_example_in_c() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = String::new();
    for entry in
        ["tests", "tests/c", "examples"].iter().flat_map(|name| fs::read_dir(folder.join(name)).unwrap())
    {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "c") {
            sources.push_str(&fs::read_to_string(path).unwrap());
        }
    }
    let uncalled: Vec<_> = functions().into_iter().filter(|name| !is_called(name, &sources)).collect();
    assert_eq!(uncalled, Vec::<String>::new());
}

/// Whether the sources call a function, or take a pointer to it.
fn is_called(name: &str, sources: &str) -> bool {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
    sources.match_indices(name).any(|(at, _)| {
        let rest = &sources[at + name.len()..];
        !sources[..at].ends_with(is_part) && rest.starts_with(['(', ',', '}'])
    })
}

/// The header, made from the code.
fn header() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut config = cbindgen::Config::from_root_or_default(folder);
    config.header = Some(MANUAL.trim_end().to_owned());
    config.after_includes = Some(preamble());
    let mut header = Vec::new();
    cbindgen::Builder::new()
        .with_crate(folder)
        .with_config(config)
        .generate()
        .expect("the sources can be read")
        .write(&mut header);
    let header = without_tags(&String::from_utf8(header).unwrap());
    let end = header.rfind("#endif").expect("there is an include guard");
    let helpers = helpers(&header);
    format!(
        "{}{helpers}\n#ifdef __cplusplus\n}} // extern \"C\"\n#endif\n\n{}",
        &header[..end],
        &header[end..]
    )
}

/// Every type has a typedef, so only the typedefs need the word `struct`.
fn without_tags(header: &str) -> String {
    header
        .replace("typedef struct buu_", "typedef tag buu_")
        .replace("struct buu_", "buu_")
        .replace("typedef tag", "typedef struct")
}

/// The codes of notices, from the catalogue.
fn notice_codes() -> String {
    let mut codes = String::new();
    for code in NoticeCode::ALL {
        let name = code.as_str().replace('-', "_").to_uppercase();
        let _ = write!(codes, "\n/** {} */\n#define BUU_NOTICE_{name} \"{code}\"\n", code.description());
    }
    codes
}

fn preamble() -> String {
    let [major, minor, patch] =
        [env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"), env!("CARGO_PKG_VERSION_PATCH")];
    format!(
        "#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <string.h>\n\n\
         /** The version of this header; `buu_version()` has that of the library that is running. */\n\
         #define BUU_VERSION_MAJOR {major}\n#define BUU_VERSION_MINOR {minor}\n#define BUU_VERSION_PATCH {patch}\n\
         #define BUU_VERSION \"{}\"\n{}\n#ifdef __cplusplus\nextern \"C\" {{\n#endif\n",
        env!("CARGO_PKG_VERSION"),
        notice_codes()
    )
}

/// The small functions that are defined in the header itself.
fn helpers(header: &str) -> String {
    let mut helpers = String::from(
        "/**\n * A C string as a `buu_str`; NULL is an empty text.\n */\n\
         static inline buu_str buu_str_of(const char *text) {\n  buu_str made;\n  made.data = text;\n  \
         made.len = text == NULL ? 0 : strlen(text);\n  return made;\n}\n",
    );
    for name in versioned(header) {
        let _ = write!(
            helpers,
            "\n/**\n * A `{name}` with its size, and everything else zero.\n */\n\
             static inline {name} {name}_init(void) {{\n  {name} made;\n  memset(&made, 0, sizeof made);\n  \
             made.size = sizeof made;\n  return made;\n}}\n"
        );
    }
    helpers
}

/// The structs that begin with their size.
fn versioned(header: &str) -> impl Iterator<Item = &str> {
    header.split("typedef struct ").filter_map(|rest| {
        let (name, body) = rest.split_once(" {\n")?;
        let is_comment = |line: &&str| line.trim_start().starts_with(['/', '*']);
        let first_field = body.lines().find(|line| !is_comment(line))?;
        (first_field.trim() == "size_t size;").then_some(name)
    })
}
