//! Processes that are killed: at every step, 20 times at each, and at random moments.

mod all_or_nothing;
mod import;
mod open;
mod random;
mod resume;
mod undo;

use bulk_user_upload::import::ImportMode;

use crate::common::{Files, Place};

const MODES: [ImportMode; 2] = [ImportMode::PartialSuccess, ImportMode::AllOrNothing];

/// When in an operation.
const MOMENTS: [&str; 3] = ["before", "before-commit", "after-commit"];

/// How often a process is killed at each step.
const TIMES: usize = 20;

/// A copy of a place's database as it is, for a look that changes nothing.
fn copy(place: &Place) -> Place {
    Place::with(&Files::of(&place.data()))
}
