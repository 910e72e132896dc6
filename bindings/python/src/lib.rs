//! The engine for Python. What a class is and does is said in the stubs (`python/bulk_user_upload/_native.pyi`); Python's own
//! part of the package is beside them.

// What Python hands over arrives owned.
#![allow(clippy::needless_pass_by_value)]
// The names of these methods are not general enough over the lifetime of what is looked at.
#![allow(clippy::redundant_closure_for_method_calls)]
// A report has less than 2^31 errors: its file is at most 512 MiB.
#![allow(clippy::cast_sign_loss, clippy::cast_possible_wrap)]

mod answers;
mod arrow;
mod check;
mod directory;
mod failure;
mod filter;
mod guard;
mod policy;
mod problem;
mod python;
mod report;
mod secret;
mod store;
mod template;
mod upload;
mod verdict;

use pyo3::prelude::*;

/// The classes and functions that the package gives names to.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::answers::{PyAnswers, PyName, PyQuestions};
    #[pymodule_export]
    use super::check::{PyChecked, prepare};
    #[pymodule_export]
    use super::directory::PyInMemoryDirectory;
    #[pymodule_export]
    use super::policy::{PyPasswordPolicy, fold};
    #[pymodule_export]
    use super::problem::{PyErrors, PyProblem};
    #[pymodule_export]
    use super::report::PyReport;
    #[pymodule_export]
    use super::secret::{PyNewUser, PySecret};
    #[pymodule_export]
    use super::store::PyStore;
    #[pymodule_export]
    use super::template::PyTemplate;
    #[pymodule_export]
    use super::verdict::{PyCapacityPlan, PyPermissionGroup, PyPrimaryTeam};
    use super::{Bound, PyModule, PyResult};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        use pyo3::prelude::*;
        super::guard::print_only_where_it_panics();
        #[cfg(debug_assertions)]
        module.setattr("_panic_next", wrap_pyfunction!(super::guard::rehearsal::panic_next, module)?)?;
        // `pyo3_log::init` would remember which levels were logged at first. Where the module is imported anew, the logger is
        // there already.
        let _ = pyo3_log::Logger::new(module.py(), pyo3_log::Caching::Loggers)?.install();
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
