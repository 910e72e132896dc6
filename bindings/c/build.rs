//! Sets the name by which programs look for the shared library at run time. A plain `cargo build` sets none.

fn main() {
    let source = std::fs::read_to_string("src/version.rs").expect("the sources are here");
    println!("cargo:rerun-if-changed=src/version.rs");
    let line = source.lines().find(|line| line.starts_with("pub const BUU_ABI_VERSION"));
    let version = line.and_then(|line| line.split(['=', ';']).nth(1)).expect("it is a number").trim();
    match std::env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("macos") => {
            println!(
                "cargo:rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libbulk_user_upload.{version}.dylib"
            );
        }
        Ok("windows") => {}
        _ => println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libbulk_user_upload.so.{version}"),
    }
}
