//! What a spreadsheet or a wrong encoding did to a cell (SPEC section 5). Each file knows one kind of damage
//! by the text alone; the kinds of columns say where it counts.

pub(crate) mod converted;
pub(crate) mod garbled;
pub(crate) mod spreadsheet;
