//! Which version of the library this is.

use crate::str::buu_str;

/// The version of the binary interface that this header describes; compare it with `buu_abi_version()`. It
/// rises when programs must be compiled again; additions do not change it.
pub const BUU_ABI_VERSION: u32 = 1;

/// The version of the binary interface of the library that is running: the `BUU_ABI_VERSION` it was built
/// with. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn buu_abi_version() -> u32 {
    BUU_ABI_VERSION
}

/// The version of the library that is running: `"0.1.0"`. It is never freed. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn buu_version() -> buu_str {
    buu_str::of(env!("CARGO_PKG_VERSION"))
}
