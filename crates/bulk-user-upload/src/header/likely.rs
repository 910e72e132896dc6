//! Unknown columns that are probably columns of the template under another name (SPEC section 3). They are
//! asked about, and never taken for those columns.

use super::matcher::Matcher;
use crate::fold::header_key;
use crate::suggest::NearMisses;

/// Columns of the file that are near to, or hints for, columns of the template that the file lacks.
pub(super) struct LikelyColumns {
    /// In the file's order; no two have the same column of the template.
    pub(super) found: Vec<LikelyColumn>,
    /// The columns of the template that some header cell may be meant for, so that they are not missing.
    pub(super) excused: Vec<bool>,
}

pub(super) struct LikelyColumn {
    /// The column of the file.
    pub(super) index: usize,
    /// The column of the template that it probably is.
    pub(super) template_index: usize,
    pub(super) likeness: Likeness,
}

/// Why a column of the file is probably one of the template's; the earlier is the more likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// Its name is a hint.
    Hint,
    /// Its name is so many edits from the column's.
    NearMiss(usize),
}

impl LikelyColumns {
    /// `unknown` are the columns of the file that go by no name of the template, with their keys.
    pub(super) fn find(
        matcher: &Matcher<'_>,
        file_indexes: &[Option<usize>],
        unknown: &[(usize, &str)],
    ) -> Self {
        let columns = matcher.template().columns();
        let mut likely = Self { found: Vec::new(), excused: vec![false; columns.len()] };
        if unknown.is_empty() {
            return likely;
        }
        let mut is_absent: Vec<_> = file_indexes.iter().map(Option::is_none).collect();
        let names: Vec<_> = columns
            .iter()
            .map(|column| NearMisses::with_keys(column.names().map(|name| (name, header_key(name)))))
            .collect();
        for (index, key) in unknown {
            let hinted = matcher.hinted(key);
            let candidates = (0..columns.len()).filter(|&column| is_absent[column]).filter_map(|column| {
                let near_miss = || names[column].near(key).map(|(edits, _)| Likeness::NearMiss(edits)).min();
                let likeness = if hinted.contains(&column) { Some(Likeness::Hint) } else { near_miss() };
                likeness.map(|likeness| (likeness, column))
            });
            let mut most_likely: Option<(Likeness, usize)> = None;
            for candidate in candidates {
                likely.excused[candidate.1] = true;
                most_likely = Some(most_likely.map_or(candidate, |best| best.min(candidate)));
            }
            if let Some((likeness, template_index)) = most_likely {
                // The next header cell is looked at as if this column were there.
                is_absent[template_index] = false;
                likely.found.push(LikelyColumn { index: *index, template_index, likeness });
            }
        }
        likely
    }

    /// How many have such a likeness.
    pub(super) fn count(&self, is_counted: impl Fn(Likeness) -> bool) -> usize {
        self.found.iter().filter(|column| is_counted(column.likeness)).count()
    }
}
