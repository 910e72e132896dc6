//! A check: up to its questions, and on to its report.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bulk_user_upload::{Answers, Checked, Questions, UserDirectory};
use pyo3::prelude::*;

use crate::answers::{PyAnswers, PyQuestions};
use crate::directory::{PyInMemoryDirectory, PythonDirectory};
use crate::failure;
use crate::given::{Given, Headers};
use crate::guard::guard;
use crate::python::after_logging;
use crate::report::PyReport;
use crate::store::PyStore;
use crate::template::PyTemplate;

/// A file that was checked as far as possible without a directory. The answers to its questions make the
/// report.
#[pyclass(frozen, name = "Checked", module = "bulk_user_upload")]
pub(crate) struct PyChecked {
    /// `None` once it was resolved. It is large, and a directory may check another file while it is
    /// asked, to any depth: the box keeps these checks off the stack.
    checked: Mutex<Option<Box<Checked>>>,
}

/// Checks a file as far as possible without a directory. `check` does this, asks the directory, and
/// gives the report.
#[pyfunction]
#[pyo3(signature = (file, *, template=None, name=None, encoding=None, mapping=None))]
pub(crate) fn prepare(
    py: Python<'_>,
    file: &Bound<'_, PyAny>,
    template: Option<&PyTemplate>,
    name: Option<String>,
    encoding: Option<&str>,
    mapping: Option<Headers>,
) -> PyResult<PyChecked> {
    let checked = Given { file, template, name, encoding, mapping }.check(py)?;
    Ok(PyChecked { checked: Mutex::new(Some(Box::new(checked))) })
}

impl PyChecked {
    fn lock(&self) -> MutexGuard<'_, Option<Box<Checked>>> {
        self.checked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, py: Python<'_>) -> PyResult<Box<Checked>> {
        self.lock().take().ok_or_else(|| resolved_already(py))
    }
}

fn resolved_already(py: Python<'_>) -> PyErr {
    failure::exception(py, "AnswersError", ("this check was resolved already: prepare the file again",))
}

#[pymethods]
impl PyChecked {
    /// What the directory must answer.
    #[getter]
    fn questions(&self, py: Python<'_>) -> PyResult<PyQuestions> {
        let checked = self.lock();
        let checked = checked.as_deref().ok_or_else(|| resolved_already(py))?;
        guard(|| PyQuestions::from(&checked.questions()))
    }

    /// The report that these answers give. A check is resolved once: the report takes the file with it.
    fn resolve(&self, py: Python<'_>, answers: &PyAnswers) -> PyResult<PyReport> {
        let checked = self.take(py)?;
        guard(|| report(py, checked, answers.0.clone()))?
    }

    /// Asks a directory the questions on behalf of this uploader, and gives the report.
    fn ask(&self, py: Python<'_>, directory: &Bound<'_, PyAny>, uploader: &str) -> PyResult<PyReport> {
        let checked = self.take(py)?;
        match guard(|| answers(py, &checked, directory, uploader)).flatten() {
            Ok(answers) => guard(|| report(py, checked, answers))?,
            // A directory that was out of reach may answer the next time.
            Err(error) => {
                *self.lock() = Some(checked);
                Err(error)
            }
        }
    }

    fn __repr__(&self) -> PyResult<String> {
        let checked = self.lock();
        guard(|| {
            checked.as_deref().map_or("<Checked: resolved>".to_owned(), |checked| format!("<{checked:?}>"))
        })
    }
}

/// The answers of a directory. The package's own directories answer without Python; the methods of any
/// other object are called.
fn answers(
    py: Python<'_>,
    checked: &Checked,
    directory: &Bound<'_, PyAny>,
    uploader: &str,
) -> PyResult<Answers> {
    if let Ok(directory) = directory.cast::<PyInMemoryDirectory>() {
        let directory = &directory.get().directory;
        let uploader = directory.as_uploader(uploader).map_err(|error| failure::directory(py, &error))?;
        return Ok(py.detach(|| checked.questions().ask(&uploader)).unwrap_or_else(|error| match error {}));
    }
    if let Ok(store) = directory.cast::<PyStore>() {
        let store = store.get().store(py)?;
        let answers = py.detach(|| checked.questions().ask(&store.as_uploader(uploader)?));
        return answers.map_err(|error| failure::store(py, error));
    }
    ask_python(&checked.questions(), &PythonDirectory { object: directory, uploader })
}

fn ask_python(questions: &Questions<'_>, directory: &PythonDirectory<'_, '_>) -> PyResult<Answers> {
    questions.ask(directory as &dyn UserDirectory<Error = PyErr>)
}

/// Not inlined: its variables would take room on the stack while a directory is asked.
#[inline(never)]
fn report(py: Python<'_>, checked: Box<Checked>, answers: Answers) -> PyResult<PyReport> {
    let report = py.detach(|| checked.resolve(answers)).map_err(|error| failure::resolve(py, &error))?;
    log::debug!(
        target: "bulk_user_upload",
        "checked a file: {} users, {} rows with errors",
        report.users(),
        report.rows_with_errors()
    );
    after_logging(py)?;
    Ok(PyReport { report: Arc::new(report) })
}
