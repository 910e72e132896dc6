//! The engine for Python. The stubs, `python/bulk_user_upload/_native.pyi`, document its classes. The
//! part of the package that is written in Python is beside them.

// Arguments from Python arrive owned.
#![allow(clippy::needless_pass_by_value)]
// A closure takes a value of any lifetime, and a path such as `Problem::code` one of a single lifetime.
#![allow(clippy::redundant_closure_for_method_calls)]
// A report has fewer than 2^31 errors: its file is at most 512 MiB.
#![allow(clippy::cast_sign_loss, clippy::cast_possible_wrap)]

mod answers;
mod arrow;
mod check;
mod directory;
mod export;
mod failure;
mod filter;
mod given;
mod guard;
mod login;
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

/// The classes and functions that the package exports.
#[pymodule]
mod _native {
    #[pymodule_export]
    use super::answers::{PyAnswers, PyName, PyQuestions};
    #[pymodule_export]
    use super::check::{PyChecked, prepare};
    #[pymodule_export]
    use super::directory::PyInMemoryDirectory;
    #[pymodule_export]
    use super::given::{_mapping_pair, encodings};
    #[pymodule_export]
    use super::login::PyExistingUser;
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
        super::guard::print_only_positions_of_panics();
        #[cfg(debug_assertions)]
        module.setattr("_panic_next", wrap_pyfunction!(super::guard::rehearsal::panic_next, module)?)?;
        // `pyo3_log::init` would cache which levels are enabled. `install` fails if the module was
        // imported before: then the logger is installed already.
        let _ = pyo3_log::Logger::new(module.py(), pyo3_log::Caching::Loggers)?.install();
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
