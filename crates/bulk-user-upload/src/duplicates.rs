//! `login-duplicate-in-file` (SPEC section 5): the rows that share a login.

use std::collections::HashMap;

use crate::problem::MAX_NAMED;

/// For each login that several rows have, those rows.
#[derive(Debug, Default)]
pub(crate) struct Duplicates {
    sets: HashMap<u32, Set>,
}

#[derive(Debug, Default)]
struct Set {
    /// The first rows of the set. One more than a message names, because a row does not name itself.
    rows: Vec<u32>,
    count: u32,
}

impl Duplicates {
    /// Finds the sets. `rows` has, for each row with a login, the number of the login (see
    /// [`Interner`](crate::interner::Interner)) and the number of the row. `logins` is the number of distinct
    /// logins.
    pub(crate) fn find(logins: usize, rows: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut seen = vec![false; logins];
        let mut sets: HashMap<u32, Set> = HashMap::new();
        for (login, _) in rows.clone() {
            if std::mem::replace(&mut seen[login as usize], true) {
                sets.entry(login).or_default();
            }
        }
        if !sets.is_empty() {
            for (login, row) in rows {
                if let Some(set) = sets.get_mut(&login) {
                    set.count += 1;
                    if set.rows.len() <= MAX_NAMED {
                        set.rows.push(row);
                    }
                }
            }
        }
        Self { sets }
    }

    pub(crate) fn contains(&self, login: u32) -> bool {
        self.sets.contains_key(&login)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// The first ten of the other rows with the login of `row`, and the number of all of them.
    pub(crate) fn others(&self, login: u32, row: u32) -> (Vec<u32>, u32) {
        let Some(set) = self.sets.get(&login) else { return (Vec::new(), 0) };
        let rows = set.rows.iter().copied().filter(|&other| other != row).take(MAX_NAMED).collect();
        (rows, set.count - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_a_set_names_the_others_at_most_ten() {
        let rows = (0..15).map(|row| (row % 2, row + 2)).chain([(2, 99)]);
        let duplicates = Duplicates::find(3, rows);
        assert_eq!(duplicates.others(1, 3), ([5, 7, 9, 11, 13, 15].to_vec(), 6));
        assert!(!duplicates.contains(2));

        let duplicates = Duplicates::find(1, (2..14).map(|row| (0, row)));
        assert_eq!(duplicates.others(0, 2), ((3..13).collect(), 11));
        assert_eq!(duplicates.others(0, 13), ((2..12).collect(), 11));
    }
}
