//! The `BUU_CODE_…` constants of the C library, from the catalogue.

use std::fmt::Write;
use std::path::PathBuf;

use bulk_user_upload::Code;

use crate::run::root;

const HEAD: &str = "\
//! The codes of errors. Written by `cargo xtask docs` from the catalogue: change that, not this file.

";

/// The path of the file.
pub(crate) fn path() -> PathBuf {
    root().join("bindings/c/src/codes.rs")
}

/// The file, from the catalogue.
pub(crate) fn page() -> String {
    let mut page = String::from(HEAD);
    for code in Code::ALL {
        let name = code.as_str().replace('-', "_").to_uppercase();
        let _ = writeln!(page, "/// {}: {}", code.title(), code.description());
        let _ = writeln!(page, "pub const BUU_CODE_{name}: u32 = {};", code.number());
    }
    page
}
