//! What a directory says of a name: of a permission group, a team and a capacity plan.

use bulk_user_upload::directory::{CapacityPlan, PermissionGroup, PrimaryTeam};
use pyo3::exceptions::PyNotImplementedError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::policy::PyPasswordPolicy;

/// Makes a class of a type of the engine's. Its instances come from static methods, one for each variant
/// of the type, and each is shown, hashed and pickled as the call that makes it.
macro_rules! verdict {
    (@arguments $py:ident) => { PyTuple::empty($py) };
    (@arguments $py:ident $field:ident: $kind:ty) => { PyTuple::new($py, $field.clone().map(<$kind>::from))? };
    (@make $engine:ident::$variant:ident by $method:ident) => { $engine::$variant };
    (@make $engine:ident::$variant:ident by $method:ident($value:expr)) => { $engine::$method($value) };
    (
        $(#[$about:meta])*
        $name:literal: $class:ident($engine:ident),
        $($(#[$method_about:meta])* $method:ident($($field:ident: $kind:ty)?) => $variant:ident,)+
    ) => {
        $(#[$about])*
        #[pyclass(frozen, eq, from_py_object, name = $name, module = "bulk_user_upload")]
        #[derive(Clone, PartialEq)]
        pub(crate) struct $class($engine);

        #[pymethods]
        impl $class {
            $(
                $(#[$method_about])*
                #[staticmethod]
                #[pyo3(signature = ($($field=None)?))]
                fn $method($($field: Option<$kind>)?) -> Self {
                    Self(verdict!(@make $engine::$variant by $method $(($field.map(Into::into)))?))
                }
            )+

            fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
                let (method, arguments) = slf.get().call(slf.py())?;
                let arguments: Vec<_> =
                    arguments.iter().map(|argument| Ok(argument.repr()?.to_string())).collect::<PyResult<_>>()?;
                Ok(format!("{}.{method}({})", $name, arguments.join(", ")))
            }

            fn __hash__(slf: &Bound<'_, Self>) -> PyResult<isize> {
                slf.get().call(slf.py())?.into_pyobject(slf.py())?.hash()
            }

            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
                let (method, arguments) = slf.get().call(slf.py())?;
                Ok((slf.get_type().getattr(method)?, arguments))
            }
        }

        impl $class {
            /// The static method that makes this value, and its arguments.
            fn call<'py>(&self, py: Python<'py>) -> PyResult<(&'static str, Bound<'py, PyTuple>)> {
                Ok(match &self.0 {
                    $($engine::$variant $({ $field, .. })? => (stringify!($method), verdict!(@arguments py $($field: $kind)?)),)+
                    other => return Err(PyNotImplementedError::new_err(format!("{other:?} is not known here"))),
                })
            }
        }

        impl From<$class> for $engine {
            fn from(verdict: $class) -> Self {
                verdict.0
            }
        }

        impl From<$engine> for $class {
            fn from(verdict: $engine) -> Self {
                Self(verdict)
            }
        }
    };
}

verdict! {
    /// What a permission group is to the uploader: unknown, above their level, or theirs to assign.
    "PermissionGroup": PyPermissionGroup(PermissionGroup),
    /// No active group has this name. The suggestion is the group that was probably meant.
    does_not_exist(suggestion: String) => DoesNotExist,
    /// The group is above the uploader's level.
    insufficient_access() => InsufficientAccess,
    /// The group is at or below the uploader's level. Its members' passwords are validated by this
    /// policy, or by the default one.
    assignable(password_policy: PyPasswordPolicy) => Assignable,
}

verdict! {
    /// What a team is to the uploader: unknown, not one of theirs, or one of theirs.
    "PrimaryTeam": PyPrimaryTeam(PrimaryTeam),
    /// No active team that the uploader may know of has this name. The suggestion is the team that was
    /// probably meant.
    does_not_exist(suggestion: String) => DoesNotExist,
    /// The uploader is not a member of the team.
    not_a_member() => NotAMember,
    /// The uploader is a member of the team.
    member() => Member,
}

verdict! {
    /// Whether a capacity plan exists.
    "CapacityPlan": PyCapacityPlan(CapacityPlan),
    /// No active plan has this name. The suggestion is the plan that was probably meant.
    does_not_exist(suggestion: String) => DoesNotExist,
    /// An active plan has this name.
    exists() => Exists,
}
