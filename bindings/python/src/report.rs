//! `Report`.

use std::sync::Arc;

use bulk_user_upload::Report;
use bulk_user_upload::report::ExportOptions;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule};

use crate::guard::guard;
use crate::problem::{PyErrors, Range};
use crate::python::{record, to_python};
use crate::secret::PyNewUser;
use crate::{arrow, export};

/// What a check found: every error and notice, the counts, and the users that may be created.
#[pyclass(frozen, name = "Report", module = "bulk_user_upload")]
pub(crate) struct PyReport {
    pub(crate) report: Arc<Report>,
}

#[pymethods]
impl PyReport {
    /// Whether there are no errors.
    #[getter]
    fn ok(&self) -> PyResult<bool> {
        guard(|| self.report.is_ok())
    }

    /// How many entries the file has: rows that are not blank.
    #[getter]
    fn users(&self) -> PyResult<u32> {
        guard(|| self.report.users())
    }

    /// How many entries have no errors; 0 if the file itself has one.
    #[getter]
    fn valid(&self) -> PyResult<u32> {
        guard(|| self.report.valid())
    }

    /// How many entries have errors.
    #[getter]
    fn rows_with_errors(&self) -> PyResult<u32> {
        guard(|| self.report.rows_with_errors())
    }

    /// What is known of the file itself: a `FileInfo`.
    #[getter]
    fn file<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| record(py, "FileInfo", self.report.file()))?
    }

    /// The errors, sorted by row, column and number: a lazy sequence of `Problem`s.
    #[getter]
    fn errors(&self) -> PyResult<PyErrors> {
        guard(|| PyErrors { report: Arc::clone(&self.report), range: Range::all(&self.report) })
    }

    /// What the engine decided about the file, or saw in it, and the uploader should know: a list of
    /// `Notice`s, those of the file first, then by row and column.
    #[getter]
    fn notices<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        guard(|| self.report.notices().map(|notice| record(py, "Notice", &notice)).collect())?
    }

    /// What the file may say, if its encoding was assumed and cells of users depend on it: an
    /// `EncodingAssumed`. Nobody is created from it before the encoding is stated.
    #[getter]
    fn encoding_in_question<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        guard(|| {
            let assumed = self.report.encoding_in_question();
            assumed.map(|assumed| record(py, "EncodingAssumed", assumed)).transpose()
        })?
    }

    /// The users that may be created, in the order of the file. They hold passwords.
    #[getter]
    fn new_users(&self, py: Python<'_>) -> PyResult<Vec<PyNewUser>> {
        guard(|| {
            let columns: Vec<_> =
                self.report.template().columns().iter().map(|column| column.name().to_owned()).collect();
            self.report.new_users().map(|user| PyNewUser::of(py, user, &columns)).collect()
        })?
    }

    /// The report as one JSON object, on one line: the same text as the command and the other bindings give.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        guard(|| py.detach(|| self.report.to_json()))
    }

    /// A dict for each error, as in the report's JSON.
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| to_python(py, &self.report.errors().collect::<Vec<_>>()))?
    }

    /// The rows-with-errors file, with its passwords (`keep`) or without them (`blank`), and with texts
    /// that a spreadsheet might change as formulas (`protected`) or as they are (`plain`); empty if no row
    /// has an error.
    #[pyo3(signature = (*, passwords="keep", text_cells="protected"))]
    fn errors_csv<'py>(
        &self,
        py: Python<'py>,
        passwords: &str,
        text_cells: &str,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let text_cells = export::text_cells(text_cells)?;
        let options = ExportOptions { text_cells, ..export::passwords(passwords)?.into() };
        let mut file = zeroize::Zeroizing::new(Vec::new());
        guard(|| py.detach(|| self.report.write_rows_with_errors(&mut *file, options)))??;
        Ok(PyBytes::new(py, &file))
    }

    /// The errors as a stream of the Arrow C interface: a column for each key of an error's JSON.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A consumer may ask for another schema, but the interface has it accept any.
        let _ = requested_schema;
        guard(|| arrow::stream(py, &self.report))?
    }

    /// How a notebook shows the report.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("bulk_user_upload._html")?.call_method1("_report", (slf,))
    }

    fn __repr__(&self) -> PyResult<String> {
        let report = &self.report;
        guard(|| {
            format!(
                "<Report on {:?}: {} users, {} valid, {} rows with errors, {} errors>",
                report.file().name(),
                report.users(),
                report.valid(),
                report.rows_with_errors(),
                report.error_count()
            )
        })
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    #[allow(clippy::unused_self)]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a Report is not pickled: it holds the passwords of its file; pickle to_dicts() or to_json()",
        ))
    }
}
