//! `buu_name`: what a directory is asked about.

use bulk_user_upload::Name;

use crate::str::buu_str;

/// A login, or the name of a group, team or plan, that stands in a file.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_name {
    /// The name as it first stands in the file, trimmed: for people.
    pub value: buu_str,
    /// The name folded, for a directory: names with one key are one name. See `buu_fold`.
    pub key: buu_str,
}

impl buu_name {
    pub(crate) fn all(names: &[Name<'_>]) -> Vec<Self> {
        let each = |name: &Name<'_>| Self { value: buu_str::of(name.value()), key: buu_str::of(name.key()) };
        names.iter().map(each).collect()
    }
}
