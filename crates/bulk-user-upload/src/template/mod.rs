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
mod written;

use std::fmt;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

pub use self::builder::TemplateBuilder;
pub(crate) use self::cell::Finding;
pub use self::column::Column;
pub use self::error::TemplateError;
pub(crate) use self::names::ColumnNames;
use self::spec::TemplateSpec;
pub use crate::characters::NameCharacters;
pub use crate::fields::{Allowed, Choices, ColumnKind, KindDescription, Pattern, Text};
use crate::policy::PasswordPolicy;

/// What an upload must look like: columns, lengths, limits and the password policy.
///
/// [`Template::default()`] is that of the product. A host can read its own from JSON or TOML, or build it
/// ([`Template::builder`]). Only the Login column is mandatory. Making a template that contradicts itself
/// fails with a [`TemplateError`], so every template can be used. Cloning is cheap.
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

/// The columns with which the engine does more than validate their text, by their index in the template.
#[derive(Debug, Clone, Default)]
pub(crate) struct Roles {
    pub(crate) login: usize,
    pub(crate) password: Option<usize>,
    pub(crate) permission_group: Option<usize>,
    pub(crate) primary_team: Option<usize>,
    pub(crate) capacity_plan: Option<usize>,
    pub(crate) names: Vec<usize>,
}

/// The extensions that the name of a file may have, and the maximum size of a file.
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
    /// The highest limit that a template can set, in bytes (512 MiB). Offsets into the decoded text have 31
    /// bits, and one byte of Windows-1252 may become three when it is decoded.
    pub const MAX_BYTES: u64 = 512 * 1024 * 1024;

    /// The maximum size of a file in bytes.
    pub fn max_bytes(&self) -> u64 {
        self.max_bytes
    }

    /// The extensions that the name of a file may have, in lower case, without the dot.
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

    /// A builder with the content of this template, for another template that differs in a few points.
    pub fn to_builder(&self) -> TemplateBuilder {
        TemplateBuilder::from_template(self)
    }

    /// Reads a template from JSON.
    ///
    /// # Errors
    ///
    /// [`TemplateError::Syntax`], with line and column, if the text is not a template in JSON. Any other
    /// [`TemplateError`] if the template contradicts itself.
    pub fn from_json(json: &str) -> Result<Self, TemplateError> {
        let spec: TemplateSpec =
            serde_json::from_str(json).map_err(|error| TemplateError::Syntax(error.to_string()))?;
        spec.try_into()
    }

    /// Reads a template from TOML. Needs the feature `toml`.
    ///
    /// # Errors
    ///
    /// The same as those of [`Template::from_json`].
    #[cfg(feature = "toml")]
    pub fn from_toml(toml: &str) -> Result<Self, TemplateError> {
        let spec: TemplateSpec =
            toml::from_str(toml).map_err(|error| TemplateError::syntax_in_toml(&error, toml))?;
        spec.try_into()
    }

    /// The columns, in the order of errors in a report and of the template file.
    pub fn columns(&self) -> &[Column] {
        &self.shared.columns
    }

    /// The extensions that the name of a file may have, and the maximum size of a file.
    pub fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// The password policy that is used if the directory names none, for example because the permission group
    /// is unknown.
    pub fn password_policy(&self) -> &Arc<PasswordPolicy> {
        &self.shared.password_policy
    }

    /// The template file: UTF-8 with a byte-order mark, CRLF, a header with `*` after the names of required
    /// columns.
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
        // Made only once, because a host may ask for it with every check. It cannot be a constant, because it
        // needs allocations.
        static PRODUCT: LazyLock<Template> =
            LazyLock::new(|| TemplateBuilder::product().build().expect("the product's template is valid"));
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
