//! Which version of the library this is.

use crate::str::buu_str;

/// The version of the binary interface that this header describes; compare it with `buu_abi_version()`. It goes up when a program
/// that was built before could no longer run with the library; what is merely added leaves it as it is.
pub const BUU_ABI_VERSION: u32 = 1;

/// The version of the binary interface that the library has which is running: `BUU_ABI_VERSION` as it was when that was built. Any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn buu_abi_version() -> u32 {
    BUU_ABI_VERSION
}

/// The version of the library that is running: `"0.1.0"`. It lives for ever. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn buu_version() -> buu_str {
    buu_str::of(env!("CARGO_PKG_VERSION"))
}
