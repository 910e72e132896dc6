//! Checking: up to the questions, and on to the report.

use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use bulk_user_upload::{Answers, Checked, Questions, Template, Upload, UserDirectory, check};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::answers::{PyAnswers, PyQuestions};
use crate::directory::{PyInMemoryDirectory, PythonDirectory};
use crate::failure;
use crate::python::after_logging;
use crate::report::PyReport;
use crate::store::PyStore;
use crate::template::PyTemplate;

/// A file that was checked as far as it can be without a directory; its report comes once the questions are answered.
#[pyclass(frozen, name = "Checked", module = "bulk_user_upload")]
pub(crate) struct PyChecked {
    /// Taken by `resolve`. Boxed, for it is large, and a directory that checks another file has a level of the stack for each.
    checked: Mutex<Option<Box<Checked>>>,
}

/// Checks a file as far as that goes without a directory: `check` does the rest where the directory can be asked on the spot.
#[pyfunction]
#[pyo3(signature = (file, *, template=None, name=None))]
pub(crate) fn prepare(
    py: Python<'_>,
    file: &Bound<'_, PyAny>,
    template: Option<&PyTemplate>,
    name: Option<String>,
) -> PyResult<PyChecked> {
    let template = template.map_or_else(Template::default, |template| template.template.clone());
    let upload = upload(py, file, name, &template)?;
    let checked = py.detach(|| check(&template, upload));
    Ok(PyChecked { checked: Mutex::new(Some(Box::new(checked))) })
}

impl PyChecked {
    fn with<T>(&self, py: Python<'_>, with: impl FnOnce(&Checked) -> T) -> PyResult<T> {
        let checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        checked.as_deref().map(with).ok_or_else(|| spent(py))
    }

    fn take(&self, py: Python<'_>) -> PyResult<Box<Checked>> {
        self.checked.lock().unwrap_or_else(PoisonError::into_inner).take().ok_or_else(|| spent(py))
    }

    fn put_back(&self, checked: Box<Checked>) {
        *self.checked.lock().unwrap_or_else(PoisonError::into_inner) = Some(checked);
    }
}

fn spent(py: Python<'_>) -> PyErr {
    failure::exception(py, "AnswersError", ("this check was resolved already: prepare the file again",))
}

#[pymethods]
impl PyChecked {
    /// What the directory must answer.
    #[getter]
    fn questions(&self, py: Python<'_>) -> PyResult<PyQuestions> {
        self.with(py, |checked| PyQuestions::from(&checked.questions()))
    }

    /// The report that these answers give. A check is resolved once: the report takes the file with it.
    fn resolve(&self, py: Python<'_>, answers: &PyAnswers) -> PyResult<PyReport> {
        resolved(py, self.take(py)?, answers.0.clone())
    }

    /// Asks a directory on the spot, as this uploader sees it, and gives the report.
    fn ask(&self, py: Python<'_>, directory: &Bound<'_, PyAny>, uploader: &str) -> PyResult<PyReport> {
        let checked = self.take(py)?;
        match asked(py, &checked, directory, uploader) {
            Ok(answers) => resolved(py, checked, answers),
            // A directory that was out of reach may be asked again.
            Err(error) => {
                self.put_back(checked);
                Err(error)
            }
        }
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        self.with(py, |checked| format!("<{checked:?}>")).unwrap_or_else(|_| "<Checked: resolved>".to_owned())
    }
}

/// The directories of the package answer without Python; any other object is called, once a batch.
fn asked(
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

/// Not inlined, so that the room that this takes is not taken while a directory is asked.
#[inline(never)]
fn resolved(py: Python<'_>, checked: Box<Checked>, answers: Answers) -> PyResult<PyReport> {
    let report = py.detach(|| checked.resolve(answers)).map_err(|error| failure::answers(py, &error))?;
    log::debug!(
        target: "bulk_user_upload",
        "checked a file: {} users, {} rows with errors",
        report.users(),
        report.rows_with_errors()
    );
    after_logging(py)?;
    Ok(PyReport { report: Arc::new(report) })
}

/// The upload that a path, bytes or a binary file stands for; no more of it is read than the limit and one byte.
pub(crate) fn upload(
    py: Python<'_>,
    file: &Bound<'_, PyAny>,
    name: Option<String>,
    template: &Template,
) -> PyResult<Upload> {
    if let Ok(bytes) = file.cast::<PyBytes>() {
        return Ok(Upload::new(name.unwrap_or_else(default_name), bytes.as_bytes()));
    }
    if file.is_instance_of::<PyString>() || file.hasattr("__fspath__")? {
        let path: PathBuf = file.extract()?;
        return from_path(py, path, name, template);
    }
    if file.hasattr("read")? {
        let limit = template.limits().max_bytes() + 1;
        let read = py.import("bulk_user_upload._files")?.call_method1("_read", (file, limit))?;
        let (bytes, size): (Bound<'_, PyBytes>, Option<u64>) = read.extract()?;
        let name = match name {
            Some(name) => name,
            None => py.import("bulk_user_upload._files")?.call_method1("_name", (file,))?.extract()?,
        };
        return Ok(Upload::read(name, bytes.as_bytes(), template)?.with_size(size));
    }
    // Anything else that has the buffer protocol; a TypeError says so where it has not.
    let bytes = py.import("bulk_user_upload._files")?.call_method1("_bytes", (file,))?;
    Ok(Upload::new(name.unwrap_or_else(default_name), bytes.cast::<PyBytes>()?.as_bytes()))
}

fn default_name() -> String {
    "upload.csv".to_owned()
}

fn from_path(py: Python<'_>, path: PathBuf, name: Option<String>, template: &Template) -> PyResult<Upload> {
    let name = name.unwrap_or_else(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned());
    let read = py.detach(|| {
        let file = File::open(&path)?;
        let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|file| file.len());
        Ok(Upload::read(name, file, template)?.with_size(size))
    });
    read.map_err(|error| failure::file(py, &path, &error))
}
