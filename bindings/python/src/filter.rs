//! Which imports of the history are wanted.

use bulk_user_upload::import::{CountRange, CountRangeError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::de::DeserializeOwned;

/// A count, or a range of them as text.
#[derive(FromPyObject)]
pub(crate) enum Counts {
    #[pyo3(transparent, annotation = "int")]
    One(u32),
    #[pyo3(transparent, annotation = "str")]
    Range(String),
}

/// One word, or several.
#[derive(FromPyObject)]
pub(crate) enum Words {
    #[pyo3(transparent, annotation = "str")]
    One(String),
    #[pyo3(transparent, annotation = "Sequence[str]")]
    Several(Vec<String>),
}

impl Default for Words {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

pub(crate) fn range(counts: Option<Counts>) -> PyResult<CountRange> {
    match counts {
        None => Ok(CountRange::ALL),
        Some(Counts::One(count)) => Ok(CountRange { min: count, max: count }),
        Some(Counts::Range(text)) => {
            text.parse().map_err(|error: CountRangeError| PyValueError::new_err(error.to_string()))
        }
    }
}

/// What a word means in the history's JSON.
pub(crate) fn meaning<T: DeserializeOwned>(word: &str) -> PyResult<T> {
    serde_json::from_value(word.into()).map_err(|error| PyValueError::new_err(error.to_string()))
}

pub(crate) fn meanings<T: DeserializeOwned>(words: Words) -> PyResult<Vec<T>> {
    match words {
        Words::One(word) => Ok(vec![meaning(&word)?]),
        Words::Several(words) => words.iter().map(|word| meaning(word)).collect(),
    }
}
