//! `buu_name`: what a directory is asked about.

use bulk_user_upload::directory::Name;

use crate::str::buu_str;

/// A login, or the name of a group, team or plan, from a file.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_name {
    /// The name as the file has it first, trimmed: for people.
    pub value: buu_str,
    /// Its key, for a directory: names with equal keys are the same name. See `buu_fold`.
    pub key: buu_str,
}

impl buu_name {
    pub(crate) fn all(names: &[Name<'_>]) -> Vec<Self> {
        let each = |name: &Name<'_>| Self { value: buu_str::of(name.value()), key: buu_str::of(name.key()) };
        names.iter().map(each).collect()
    }
}
