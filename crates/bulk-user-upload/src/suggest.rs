//! Near misses: the name that was probably meant.

use crate::fold::fold;

/// Names that can be suggested for a misspelt one.
///
/// A text is a near miss of a name if the two are within one edit of each other (insert, delete, replace,
/// swap of neighbours), or within two if the name has more than seven characters (SPEC, fine print). Both are
/// compared by their keys ([`fold`]).
///
/// # Example
///
/// ```
/// use bulk_user_upload::directory::NearMisses;
///
/// let teams = NearMisses::new(["Sales", "Support"]);
/// assert_eq!(teams.nearest("Suport"), Some("Support"));
/// assert_eq!(teams.nearest("Marketing"), None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct NearMisses<'n> {
    candidates: Vec<Candidate<'n>>,
}

#[derive(Debug, Clone)]
struct Candidate<'n> {
    name: &'n str,
    key: String,
    shape: Shape,
}

impl<'n> NearMisses<'n> {
    /// Takes the names that may be suggested. Leave out names that the reader must not learn of.
    pub fn new(names: impl IntoIterator<Item = &'n str>) -> Self {
        Self::with_keys(names.into_iter().map(|name| (name, fold(name).into_owned())))
    }

    /// Takes names with keys that the caller computed, such as those of header cells.
    pub(crate) fn with_keys(names: impl IntoIterator<Item = (&'n str, String)>) -> Self {
        let mut candidates: Vec<_> =
            names.into_iter().map(|(name, key)| Candidate { name, shape: Shape::of(&key), key }).collect();
        candidates.sort_by(|a, b| a.key.cmp(&b.key));
        Self { candidates }
    }

    /// The nearest near miss of `name`. If several are equally near, the first in the order of their keys.
    /// `None` if no candidate is near enough.
    pub fn nearest(&self, name: &str) -> Option<&'n str> {
        let key = fold(name);
        self.near(&key).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
    }

    /// Every candidate that is a near miss of `key`, with its distance.
    pub(crate) fn near<'s>(&'s self, key: &'s str) -> impl Iterator<Item = (usize, &'n str)> + 's {
        let shape = Shape::of(key);
        self.candidates.iter().filter_map(move |candidate| {
            let edits = if candidate.shape.length <= 7 { 1 } else { 2 };
            if !candidate.shape.may_be_within(edits, &shape) {
                return None;
            }
            let (candidate_rest, key_rest) = without_common_ends(&candidate.key, key);
            let distance = strsim::damerau_levenshtein(candidate_rest, key_rest);
            (distance <= edits as usize).then_some((distance, candidate.name))
        })
    }
}

/// The number of unknown names of a batch for which suggestions are looked for. Each costs a comparison with
/// every name of the directory, and a reader who has seen this many reads no more.
pub(crate) const MAX_SUGGESTIONS: usize = 64;

/// Suggestions for the unknown names of a batch, as a directory gives them: for the first 64 names. The
/// candidates are collected only when the first suggestion is needed.
///
/// # Example
///
/// ```
/// use bulk_user_upload::directory::Suggestions;
///
/// let mut suggestions = Suggestions::among(|| vec!["Sales", "Support"]);
/// assert_eq!(suggestions.for_name("Suport"), Some("Support".to_owned()));
/// ```
#[derive(Debug)]
pub struct Suggestions<'n, F> {
    candidates: Option<F>,
    names: NearMisses<'n>,
    left: usize,
}

impl<'n, F: FnOnce() -> Vec<&'n str>> Suggestions<'n, F> {
    /// Takes a function that collects the names that may be suggested. Leave out names that the uploader must
    /// not learn of.
    pub fn among(candidates: F) -> Self {
        Self { candidates: Some(candidates), names: NearMisses::default(), left: MAX_SUGGESTIONS }
    }

    /// The name that was probably meant.
    pub fn for_name(&mut self, name: &str) -> Option<String> {
        self.left = self.left.checked_sub(1)?;
        if let Some(candidates) = self.candidates.take() {
            self.names = NearMisses::new(candidates());
        }
        self.names.nearest(name).map(str::to_owned)
    }
}

/// The two texts without their common beginning and end. Those cost no edit, and without them the comparison
/// is much shorter.
fn without_common_ends<'t>(a: &'t str, b: &'t str) -> (&'t str, &'t str) {
    let same = |(x, y): &(char, char)| x == y;
    let start: usize = a.chars().zip(b.chars()).take_while(same).map(|(x, _)| x.len_utf8()).sum();
    let (a, b) = (&a[start..], &b[start..]);
    let end: usize = a.chars().rev().zip(b.chars().rev()).take_while(same).map(|(x, _)| x.len_utf8()).sum();
    (&a[..a.len() - end], &b[..b.len() - end])
}

/// A summary of a key. Most pairs of keys are ruled out by their shapes, so a file of ten thousand unknown
/// names rarely needs the costly edit distance.
#[derive(Debug, Clone, Copy)]
struct Shape {
    /// The number of characters.
    length: usize,
    /// One bit for each character, by its code point modulo 64.
    characters: u64,
}

impl Shape {
    fn of(key: &str) -> Self {
        key.chars().fold(Self { length: 0, characters: 0 }, |shape, character| Self {
            length: shape.length + 1,
            characters: shape.characters | 1 << (u32::from(character) % 64),
        })
    }

    /// One edit changes the length by at most one, and the bits by at most two.
    fn may_be_within(self, edits: u32, other: &Self) -> bool {
        self.length.abs_diff(other.length) <= edits as usize
            && (self.characters ^ other.characters).count_ones() <= 2 * edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_for_short_names_and_two_for_longer_ones() {
        let names = NearMisses::new(["Support", "Night Shift"]);
        for near in ["Suport", "Supporrt", "Supp0rt", "Supoprt", "SUPPORT "] {
            assert_eq!(names.nearest(near), Some("Support"), "{near}");
        }
        assert_eq!(names.nearest("Supot"), None, "two edits from a name of seven characters");
        assert_eq!(names.nearest("Nihgt Shitf"), Some("Night Shift"));
        assert_eq!(names.nearest("Nihgt Shit"), Some("Night Shift"));
        assert_eq!(names.nearest("Nigt Shi"), None);
    }

    #[test]
    fn the_nearest_wins_then_the_first_in_order() {
        let names = NearMisses::new(["Teams 2", "Teams 1", "Teams"]);
        assert_eq!(names.nearest("Teams 3"), Some("Teams 1"));
        assert_eq!(names.nearest("Team"), Some("Teams"));
    }

    #[test]
    fn common_ends_do_not_change_a_distance() {
        let words = ["", "a", "ab", "ba", "aba", "abab", "baab", "aéb", "éa", "abcab", "acbab", "cabab"];
        for a in words {
            for b in words {
                let (rest_of_a, rest_of_b) = without_common_ends(a, b);
                let whole = strsim::damerau_levenshtein(a, b);
                assert_eq!(strsim::damerau_levenshtein(rest_of_a, rest_of_b), whole, "{a} {b}");
            }
        }
    }

    #[test]
    fn the_glance_never_turns_away_a_near_miss() {
        let words =
            ["extension", "extention", "exetnsion", "xtension", "extensions", "ext3nsi0n", "éxtension"];
        for a in words {
            for b in words {
                let within = strsim::damerau_levenshtein(a, b) <= 2;
                assert!(!within || Shape::of(a).may_be_within(2, &Shape::of(b)), "{a} {b}");
            }
        }
    }
}
