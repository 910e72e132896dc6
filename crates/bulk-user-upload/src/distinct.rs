//! The distinct names of each column, so that the directory is asked about each once.

use std::hash::RandomState;

use string_interner::StringInterner;
use string_interner::backend::StringBackend;
use string_interner::symbol::{Symbol, SymbolU32};

use crate::cells::Cell;
use crate::fold::fold_into;

/// The distinct names that the directory is asked about.
pub(crate) struct Asked {
    pub(crate) logins: Distinct,
    /// Of each login, whether it is asked about: some entry's cell is sound.
    pub(crate) is_login_asked: Vec<bool>,
    pub(crate) permission_groups: Distinct,
    pub(crate) primary_teams: Distinct,
    pub(crate) capacity_plans: Distinct,
}

/// Names by their keys, numbered from 0 in order of appearance.
///
/// The keys lie in one buffer behind a hash set with random keys (`SipHash`), so that no file can be made to collide.
pub(crate) struct Distinct {
    interner: StringInterner<StringBackend<SymbolU32>, RandomState>,
    /// Where each name first stands.
    first: Vec<Cell>,
    buffer: String,
}

impl Distinct {
    pub(crate) fn new() -> Self {
        Self {
            interner: StringInterner::with_hasher(RandomState::new()),
            first: Vec::new(),
            buffer: String::new(),
        }
    }

    /// The number of a name, which stands in `cell`.
    pub(crate) fn number(&mut self, name: &str, cell: Cell) -> u32 {
        let key = fold_into(name, &mut self.buffer);
        let number = self.interner.get_or_intern(key).to_usize();
        if number == self.first.len() {
            self.first.push(cell);
        }
        number as u32
    }

    pub(crate) fn len(&self) -> usize {
        self.first.len()
    }

    pub(crate) fn key(&self, number: usize) -> &str {
        let symbol = SymbolU32::try_from_usize(number).expect("it is a number of this set");
        self.interner.resolve(symbol).expect("it is a number of this set")
    }

    pub(crate) fn first(&self, number: usize) -> Cell {
        self.first[number]
    }
}
