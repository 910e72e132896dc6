//! `Problem`, an error of a report, and `Errors`, the lazy sequence of them.

use std::sync::Arc;

use bulk_user_upload::{Problem, Report, StoredProblem};
use pyo3::exceptions::{PyIndexError, PyOverflowError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PySlice, PyType};

use crate::python::to_python;

/// One error: what is wrong, where, and what to do about it. It is worked out when it is looked at.
#[pyclass(frozen, name = "Problem", module = "bulk_user_upload")]
pub(crate) struct PyProblem(Source);

enum Source {
    /// An error of a report, by its place.
    Report(Arc<Report>, usize),
    /// One that was pickled.
    Kept(Box<StoredProblem>),
}

static CODE: PyOnceLock<Py<PyType>> = PyOnceLock::new();

impl PyProblem {
    fn kept(&self) -> StoredProblem {
        match &self.0 {
            Source::Report(report, index) => StoredProblem::from(&problem(report, *index)),
            Source::Kept(problem) => (**problem).clone(),
        }
    }

    /// What is looked at, of an error of either kind.
    fn look<T>(
        &self,
        of_report: impl FnOnce(&Problem<'_>) -> T,
        of_stored: impl FnOnce(&StoredProblem) -> T,
    ) -> T {
        match &self.0 {
            Source::Report(report, index) => of_report(&problem(report, *index)),
            Source::Kept(problem) => of_stored(problem),
        }
    }
}

fn problem(report: &Report, index: usize) -> Problem<'_> {
    report.error(index).expect("the place was taken from this report")
}

#[pymethods]
impl PyProblem {
    /// What is wrong.
    #[getter]
    fn code<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let code = self.look(|problem| problem.code(), |problem| problem.code);
        CODE.import(py, "bulk_user_upload._codes", "Code")?.call1((code.as_str(),))
    }

    /// The number of the code.
    #[getter]
    fn number(&self) -> u16 {
        self.look(|problem| problem.code().number(), |problem| problem.number)
    }

    /// What it is about: `file`, `row` or `field`.
    #[getter]
    fn level(&self) -> &'static str {
        self.look(|problem| problem.code().level(), |problem| problem.level).as_str()
    }

    /// The row that a spreadsheet shows, from 1.
    #[getter]
    fn row(&self) -> Option<u32> {
        self.look(|problem| problem.row(), |problem| problem.row)
    }

    /// The physical line of the file, from 1.
    #[getter]
    fn line(&self) -> Option<u32> {
        self.look(|problem| problem.line(), |problem| problem.line)
    }

    /// The column, under the template's name.
    #[getter]
    fn column(&self) -> Option<String> {
        self.look(|problem| problem.column().map(str::to_owned), |problem| problem.column.clone())
    }

    /// The cell as a spreadsheet names it: `C7`.
    #[getter]
    fn cell(&self) -> Option<String> {
        self.look(|problem| problem.cell().map(str::to_owned), |problem| problem.cell.clone())
    }

    /// The text of the cell as it was judged; `None` for a password.
    #[getter]
    fn value(&self) -> Option<String> {
        self.look(|problem| problem.value().map(str::to_owned), |problem| problem.value.clone())
    }

    /// What to write in the cell instead, where that can be told.
    #[getter]
    fn suggestion(&self) -> Option<String> {
        self.look(|problem| problem.suggestion().map(str::to_owned), |problem| problem.suggestion.clone())
    }

    /// What is wrong, with what, and what to do about it, in a sentence.
    #[getter]
    fn message(&self) -> String {
        self.look(|problem| problem.message(), |problem| problem.message.clone())
    }

    /// The particulars, as in the report's JSON.
    #[getter]
    fn params<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.kept().params)
    }

    /// The error as it stands in the report's JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.kept())
    }

    #[staticmethod]
    fn _of(json: &str) -> PyResult<Self> {
        let problem = serde_json::from_str(json).map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(Self(Source::Kept(Box::new(problem))))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let json = serde_json::to_string(&slf.get().kept()).expect("a problem has nothing that JSON has not");
        Ok((slf.get_type().getattr("_of")?, (json,)))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.kept() == other.kept()
    }

    fn __hash__(&self) -> u64 {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        (self.number(), self.row(), self.cell(), self.value()).hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        let code = self.look(|problem| problem.code(), |problem| problem.code);
        let place = self.cell().map(|cell| format!(" {cell}"));
        let place = place.or_else(|| self.row().map(|row| format!(" row {row}"))).unwrap_or_default();
        format!("<Problem {code}{place}>")
    }

    fn __str__(&self) -> String {
        self.message()
    }
}

/// `[::-1]`.
fn backwards(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.get_type::<PySlice>().call1((py.None(), py.None(), -1))
}

/// The errors of a report, or some of them, in its order. None is worked out before it is looked at.
#[pyclass(frozen, sequence, name = "Errors", module = "bulk_user_upload")]
pub(crate) struct PyErrors {
    pub(crate) report: Arc<Report>,
    pub(crate) range: Range,
}

/// Places in the report.
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

    fn place(self, index: usize) -> usize {
        self.start.wrapping_add(self.step.wrapping_mul(index as isize)) as usize
    }
}

impl PyErrors {
    fn at(&self, index: usize) -> PyProblem {
        PyProblem(Source::Report(Arc::clone(&self.report), self.range.place(index)))
    }

    /// Where, among these, an error stands that is equal to a value of any class.
    fn places(&self, value: &Bound<'_, PyAny>, among: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        let wanted = value.cast::<PyProblem>().ok().map(|problem| problem.get().kept());
        among.filter(move |&index| wanted.as_ref().is_some_and(|wanted| self.at(index).kept() == *wanted))
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
                // A step overflows where nothing, or one error, is left: then it takes nobody anywhere.
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
            return Err(PyIndexError::new_err("there is no such error in the report"));
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

    /// How often this error is among them.
    fn count(&self, value: &Bound<'_, PyAny>) -> usize {
        self.places(value, 0..self.range.length).count()
    }

    /// Where this error first is among them, or among those from `start` to before `stop`; a `ValueError` where it is not.
    #[pyo3(signature = (value, start=0, stop=isize::MAX))]
    fn index(&self, value: &Bound<'_, PyAny>, start: isize, stop: isize) -> PyResult<usize> {
        let length = self.range.length as isize;
        let place =
            |index: isize| if index < 0 { (index + length).max(0) } else { index.min(length) } as usize;
        let found = self.places(value, place(start)..place(stop)).next();
        found.ok_or_else(|| PyValueError::new_err("there is no such error in the report"))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.range.length == other.range.length
            && (0..self.range.length).all(|index| self.at(index).__eq__(&other.at(index)))
    }

    fn __repr__(&self) -> String {
        let word = if self.range.length == 1 { "error" } else { "errors" };
        format!("<Errors: {} {word}>", self.range.length)
    }
}

/// The errors one after the other, each worked out when its turn comes.
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
