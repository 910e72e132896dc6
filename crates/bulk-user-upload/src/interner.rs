//! Numbers the distinct names of each column, so that the directory is asked about each name once.

use ahash::RandomState;

use string_interner::StringInterner;
use string_interner::backend::StringBackend;
use string_interner::symbol::{Symbol, SymbolU32};

use crate::cells::{Cell, Cells};
use crate::fields::ColumnKind;
use crate::fold::{fold, fold_into};

/// What is assigned to a user: the columns, apart from the login, about whose names the directory is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Assignment {
    PermissionGroup,
    PrimaryTeam,
    CapacityPlan,
}

impl Assignment {
    /// What a column of this kind assigns.
    pub(crate) fn of(kind: &ColumnKind) -> Option<Self> {
        match kind {
            ColumnKind::PermissionGroup => Some(Self::PermissionGroup),
            ColumnKind::PrimaryTeam => Some(Self::PrimaryTeam),
            ColumnKind::CapacityPlan => Some(Self::CapacityPlan),
            _ => None,
        }
    }

    /// Whether a name that does not exist may be several names that do (SPEC section 6).
    pub(crate) fn may_be_several(self) -> bool {
        matches!(self, Self::PrimaryTeam | Self::CapacityPlan)
    }
}

/// The distinct names that the directory is asked about.
pub(crate) struct Lookups {
    pub(crate) logins: Interner,
    /// For each login, whether the directory is asked about it: whether at least one of its cells is valid.
    pub(crate) is_login_looked_up: Vec<bool>,
    pub(crate) permission_groups: Interner,
    pub(crate) primary_teams: Interner,
    pub(crate) capacity_plans: Interner,
}

impl Lookups {
    /// Reserves room for the logins of this number of rows.
    pub(crate) fn with_capacity(rows: usize) -> Self {
        Self {
            logins: Interner::with_capacity(rows),
            is_login_looked_up: Vec::with_capacity(rows),
            permission_groups: Interner::with_capacity(0),
            primary_teams: Interner::with_capacity(0),
            capacity_plans: Interner::with_capacity(0),
        }
    }

    /// The number of the login in a cell that is not blank.
    pub(crate) fn login(&mut self, cells: &Cells<'_>, cell: Cell, is_valid: bool) -> u32 {
        let number = self.logins.number(cells, cell);
        if self.is_login_looked_up.len() < self.logins.len() {
            self.is_login_looked_up.push(false);
        }
        self.is_login_looked_up[number as usize] |= is_valid;
        number
    }

    pub(crate) fn of(&mut self, assignment: Assignment) -> &mut Interner {
        match assignment {
            Assignment::PermissionGroup => &mut self.permission_groups,
            Assignment::PrimaryTeam => &mut self.primary_teams,
            Assignment::CapacityPlan => &mut self.capacity_plans,
        }
    }
}

/// Numbers names from 0 in the order in which they appear. Names with the same key have the same number.
///
/// The keys are in one buffer, behind a hash set with random seeds (`ahash`): a file cannot be made to cause
/// collisions.
pub(crate) struct Interner {
    interner: StringInterner<StringBackend<SymbolU32>, RandomState>,
    /// For each name, the first cell with it.
    first: Vec<Cell>,
    buffer: String,
    recent: [Option<Recent>; RECENT],
}

/// A name that was numbered recently. A file has few teams and groups, and a text that was seen recently need
/// not be folded and hashed again.
#[derive(Debug, Clone, Copy)]
struct Recent {
    cell: Cell,
    number: u32,
}

/// The number of names that are remembered. The length and the ends of a name decide its slot.
const RECENT: usize = 64;

/// The slot in which a text is remembered.
fn recent_slot(text: &str) -> usize {
    let ends = match text.as_bytes() {
        [first, .., last] => 7 * usize::from(*first) + 31 * usize::from(*last),
        _ => 0,
    };
    (text.len() + ends) % RECENT
}

impl Interner {
    /// Reserves room for this number of names. A wrong number costs a few reallocations.
    pub(crate) fn with_capacity(names: usize) -> Self {
        Self {
            interner: StringInterner::with_capacity_and_hasher(names, RandomState::new()),
            first: Vec::with_capacity(names),
            buffer: String::new(),
            recent: [None; RECENT],
        }
    }

    /// The number of the name in a cell that is not blank.
    pub(crate) fn number(&mut self, cells: &Cells<'_>, cell: Cell) -> u32 {
        let key = fold_into(cells.get(cell), &mut self.buffer);
        let number = self.interner.get_or_intern(key).to_usize();
        if number == self.first.len() {
            self.first.push(cell);
        }
        number as u32
    }

    /// Does what [`Interner::number`] does, and remembers the cell for [`Interner::recent`].
    pub(crate) fn intern_recent(&mut self, cells: &Cells<'_>, cell: Cell) -> u32 {
        let number = self.number(cells, cell);
        self.recent[recent_slot(cells.get(cell))] = Some(Recent { cell, number });
        number
    }

    /// The number of a cell, if a cell with exactly the same text was numbered recently. What was found out
    /// about that cell is true of this one.
    pub(crate) fn recent(&self, cells: &Cells<'_>, cell: Cell) -> Option<u32> {
        let text = cells.get(cell);
        let recent = self.recent[recent_slot(text)]?;
        (cells.get(recent.cell) == text).then_some(recent.number)
    }

    /// The number of a name, if it has one.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.interner.get(&*fold(name)).map(Symbol::to_usize)
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
