//! `Problem`, an error of a report, and `Errors`, the lazy sequence of them.

use std::sync::Arc;

use bulk_user_upload::import::StoredProblem;
use bulk_user_upload::{Problem, Report};
use pyo3::exceptions::{PyIndexError, PyOverflowError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PySlice, PyType};

use crate::guard::guard;
use crate::python::to_python;

/// One error: what is wrong, where, and what to do about it. Its parts are worked out when they are read.
#[pyclass(frozen, name = "Problem", module = "bulk_user_upload")]
pub(crate) struct PyProblem(Source);

enum Source {
    /// An error of a report, by its index.
    Report(Arc<Report>, usize),
    /// An error that was pickled.
    Stored(Box<StoredProblem>),
}

static CODE: PyOnceLock<Py<PyType>> = PyOnceLock::new();

impl PyProblem {
    fn stored(&self) -> StoredProblem {
        match &self.0 {
            Source::Report(report, index) => StoredProblem::from(&problem(report, *index)),
            Source::Stored(problem) => (**problem).clone(),
        }
    }

    /// A part of an error from either source.
    fn part<T>(
        &self,
        of_report: impl FnOnce(&Problem<'_>) -> T,
        of_stored: impl FnOnce(&StoredProblem) -> T,
    ) -> PyResult<T> {
        guard(|| match &self.0 {
            Source::Report(report, index) => of_report(&problem(report, *index)),
            Source::Stored(problem) => of_stored(problem),
        })
    }
}

fn problem(report: &Report, index: usize) -> Problem<'_> {
    report.error(index).expect("the index was taken from this report")
}

#[pymethods]
impl PyProblem {
    /// What is wrong.
    #[getter]
    fn code<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let code = self.part(|problem| problem.code(), |problem| problem.code)?;
        CODE.import(py, "bulk_user_upload._codes", "Code")?.call1((code.as_str(),))
    }

    /// The number of the code.
    #[getter]
    fn number(&self) -> PyResult<u16> {
        self.part(|problem| problem.code().number(), |problem| problem.number)
    }

    /// What it is about: `file`, `row` or `field`.
    #[getter]
    fn level(&self) -> PyResult<&'static str> {
        self.part(|problem| problem.code().level().as_str(), |problem| problem.level.as_str())
    }

    /// The row, as a spreadsheet counts, from 1.
    #[getter]
    fn row(&self) -> PyResult<Option<u32>> {
        self.part(|problem| problem.row(), |problem| problem.row)
    }

    /// The line of the file, from 1.
    #[getter]
    fn line(&self) -> PyResult<Option<u32>> {
        self.part(|problem| problem.line(), |problem| problem.line)
    }

    /// The column, under the template's name.
    #[getter]
    fn column(&self) -> PyResult<Option<String>> {
        self.part(|problem| problem.column().map(str::to_owned), |problem| problem.column.clone())
    }

    /// The cell as a spreadsheet names it: `C7`.
    #[getter]
    fn cell(&self) -> PyResult<Option<String>> {
        self.part(|problem| problem.cell().map(str::to_owned), |problem| problem.cell.clone())
    }

    /// The normalized text of the cell; `None` for a password.
    #[getter]
    fn value(&self) -> PyResult<Option<String>> {
        self.part(|problem| problem.value().map(str::to_owned), |problem| problem.value.clone())
    }

    /// What to write in the cell instead; `None` if there is no good guess.
    #[getter]
    fn suggestion(&self) -> PyResult<Option<String>> {
        self.part(|problem| problem.suggestion().map(str::to_owned), |problem| problem.suggestion.clone())
    }

    /// What is wrong, with what, and what to do about it, in a sentence.
    #[getter]
    fn message(&self) -> PyResult<String> {
        self.part(|problem| problem.message(), |problem| problem.message.clone())
    }

    /// The details, as in the report's JSON; the keys depend on the code.
    #[getter]
    fn params<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| to_python(py, &self.stored().params))?
    }

    /// The error as in the report's JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| to_python(py, &self.stored()))?
    }

    #[staticmethod]
    fn _of(json: &str) -> PyResult<Self> {
        let problem = guard(|| serde_json::from_str(json))?;
        let problem = problem.map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(Self(Source::Stored(Box::new(problem))))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let json = guard(|| serde_json::to_string(&slf.get().stored()))?;
        let json = json.expect("a problem has nothing that JSON cannot say");
        Ok((slf.get_type().getattr("_of")?, (json,)))
    }

    fn __eq__(&self, other: &Self) -> PyResult<bool> {
        guard(|| self.stored() == other.stored())
    }

    fn __hash__(&self) -> PyResult<u64> {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        (self.number()?, self.row()?, self.cell()?, self.value()?).hash(&mut hasher);
        Ok(hasher.finish())
    }

    fn __repr__(&self) -> PyResult<String> {
        let code = self.part(|problem| problem.code(), |problem| problem.code)?;
        Ok(match (self.cell()?, self.row()?) {
            (Some(cell), _) => format!("<Problem {code} {cell}>"),
            (None, Some(row)) => format!("<Problem {code} row {row}>"),
            (None, None) => format!("<Problem {code}>"),
        })
    }

    fn __str__(&self) -> PyResult<String> {
        self.message()
    }
}

/// `[::-1]`.
fn backwards(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.get_type::<PySlice>().call1((py.None(), py.None(), -1))
}

/// The errors of a report, or a slice of them: a sequence that makes each error when it is taken.
#[pyclass(frozen, sequence, name = "Errors", module = "bulk_user_upload")]
pub(crate) struct PyErrors {
    pub(crate) report: Arc<Report>,
    pub(crate) range: Range,
}

/// Indices in the report.
#[derive(Clone, Copy)]
pub(crate) struct Range {
    start: isize,
    step: isize,
    length: usize,
}

impl Range {
    pub(crate) fn all(report: &Report) -> Self {
        Self { start: 0, step: 1, length: report.error_count() }
    }

    fn in_report(self, index: usize) -> usize {
        self.start.wrapping_add(self.step.wrapping_mul(index as isize)) as usize
    }
}

impl PyErrors {
    fn at(&self, index: usize) -> PyProblem {
        PyProblem(Source::Report(Arc::clone(&self.report), self.range.in_report(index)))
    }

    /// Those of the indices `among` at which the error equals a value, which may be of any class.
    fn indices(
        &self,
        value: &Bound<'_, PyAny>,
        among: std::ops::Range<usize>,
    ) -> impl Iterator<Item = usize> {
        let wanted = value.cast::<PyProblem>().ok().map(|problem| problem.get().stored());
        among.filter(move |&index| wanted.as_ref().is_some_and(|wanted| self.at(index).stored() == *wanted))
    }
}

#[pymethods]
impl PyErrors {
    fn __len__(&self) -> usize {
        self.range.length
    }

    fn __getitem__<'py>(&self, py: Python<'py>, index: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let length = self.range.length as isize;
        if let Ok(slice) = index.cast::<PySlice>() {
            let found = slice.indices(length)?;
            let range = Range {
                // A step overflows only in a slice of at most one error, in which it is not taken.
                start: self.range.start.wrapping_add(self.range.step.wrapping_mul(found.start)),
                step: self.range.step.wrapping_mul(found.step),
                length: found.slicelength,
            };
            return Ok(Bound::new(py, Self { report: Arc::clone(&self.report), range })?.into_any());
        }
        let index = match index.extract::<isize>() {
            Err(error) if error.is_instance_of::<PyOverflowError>(py) => length,
            index => index?,
        };
        let index = if index < 0 { index + length } else { index };
        if !(0..length).contains(&index) {
            return Err(PyIndexError::new_err("the report has no error with this index"));
        }
        Ok(Bound::new(py, self.at(index as usize))?.into_any())
    }

    fn __iter__(slf: Py<Self>) -> PyErrorsIterator {
        PyErrorsIterator { errors: slf, next: std::sync::atomic::AtomicUsize::new(0) }
    }

    fn __reversed__(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        let backwards = slf.get_item(backwards(slf.py())?)?;
        Ok(backwards.try_iter()?.into_any().unbind())
    }

    /// How often this error occurs in the sequence.
    fn count(&self, value: &Bound<'_, PyAny>) -> PyResult<usize> {
        guard(|| self.indices(value, 0..self.range.length).count())
    }

    /// The index at which this error first occurs, from `start` and before `stop`; a `ValueError` if it
    /// does not.
    #[pyo3(signature = (value, start=0, stop=isize::MAX))]
    fn index(&self, value: &Bound<'_, PyAny>, start: isize, stop: isize) -> PyResult<usize> {
        let length = self.range.length as isize;
        let bound =
            |index: isize| if index < 0 { (index + length).max(0) } else { index.min(length) } as usize;
        let found = guard(|| self.indices(value, bound(start)..bound(stop)).next())?;
        found.ok_or_else(|| PyValueError::new_err("this error is not in the report"))
    }

    fn __eq__(&self, other: &Self) -> PyResult<bool> {
        let is_equal = |index| self.at(index).stored() == other.at(index).stored();
        guard(|| self.range.length == other.range.length && (0..self.range.length).all(is_equal))
    }

    fn __repr__(&self) -> String {
        let word = if self.range.length == 1 { "error" } else { "errors" };
        format!("<Errors: {} {word}>", self.range.length)
    }
}

/// Gives the errors one after the other, and makes each when its turn comes.
#[pyclass(frozen, name = "_ErrorsIterator", module = "bulk_user_upload")]
pub(crate) struct PyErrorsIterator {
    errors: Py<PyErrors>,
    next: std::sync::atomic::AtomicUsize,
}

#[pymethods]
impl PyErrorsIterator {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self) -> Option<PyProblem> {
        let errors = self.errors.get();
        let index = self.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        (index < errors.range.length).then(|| errors.at(index))
    }
}
