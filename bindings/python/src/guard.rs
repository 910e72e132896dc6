//! The boundary to Python. Every function and method that runs the engine does its work in [`guard`].

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use pyo3::prelude::*;

use crate::failure;

/// Does work of the engine. Should it panic, which is a bug, the caller gets an `InternalError`: `except Exception` catches
/// that, but not the `PanicException` of pyo3. The exception says nothing of the panic's message, which may quote a cell,
/// and so a password.
///
/// Work that can fail gives a result in a result: `guard(|| …)?`.
pub(crate) fn guard<T>(work: impl FnOnce() -> T) -> PyResult<T> {
    let done = catch_unwind(AssertUnwindSafe(|| {
        #[cfg(debug_assertions)]
        rehearsal::panic_if_told();
        work()
    }));
    done.map_err(|message| {
        // The message of a panic is any value, and dropping it may panic once more.
        std::mem::forget(message);
        Python::attach(failure::internal)
    })
}

/// Standard error gets the position of a panic in the source, and not its message, which Rust would print there. Every
/// panic that comes here is one of this library's own: no other code shares its copy of Rust's runtime.
pub(crate) fn print_only_where_it_panics() {
    set_hook(Box::new(|panic| {
        if let Some(position) = panic.location() {
            eprintln!("bulk_user_upload: a bug at {position}: please report it");
        }
    }));
}

/// Lets the tests rehearse a panic. It is in builds with debug assertions alone, and so in no wheel that is released.
#[cfg(debug_assertions)]
pub(crate) mod rehearsal {
    use std::cell::Cell;

    use pyo3::prelude::*;

    thread_local! {
        static MESSAGE: Cell<Option<String>> = const { Cell::new(None) };
    }

    /// Has the next work of this thread panic with this message. Gives the message that no work has panicked with yet.
    #[pyfunction]
    #[pyo3(name = "_panic_next")]
    pub(crate) fn panic_next(message: Option<String>) -> Option<String> {
        MESSAGE.replace(message)
    }

    pub(super) fn panic_if_told() {
        if let Some(message) = MESSAGE.take() {
            panic!("{message}");
        }
    }
}
