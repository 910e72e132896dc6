//! The catalogue of errors.

use bulk_user_upload::Code;

use crate::guard::or;
use crate::problem::level;
use crate::str::buu_str;

/// The number of codes, which `buu_code_at` gives. Any thread may call this, and every function of the
/// catalogue.
#[unsafe(no_mangle)]
pub extern "C" fn buu_code_count() -> usize {
    Code::ALL.len()
}

/// The code at an index, from 0, in the order of the numbers: `BUU_CODE_…`; 0 where the index is out of
/// range.
#[unsafe(no_mangle)]
pub extern "C" fn buu_code_at(index: usize) -> u32 {
    Code::ALL.get(index).map_or(0, |code| code.number().into())
}

/// The code as the report's JSON has it: `login-already-exists`. It is never freed. Absent for an unknown
/// code.
#[unsafe(no_mangle)]
pub extern "C" fn buu_code_name(code: u32) -> buu_str {
    text(code, Code::as_str)
}

/// Its title in the product: `Login: already exists`. It is never freed. Absent for an unknown code.
#[unsafe(no_mangle)]
pub extern "C" fn buu_code_title(code: u32) -> buu_str {
    text(code, Code::title)
}

/// What it means, in a sentence. It is never freed. Absent for an unknown code.
#[unsafe(no_mangle)]
pub extern "C" fn buu_code_description(code: u32) -> buu_str {
    text(code, Code::description)
}

/// What it is about: `BUU_LEVEL_FILE`, `BUU_LEVEL_ROW` or `BUU_LEVEL_FIELD`; 0 for an unknown code.
#[unsafe(no_mangle)]
pub extern "C" fn buu_code_level(code: u32) -> u32 {
    or(0, || find(code).map_or(0, |code| level(code.level())))
}

fn text(code: u32, text: impl FnOnce(Code) -> &'static str) -> buu_str {
    or(buu_str::ABSENT, || buu_str::of_option(find(code).map(text)))
}

fn find(number: u32) -> Option<Code> {
    Code::ALL.iter().copied().find(|code| u32::from(code.number()) == number)
}
