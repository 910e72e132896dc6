//! The mode of an import: what happens to rows without errors when other rows have some.

use bulk_user_upload::import::ImportMode;

use crate::error::buu_error;

/// Users are created for the rows without errors: the usual mode.
pub const BUU_PARTIAL_SUCCESS: u32 = 1;
/// If one row has an error, no user is created.
pub const BUU_ALL_OR_NOTHING: u32 = 2;

/// Every mode, beside its number.
const MODES: [(u32, ImportMode); 2] =
    [(BUU_PARTIAL_SUCCESS, ImportMode::PartialSuccess), (BUU_ALL_OR_NOTHING, ImportMode::AllOrNothing)];

/// The mode with this number; 0 stands for the usual mode.
pub(super) fn mode_of(number: u32) -> Result<ImportMode, buu_error> {
    let number = if number == 0 { BUU_PARTIAL_SUCCESS } else { number };
    let found = MODES.iter().find(|(known, _)| *known == number);
    found
        .map(|(_, mode)| *mode)
        .ok_or_else(|| buu_error::argument(format_args!("the mode of the import is {number}")))
}

pub(super) fn number_of_mode(mode: ImportMode) -> u32 {
    MODES.iter().find(|(_, known)| *known == mode).map_or(0, |(number, _)| *number)
}
