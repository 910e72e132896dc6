//! The template: which columns an upload has, what their cells may hold, and how large a file may be.

mod builder;
mod cell;
mod column;
mod csv;
mod error;
mod hints;
mod length;
mod names;
mod policy_choice;
mod spec;

use std::fmt;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

pub use self::builder::TemplateBuilder;
pub use self::column::Column;
pub use self::error::TemplateError;
pub(crate) use self::names::ColumnNames;
use self::spec::TemplateSpec;
pub use crate::characters::NameCharacters;
pub use crate::fields::{Choices, ColumnKind, KindDescription, Pattern, Text};
use crate::policy::PasswordPolicy;

/// The key of the column that the rows-with-errors file adds (SPEC section 8).
pub(crate) const ERRORS_KEY: &str = "errors";

/// What an upload must look like: columns, lengths, limits and the password policy.
///
/// [`Template::default()`] is the product's own. A host reads its own from JSON or TOML, or builds it
/// ([`Template::builder`]). Only the Login must always be there. A template that contradicts itself is a
/// [`TemplateError`] when it is made, so one that exists can be used. Cloning is cheap.
///
/// # Example
///
/// ```
/// use bulk_user_upload::Template;
///
/// let template = Template::from_toml(r#"
///     max_bytes = 1_000_000
///
///     [[columns]]
///     name = "Login"
///     kind = "login"
///     required = true
///     max = 40
///
///     [[columns]]
///     name = "Contract"
///     aliases = ["Contract type"]
///     kind = "choice"
///     choices = ["Full", "Part"]
/// "#)?;
/// assert_eq!(template.columns().len(), 2);
/// assert_eq!(template.csv(), "\u{FEFF}Login*,Contract\r\n");
/// # Ok::<(), bulk_user_upload::template::TemplateError>(())
/// ```
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "TemplateSpec", into = "TemplateSpec")]
pub struct Template {
    shared: Arc<Shared>,
}

struct Shared {
    limits: Limits,
    columns: Vec<Column>,
    names: ColumnNames,
    password_policy: Arc<PasswordPolicy>,
    roles: Roles,
}

/// The columns that the engine does more with than validate their text, by their index in the template.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roles {
    pub(crate) login: usize,
    pub(crate) password: Option<usize>,
    pub(crate) permission_group: Option<usize>,
    pub(crate) primary_team: Option<usize>,
    pub(crate) capacity_plan: Option<usize>,
    pub(crate) names: Vec<usize>,
}

/// What a file may be called and how large it may be.
///
/// # Example
///
/// ```
/// let limits = bulk_user_upload::template::Limits::default();
/// assert_eq!(limits.max_bytes(), 102_400);
/// assert_eq!(limits.extensions(), ["csv", "txt"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    max_bytes: u64,
    extensions: Vec<String>,
}

impl Limits {
    /// No template allows more than this many bytes (512 MiB): offsets into the decoded text are 31 bits wide,
    /// and a byte of Windows-1252 may decode to three.
    pub const MAX_BYTES: u64 = 512 * 1024 * 1024;

    /// The size that a file may have, in bytes.
    pub fn max_bytes(&self) -> u64 {
        self.max_bytes
    }

    /// The extensions that a file's name may end with, in lower case, without the dot.
    pub fn extensions(&self) -> &[String] {
        &self.extensions
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 102_400, extensions: vec!["csv".to_owned(), "txt".to_owned()] }
    }
}

impl Template {
    /// Starts a template without columns, with the product's limits and password policy.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::template::Column;
    /// use bulk_user_upload::Template;
    ///
    /// let template = Template::builder()
    ///     .max_bytes(10_000_000)
    ///     .column(Column::login("Account").required().alias("User name"))
    ///     .column(Column::digits("Badge").length(4, 6))
    ///     .build()?;
    /// assert_eq!(template.columns()[1].name(), "Badge");
    /// # Ok::<(), bulk_user_upload::template::TemplateError>(())
    /// ```
    pub fn builder() -> TemplateBuilder {
        TemplateBuilder::default()
    }

    /// A builder that holds what this template holds, to make another that differs in a few points.
    pub fn to_builder(&self) -> TemplateBuilder {
        TemplateBuilder::from_template(self)
    }

    /// Reads a template from JSON.
    ///
    /// # Errors
    ///
    /// [`TemplateError::Syntax`] with line and column where it is no such JSON, and every other
    /// [`TemplateError`] where it contradicts itself.
    pub fn from_json(json: &str) -> Result<Self, TemplateError> {
        let spec: TemplateSpec =
            serde_json::from_str(json).map_err(|error| TemplateError::Syntax(error.to_string()))?;
        spec.try_into()
    }

    /// Reads a template from TOML, with the feature `toml`.
    ///
    /// # Errors
    ///
    /// As [`Template::from_json`].
    #[cfg(feature = "toml")]
    pub fn from_toml(toml: &str) -> Result<Self, TemplateError> {
        let spec: TemplateSpec =
            toml::from_str(toml).map_err(|error| TemplateError::syntax_in_toml(&error, toml))?;
        spec.try_into()
    }

    /// The columns, in the order in which errors are reported and in which the template file has them.
    pub fn columns(&self) -> &[Column] {
        &self.shared.columns
    }

    /// What a file may be called and how large it may be.
    pub fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// The policy for passwords where the directory names none: where the permission group is unknown, say.
    pub fn password_policy(&self) -> &Arc<PasswordPolicy> {
        &self.shared.password_policy
    }

    /// The file to fill in: UTF-8 with byte-order mark, CRLF, a header with `*` on required columns.
    ///
    /// # Example
    ///
    /// ```
    /// let csv = bulk_user_upload::Template::default().csv();
    /// assert!(csv.starts_with("\u{FEFF}First name*,Last name*,Login*,"));
    /// assert!(csv.ends_with(",Capacity plan,Active*\r\n"));
    /// ```
    pub fn csv(&self) -> String {
        csv::template_csv(self)
    }

    pub(crate) fn names(&self) -> &ColumnNames {
        &self.shared.names
    }

    pub(crate) fn roles(&self) -> &Roles {
        &self.shared.roles
    }
}

impl Default for Template {
    /// The product's template: ten columns, 100 KB, `.csv` and `.txt` (SPEC section 5).
    fn default() -> Self {
        // A constant, were it not for its allocations: made once, since a host may ask for it with every check.
        static PRODUCT: LazyLock<Template> =
            LazyLock::new(|| TemplateBuilder::product().build().expect("the product's template is sound"));
        PRODUCT.clone()
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Template")
            .field("limits", &self.shared.limits)
            .field("columns", &self.shared.columns)
            .field("password_policy", &self.shared.password_policy)
            .finish()
    }
}

impl PartialEq for Template {
    fn eq(&self, other: &Self) -> bool {
        self.shared.limits == other.shared.limits
            && self.shared.columns == other.shared.columns
            && self.shared.password_policy == other.shared.password_policy
    }
}
