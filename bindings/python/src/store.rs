//! `Store`: the embedded database of the command, the same file.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload::import::{
    EncodingNotStated, HistoryPage, ImportFilter, ImportId, ImportMode, ImportProgress, ImportRecord,
    ImportStep, ImportStore, Resumed, RowOutcome, resume_imports, run_import,
    write_stored_rows_with_errors_as,
};
use bulk_user_upload_sqlite::{Changes, Hashing, SqliteStore, StoreError, StoreOptions};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::filter::{Counts, Words, meaning, meanings, range};
use crate::given::{Given, Headers};
use crate::guard::guard;
use crate::python::{after_logging, record, to_json, to_python};
use crate::template::PyTemplate;
use crate::{export, failure};

/// Users and the history of their imports, in one file, which is created if it is missing. It is a
/// directory to check against, and a store to import into. Many threads and processes may use it at
/// once.
#[pyclass(frozen, name = "Store", module = "bulk_user_upload")]
pub(crate) struct PyStore {
    /// `None` once it is closed.
    store: Mutex<Option<Arc<SqliteStore>>>,
    path: PathBuf,
}

impl PyStore {
    pub(crate) fn store(&self, py: Python<'_>) -> PyResult<Arc<SqliteStore>> {
        let store = self.store.lock().unwrap_or_else(PoisonError::into_inner).clone();
        store.ok_or_else(|| failure::exception(py, "StoreError", ("the store is closed",)))
    }

    /// Works on the file while other threads of Python run.
    fn run<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&SqliteStore) -> Result<T, StoreError> + Send,
    ) -> PyResult<T> {
        let store = self.store(py)?;
        guard(|| py.detach(|| work(&store)))?.map_err(|error| failure::store(py, error))
    }
}

#[pymethods]
impl PyStore {
    #[new]
    #[pyo3(signature = (path, *, memory_kib=19_456, passes=2, lanes=1))]
    fn new(py: Python<'_>, path: PathBuf, memory_kib: u32, passes: u32, lanes: u32) -> PyResult<Self> {
        let hashing = Hashing::new(memory_kib, passes, lanes);
        let hashing = hashing.map_err(|error| PyValueError::new_err(error.to_string()))?;
        let open = || {
            let store = StoreOptions { hashing, ..StoreOptions::default() }.open(&path)?;
            for resumed in resume_imports(&store)? {
                log_resumed(&resumed);
            }
            Ok(store)
        };
        let opened = guard(|| py.detach(open));
        let logged = after_logging(py);
        let store = opened?.map_err(|error| failure::store(py, error))?;
        logged?;
        Ok(Self { store: Mutex::new(Some(Arc::new(store))), path })
    }

    /// The path of the file.
    #[getter]
    fn path(&self) -> PathBuf {
        self.path.clone()
    }

    /// Adds and changes what directory JSON names, given as a dict or as text. Gives the counts of changes.
    fn load<'py>(&self, py: Python<'py>, directory: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
        let json = to_json(directory)?;
        let data =
            guard(|| DirectoryData::from_json(&json))?.map_err(|error| failure::directory(py, &error))?;
        let loaded = self.run(py, |store| store.load(&data))?;
        let result = PyDict::new(py);
        for (kind, Changes { added, changed, unchanged }) in [
            ("users", loaded.users),
            ("permission_groups", loaded.permission_groups),
            ("teams", loaded.teams),
            ("capacity_plans", loaded.capacity_plans),
            ("password_policies", loaded.password_policies),
        ] {
            let changes = PyDict::new(py);
            changes.set_item("added", added)?;
            changes.set_item("changed", changed)?;
            changes.set_item("unchanged", unchanged)?;
            result.set_item(kind, changes)?;
        }
        result.set_item("unknown", loaded.unknown)?;
        Ok(result)
    }

    /// The directory as a dict in the form of directory JSON.
    fn directory<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let data = self.run(py, SqliteStore::directory)?;
        to_python(py, &data)
    }

    /// Imports a file: creates a user for every row without errors, and records the import in the
    /// history. Gives the `ImportRecord`.
    #[pyo3(signature = (file, *, uploader, template=None, name=None, encoding=None, mapping=None,
        all_or_nothing=false, progress=None))]
    #[allow(clippy::too_many_arguments)]
    fn import_file<'py>(
        &self,
        py: Python<'py>,
        file: &Bound<'py, PyAny>,
        uploader: &str,
        template: Option<&PyTemplate>,
        name: Option<String>,
        encoding: Option<&str>,
        mapping: Option<Headers>,
        all_or_nothing: bool,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let checked = Given { file, template, name, encoding, mapping }.check(py)?;
        let report = self.run(py, |store| {
            let uploads = store.as_uploader(uploader)?;
            // Nobody is asked how a file is encoded that they may not import.
            if !uploads.may_import()? {
                return Err(StoreError::MayNotImport(uploader.to_owned()));
            }
            let answers = checked.questions().ask(&uploads)?;
            Ok(checked.resolve(answers).expect("the mapping fits, and a store answers every question"))
        })?;
        let mode = if all_or_nothing { ImportMode::AllOrNothing } else { ImportMode::PartialSuccess };
        let plan = guard(|| report.into_plan(mode))?.map_err(|error| encoding_not_stated(py, &error))?;
        let mut stopped = None;
        let imported = self.run(py, |store| {
            run_import(store, &plan, uploader, &mut |step| match report_progress(progress.as_ref(), step) {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    stopped = Some(error);
                    ControlFlow::Break(())
                }
            })
        })?;
        log::info!(
            target: "bulk_user_upload",
            "import {}: {}, {} users, {} created, {} rows with errors",
            imported.id, imported.status, imported.users, imported.created, imported.rows_with_errors
        );
        let logged = after_logging(py);
        // The exception that stopped the import is raised now that the history has recorded the end.
        stopped.map_or(logged, Err)?;
        record(py, "ImportRecord", &imported)
    }

    /// The imports that meet every part of the filter, the latest first: a list of `ImportRecord`s.
    #[pyo3(signature = (*, status=Words::default(), users=None, created=None, rows_with_errors=None, uploaded_by=None,
        file_name=None, before=None, limit=50))]
    #[allow(clippy::too_many_arguments)]
    fn history<'py>(
        &self,
        py: Python<'py>,
        status: Words,
        users: Option<Counts>,
        created: Option<Counts>,
        rows_with_errors: Option<Counts>,
        uploaded_by: Option<String>,
        file_name: Option<String>,
        before: Option<i64>,
        limit: usize,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let filter = ImportFilter {
            status: meanings(status)?,
            users: range(users)?,
            created: range(created)?,
            rows_with_errors: range(rows_with_errors)?,
            uploaded_by,
            file_name,
        };
        let page = HistoryPage { before: before.map(ImportId), limit };
        let records = self.run(py, |store| store.history(&filter, page))?;
        records.iter().map(|found| record(py, "ImportRecord", found)).collect()
    }

    /// The details of an import, without its rows: an `ImportDetails`.
    fn details<'py>(&self, py: Python<'py>, id: i64) -> PyResult<Bound<'py, PyAny>> {
        let id = ImportId(id);
        let details = self.run(py, |store| store.details(id)?.ok_or(StoreError::UnknownImport(id)))?;
        record(py, "ImportDetails", &details)
    }

    /// The entries of an import, all or those with one outcome: a list of `ImportedRow`s.
    #[pyo3(signature = (id, *, outcome=None))]
    fn rows<'py>(&self, py: Python<'py>, id: i64, outcome: Option<&str>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let (id, outcome) = (ImportId(id), outcome.map(meaning).transpose()?);
        let rows = self.run(py, |store| {
            let rows = store.rows(id, outcome)?;
            let is_known = !rows.is_empty() || store.details(id)?.is_some();
            if is_known { Ok(rows) } else { Err(StoreError::UnknownImport(id)) }
        })?;
        rows.iter().map(|row| record(py, "ImportedRow", row)).collect()
    }

    /// The rows-with-errors file of an import, without passwords; empty if no row has an error.
    #[pyo3(signature = (id, *, text_cells="protected"))]
    fn errors_csv<'py>(&self, py: Python<'py>, id: i64, text_cells: &str) -> PyResult<Bound<'py, PyBytes>> {
        let (id, text_cells) = (ImportId(id), export::text_cells(text_cells)?);
        let (details, rows) = self.run(py, |store| {
            let details = store.details(id)?.ok_or(StoreError::UnknownImport(id))?;
            Ok((details, store.rows(id, Some(RowOutcome::WithErrors))?))
        })?;
        let mut file = Vec::new();
        guard(|| write_stored_rows_with_errors_as(&details.file, &rows, text_cells, &mut file))??;
        Ok(PyBytes::new(py, &file))
    }

    /// Deactivates the users that an import created and that were not changed since; with `preview`,
    /// only lists them. Gives an `Undo`.
    #[pyo3(signature = (id, *, uploader, preview=false))]
    fn undo<'py>(
        &self,
        py: Python<'py>,
        id: i64,
        uploader: &str,
        preview: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        let id = ImportId(id);
        let undo =
            self.run(
                py,
                |store| {
                    if preview { store.undo_preview(id, uploader) } else { store.undo(id, uploader) }
                },
            )?;
        record(py, "Undo", &undo)
    }

    /// Closes the file. Later calls raise a `StoreError`, but closing it again does nothing.
    fn close(&self) {
        self.store.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    fn __enter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __exit__(&self, _kind: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>, _trace: &Bound<'_, PyAny>) {
        self.close();
    }

    fn __repr__(&self) -> String {
        format!("<Store {}>", self.path.display())
    }
}

/// The exception has the readings, so that a person can choose.
fn encoding_not_stated(py: Python<'_>, error: &EncodingNotStated) -> PyErr {
    let assumed = record(py, "EncodingAssumed", &error.assumed);
    let parts = assumed
        .and_then(|assumed| Ok((assumed.getattr("cells")?.unbind(), assumed.getattr("readings")?.unbind())));
    match parts {
        Ok((cells, readings)) => {
            failure::exception(py, "EncodingNotStatedError", (error.to_string(), cells, readings))
        }
        Err(error) => error,
    }
}

/// Logs how an import ended whose process had died.
fn log_resumed(Resumed { id, outcome, .. }: &Resumed<StoreError>) {
    match outcome {
        Ok(ImportRecord { status, created, .. }) => log::warn!(
            target: "bulk_user_upload",
            "import {id}, whose process had died, was brought to its end: {status}, {created} created"
        ),
        Err(error) => log::warn!(
            target: "bulk_user_upload",
            "import {id}, whose process had died, cannot be brought to its end yet: {error}"
        ),
    }
}

/// Calls `progress`, if the caller gave one. A signal (Ctrl-C) stops the import here, with or without one.
fn report_progress(progress: Option<&Py<PyAny>>, step: ImportProgress) -> PyResult<()> {
    Python::attach(|py| {
        py.check_signals()?;
        let Some(progress) = progress else { return Ok(()) };
        let name = match step.step {
            ImportStep::Hashing => "hashing",
            ImportStep::Creating => "creating",
        };
        progress.call1(py, (name, step.done, step.of)).map(drop)
    })
}
