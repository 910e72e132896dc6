//! What a caller gives to be checked: a file, and what is known about it.

use bulk_user_upload::{Checked, Encoding, Mapping, Template, check};
use pyo3::prelude::*;
use pyo3::types::PyMapping;

use crate::failure;
use crate::guard::guard;
use crate::template::PyTemplate;
use crate::upload::upload;

/// The arguments of a function that takes a file.
pub(crate) struct Given<'a, 'py> {
    pub(crate) file: &'a Bound<'py, PyAny>,
    pub(crate) template: Option<&'a PyTemplate>,
    pub(crate) name: Option<String>,
    pub(crate) encoding: Option<&'a str>,
    pub(crate) mapping: Option<Headers>,
}

impl Given<'_, '_> {
    /// Checks the file as far as possible without a directory.
    pub(crate) fn check(self, py: Python<'_>) -> PyResult<Checked> {
        guard(|| {
            let template = self.template.map_or_else(Template::default, |template| template.template.clone());
            let encoding = self.encoding.map(Encoding::from_label).transpose();
            let encoding = encoding.map_err(|error| failure::encoding(py, &error))?;
            let mapping = self.mapping.map(|headers| headers.0).unwrap_or_default();
            let upload = upload(py, self.file, self.name, &template)?;
            let upload = upload.with_encoding(encoding).with_mapping(mapping);
            let checked = py.detach(|| check(&template, upload));
            match checked.mapping_error() {
                Some(error) => Err(failure::mapping(py, error)),
                None => Ok(checked),
            }
        })?
    }
}

/// Which header is which column: a mapping, or pairs in any iterable, as `dict` takes them. Pairs may name a
/// header twice, which is then an error.
pub(crate) struct Headers(Mapping);

impl<'py> FromPyObject<'_, 'py> for Headers {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let pairs = match object.cast::<PyMapping>() {
            Ok(mapping) => mapping.items()?.into_any(),
            Err(_) => object.to_owned(),
        };
        let pair = |pair: PyResult<Bound<'py, PyAny>>| pair?.extract::<(String, String)>();
        Ok(Self(pairs.try_iter()?.map(pair).collect::<PyResult<_>>()?))
    }
}

/// The names of the encodings that a caller may state.
#[pyfunction]
pub(crate) fn encodings() -> PyResult<Vec<&'static str>> {
    guard(|| Encoding::all().map(Encoding::name).collect())
}

/// Splits `HEADER=COLUMN`, as the command takes it.
#[pyfunction]
pub(crate) fn _mapping_pair(py: Python<'_>, pair: &str, template: &PyTemplate) -> PyResult<(String, String)> {
    let split = guard(|| Mapping::parse_pair(pair, &template.template))?;
    split.map_err(|error| failure::mapping(py, &error))
}
