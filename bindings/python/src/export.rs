//! How a caller wants a rows-with-errors file written.

use bulk_user_upload::Passwords;
use bulk_user_upload::report::TextCells;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

pub(crate) fn passwords(word: &str) -> PyResult<Passwords> {
    match word {
        "keep" => Ok(Passwords::Keep),
        "blank" => Ok(Passwords::Blank),
        other => Err(PyValueError::new_err(format!("passwords is 'keep' or 'blank', not {other:?}"))),
    }
}

pub(crate) fn text_cells(word: &str) -> PyResult<TextCells> {
    match word {
        "protected" => Ok(TextCells::Protected),
        "plain" => Ok(TextCells::Plain),
        other => Err(PyValueError::new_err(format!("text_cells is 'protected' or 'plain', not {other:?}"))),
    }
}
