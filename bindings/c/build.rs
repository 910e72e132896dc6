//! The shared library says by which name programs look for it at run time; a plain `cargo build` says nothing.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let system = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    // The number is BUU_ABI_VERSION: it goes up when a program that was built before can no longer run with the library.
    match system.as_str() {
        "macos" => {
            println!("cargo:rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libbulk_user_upload.1.dylib");
        }
        "windows" => {}
        _ => println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libbulk_user_upload.so.1"),
    }
}
