//! `cargo xtask c-install PREFIX`: installs the C library.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Outcome, output_of, root, run};
use crate::tools::{copy_folder, has_for};

/// How the library is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// For use.
    Release,
    /// For the tests: that profile has been built already.
    Dev,
}

/// Builds the library and installs it below a folder: headers, the shared and the static library, what
/// `pkg-config` and `CMake` find it by, and the licences.
pub(crate) fn install(prefix: &Path, profile: Profile) -> Outcome {
    let prefix = std::path::absolute(prefix).map_err(|error| format!("{}: {error}", prefix.display()))?;
    let system_libraries = build(profile)?;
    let built = root().join("target").join(match profile {
        Profile::Release => "release",
        Profile::Dev => "debug",
    });
    let source = root().join("bindings/c");
    copy_folder(&source.join("include"), &prefix.join("include"))?;
    let names = Names::here(&abi_version(&source)?)?;
    let library = prefix.join("lib");
    shared_library(&built.join(names.built), &library.join(&names.shared), profile)?;
    link(&names.shared, &library.join(names.link))?;
    static_library(&built.join("libbulk_user_upload_c.a"), &library.join("libbulk_user_upload.a"), profile)?;
    let fill = |text: String| {
        text.replace("@VERSION@", env!("CARGO_PKG_VERSION"))
            .replace("@SHARED@", &names.shared)
            .replace("@POINTER_SIZE@", &size_of::<usize>().to_string())
            .replace("@SYSTEM_LIBRARIES@", &system_libraries)
            .replace("@SYSTEM_LIBRARIES_LIST@", &system_libraries.replace(' ', ";"))
    };
    for (file, folder) in [
        ("bulk_user_upload.pc", "pkgconfig"),
        ("bulk_user_upload-config.cmake", "cmake/bulk_user_upload"),
        ("bulk_user_upload-config-version.cmake", "cmake/bulk_user_upload"),
    ] {
        let template = source.join("install").join(format!("{file}.in"));
        let text =
            fs::read_to_string(&template).map_err(|error| format!("{}: {error}", template.display()))?;
        write(&library.join(folder).join(file), &fill(text))?;
    }
    let licences = prefix.join("share/doc/bulk_user_upload");
    for licence in ["LICENSE-APACHE", "LICENSE-MIT", "crates/bulk-user-upload/src/policy/denylist.md"] {
        let name = Path::new(licence).file_name().unwrap_or_default();
        copy(&root().join(licence), &licences.join(name))?;
    }
    eprintln!("The C library is in {}.", prefix.display());
    Ok(())
}

/// Builds the library, and gives what a program must link besides the static one.
fn build(profile: Profile) -> Result<String, String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["rustc", "--quiet", "--package", "bulk-user-upload-c", "--lib"]);
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    cargo.args(["--", "--print", "native-static-libs"]);
    let said = output_of(&mut cargo)?;
    let libraries = said.lines().find_map(|line| line.split_once("native-static-libs: "));
    let (_, libraries) = libraries
        .ok_or_else(|| format!("cargo did not say which libraries the static library needs:\n{said}"))?;
    Ok(without_compiler_runtime(libraries))
}

/// Leaves out GCC's own library. Each compiler links it by itself, and knows in which form: `libgcc_s`
/// exists as a shared library alone, so a program that is linked with `-static` would not find it.
fn without_compiler_runtime(libraries: &str) -> String {
    libraries.split_whitespace().filter(|library| *library != "-lgcc_s").collect::<Vec<_>>().join(" ")
}

/// The number in the name by which programs look for the shared library at run time.
fn abi_version(source: &Path) -> Result<String, String> {
    let header = source.join("include/bulk_user_upload.h");
    let text = fs::read_to_string(&header).map_err(|error| format!("{}: {error}", header.display()))?;
    let number = text.lines().find_map(|line| line.strip_prefix("#define BUU_ABI_VERSION "));
    number.map(str::to_owned).ok_or_else(|| format!("{} has no BUU_ABI_VERSION", header.display()))
}

/// What the shared library is called.
struct Names {
    /// As cargo builds it.
    built: &'static str,
    /// As programs look for it at run time.
    shared: String,
    /// As the linker looks for it.
    link: &'static str,
}

impl Names {
    fn here(abi_version: &str) -> Result<Self, String> {
        if cfg!(target_os = "macos") {
            return Ok(Self {
                built: "libbulk_user_upload_c.dylib",
                shared: format!("libbulk_user_upload.{abi_version}.dylib"),
                link: "libbulk_user_upload.dylib",
            });
        }
        if cfg!(unix) {
            return Ok(Self {
                built: "libbulk_user_upload_c.so",
                shared: format!("libbulk_user_upload.so.{abi_version}"),
                link: "libbulk_user_upload.so",
            });
        }
        Err("this chore installs on Linux, macOS and other Unix systems; elsewhere take the library from target/release".to_owned())
    }
}

/// Makes the static library one object that exports only the functions of the header. The rest of it
/// (`SQLite`, the Rust runtime) could clash with another copy in a program. Without the tools for that, the
/// library is copied as it is.
fn static_library(built: &Path, installed: &Path, profile: Profile) -> Outcome {
    let hidden = "hiding what is not in the header in the static library";
    if !cfg!(target_os = "linux") || !has_for(&["ld", "objcopy", "ar"], hidden) {
        return copy(built, installed);
    }
    let object = root().join("target/c/bulk_user_upload.o");
    make_folder_of(&object)?;
    run(Command::new("ld").args(["-r", "--whole-archive", "-o"]).args([&object, &built.to_owned()]))?;
    let mut keep = OsString::from("--keep-global-symbols=");
    keep.push(root().join("bindings/c/exports.txt"));
    let mut objcopy = Command::new("objcopy");
    // The merged bitcode of Rust's standard library is no longer valid, and not needed.
    objcopy.arg(keep).args(["--remove-section=.llvmbc", "--remove-section=.llvmcmd"]);
    if profile == Profile::Release {
        objcopy.arg("--strip-debug");
    }
    run(objcopy.arg(&object))?;
    make_folder_of(installed)?;
    let _ = fs::remove_file(installed);
    run(Command::new("ar").arg("rcs").args([installed, &object]))?;
    let _ = fs::remove_file(&object);
    Ok(())
}

/// Copies the shared library without its debug information, which is five sixths of it; functions keep
/// their names. The file is replaced as a whole, so a program that is running with the old library is not
/// disturbed.
fn shared_library(built: &Path, installed: &Path, profile: Profile) -> Outcome {
    let fresh = installed.with_extension("fresh");
    copy(built, &fresh)?;
    let what = "removing the debug information from the shared library";
    if profile == Profile::Release && has_for(&["strip"], what) {
        let which = if cfg!(target_os = "macos") { "-S" } else { "--strip-debug" };
        run(Command::new("strip").arg(which).arg(&fresh))?;
    }
    fs::rename(&fresh, installed).map_err(|error| format!("{}: {error}", installed.display()))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    make_folder_of(to)?;
    fs::copy(from, to).map(drop).map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
}

fn write(path: &Path, text: &str) -> Outcome {
    make_folder_of(path)?;
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(unix)]
fn link(to: &str, link: &Path) -> Outcome {
    let _ = fs::remove_file(link);
    std::os::unix::fs::symlink(to, link).map_err(|error| format!("{}: {error}", link.display()))
}

#[cfg(not(unix))]
fn link(_to: &str, _link: &Path) -> Outcome {
    Ok(())
}

fn make_folder_of(path: &Path) -> Outcome {
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_of_the_compiler_is_left_to_it() {
        assert_eq!(without_compiler_runtime("-lc -lm -lgcc_s -ldl -lc\n"), "-lc -lm -ldl -lc");
    }
}
