//! The boundary to Python. Every function and method that runs the engine does its work in [`guard`].

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use pyo3::prelude::*;

use crate::failure;

/// Runs the engine. If it panics, which is a bug, the caller gets an `InternalError`. Without this, pyo3
/// would raise a `PanicException`, which `except Exception` does not catch, and which has the panic's
/// message: that may quote a cell, and so a password.
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

/// From now on, a panic prints its position in the source to standard error, but not its message, as Rust
/// itself would. This affects the panics of this library alone: it has its own copy of Rust's runtime.
pub(crate) fn print_only_positions_of_panics() {
    set_hook(Box::new(|panic| {
        if let Some(position) = panic.location() {
            eprintln!("bulk_user_upload: a bug at {position}: please report it");
        }
    }));
}

/// Lets the tests rehearse a panic. Only builds with debug assertions have it, so no released wheel does.
#[cfg(debug_assertions)]
pub(crate) mod rehearsal {
    use std::cell::Cell;

    use pyo3::prelude::*;

    thread_local! {
        static MESSAGE: Cell<Option<String>> = const { Cell::new(None) };
    }

    /// Makes the next `guard` on this thread panic with this message. Gives the message of an earlier
    /// call, if no `guard` has panicked with it.
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
