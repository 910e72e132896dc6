//! Passwords that a policy refuses. `denylist.md` says where the common ones come from, and under which
//! licence.

use std::collections::HashSet;
use std::sync::Arc;

use super::spec::Denylist;
use crate::fold::fold_password;

/// Common passwords of eight characters or more: folded, one per line, in byte order.
const COMMON: &str = include_str!("denylist.txt");

/// The entries of the denylist of a policy, as folded texts.
#[derive(Clone)]
pub(super) enum Entries {
    None,
    Common,
    Own(Arc<HashSet<String>>),
}

impl Entries {
    pub(super) fn of(denylist: &Denylist) -> Self {
        match denylist {
            Denylist::Common(false) => Self::None,
            Denylist::Common(true) => Self::Common,
            Denylist::Own(entries) => {
                Self::Own(Arc::new(entries.iter().map(|entry| fold_password(entry).to_string()).collect()))
            }
        }
    }

    pub(super) fn contains(&self, folded: &str) -> bool {
        match self {
            Self::None => false,
            Self::Common => is_common(folded),
            Self::Own(entries) => entries.contains(folded),
        }
    }
}

/// Finds a line by binary search, so that no table must be built before the first look-up.
fn is_common(folded: &str) -> bool {
    if folded.contains(['\n', '\r']) {
        return false;
    }
    let mut rest = COMMON;
    while !rest.is_empty() {
        let middle = floor_char_boundary(rest, rest.len() / 2);
        let start = rest[..middle].rfind('\n').map_or(0, |end| end + 1);
        let end = rest[start..].find('\n').map_or(rest.len(), |length| start + length);
        match folded.cmp(&rest[start..end]) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => rest = &rest[..start],
            std::cmp::Ordering::Greater => rest = rest.get(end + 1..).unwrap_or(""),
        }
    }
    false
}

fn floor_char_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_entry_is_found_and_its_neighbours_are_not() {
        let mut previous = "";
        for entry in COMMON.lines() {
            assert!(previous < entry, "{entry} stands out of order");
            assert_eq!(*fold_password(entry), entry, "entries are folded");
            assert!(entry.chars().count() >= 8, "{entry} is too short to matter");
            assert!(is_common(entry));
            previous = entry;
        }
        let entries: HashSet<_> = COMMON.lines().collect();
        for entry in COMMON.lines().step_by(7) {
            for other in [format!("{entry}\u{10FFFF}"), entry[..entry.len() - 1].to_owned()] {
                assert_eq!(is_common(&other), entries.contains(&*other), "{other}");
            }
        }
        assert!(!is_common("") && !is_common("\n") && !is_common("zzzzzzzzzzzzzzzzzzzzzzz"));
    }

    #[test]
    fn at_least_three_thousand_long_ones_ship() {
        assert!(COMMON.lines().filter(|entry| entry.chars().count() >= 15).count() >= 3_000);
    }
}
