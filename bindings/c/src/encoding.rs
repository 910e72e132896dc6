//! The encodings that a file can state.

use bulk_user_upload::Encoding;

use crate::guard::or;
use crate::str::buu_str;

/// The number of encodings, which `buu_encoding_name` gives. Any thread may call this.
#[unsafe(no_mangle)]
pub extern "C" fn buu_encoding_count() -> usize {
    or(0, || Encoding::all().len())
}

/// The name of the encoding at an index, from 0: `windows-1250`. `buu_file.encoding` takes it, and a report
/// shows it. It is never freed. Absent where the index is out of range. Any thread may call this.
#[unsafe(no_mangle)]
pub extern "C" fn buu_encoding_name(index: usize) -> buu_str {
    or(buu_str::ABSENT, || buu_str::of_option(Encoding::all().nth(index).map(Encoding::name)))
}
