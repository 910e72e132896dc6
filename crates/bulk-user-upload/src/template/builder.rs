//! Makes a template, and finds contradictions in it.

use std::collections::HashMap;
use std::sync::Arc;

use super::column::Column;
use super::hints;
use super::policy_choice::PolicyChoice;
use super::{ColumnNames, Limits, Roles, Shared, Template, TemplateError};
use crate::fields::{ColumnKind, Contradiction};
use crate::fold::fold;
use crate::policy::PasswordPolicy;

/// Makes a [`Template`]; see [`Template::builder`].
#[derive(Debug, Clone, Default)]
pub struct TemplateBuilder {
    limits: Limits,
    columns: Vec<Column>,
    password_policy: Option<PolicyChoice>,
}

/// The number of columns of a spreadsheet.
const MAX_COLUMNS: usize = 16_384;

impl TemplateBuilder {
    pub(super) fn product() -> Self {
        let mut product = Self::default()
            .column(Column::person_name("First name").required().length(1, 50))
            .column(Column::person_name("Last name").required().length(1, 50))
            .column(Column::login("Login").length(1, 40))
            .column(Column::password("Password").required().length(1, 128))
            .column(Column::permission_group("Permission group").required())
            .column(Column::boolean("Web RTC").required())
            .column(Column::digits("Extension").length(1, 10))
            .column(Column::primary_team("Primary team").required())
            .column(Column::capacity_plan("Capacity plan"))
            .column(Column::boolean("Active").required());
        for column in &mut product.columns {
            column.hints = hints::of(&column.name);
        }
        product
    }

    pub(super) fn from_template(template: &Template) -> Self {
        Self {
            limits: template.limits().clone(),
            columns: template.columns().to_vec(),
            password_policy: named_policy(template).map(PolicyChoice::Own),
        }
    }

    /// Sets the maximum size of a file in bytes: 1 to [`Limits::MAX_BYTES`].
    #[must_use]
    pub fn max_bytes(mut self, max_bytes: u64) -> Self {
        self.limits.max_bytes = max_bytes;
        self
    }

    /// Sets the extensions that the name of a file may have, without the dot. Their case does not matter.
    #[must_use]
    pub fn extensions<S: Into<String>>(mut self, extensions: impl IntoIterator<Item = S>) -> Self {
        self.limits.extensions =
            extensions.into_iter().map(|extension| extension.into().to_ascii_lowercase()).collect();
        self
    }

    /// Adds a column after the existing ones.
    #[must_use]
    pub fn column(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }

    /// Sets the password policy that is used if the directory names none. The default is the preset
    /// `default`.
    #[must_use]
    pub fn password_policy(self, policy: PasswordPolicy) -> Self {
        self.policy_choice(PolicyChoice::Own(policy))
    }

    pub(super) fn policy_choice(mut self, choice: PolicyChoice) -> Self {
        self.password_policy = Some(choice);
        self
    }

    /// Makes the template.
    ///
    /// # Errors
    ///
    /// [`TemplateError`] if the template contradicts itself. The message says how.
    pub fn build(self) -> Result<Template, TemplateError> {
        check_limits(&self.limits)?;
        check_count(&self.columns)?;
        let names = ColumnNames::new(&self.columns)?;
        for column in &self.columns {
            check_column(column)?;
        }
        let roles = roles(&self.columns)?;
        let password_policy = match self.password_policy {
            None => PasswordPolicy::preset_default(),
            Some(choice) => {
                let policy = choice.policy()?;
                check_password_lengths(roles.password.map(|index| &self.columns[index]), &policy)?;
                policy
            }
        };
        Ok(Template {
            shared: Arc::new(Shared {
                limits: self.limits,
                columns: self.columns,
                names,
                password_policy: Arc::new(password_policy),
                roles,
            }),
        })
    }
}

fn check_limits(limits: &Limits) -> Result<(), TemplateError> {
    if !(1..=Limits::MAX_BYTES).contains(&limits.max_bytes) {
        return Err(TemplateError::MaxBytes(limits.max_bytes));
    }
    if limits.extensions.is_empty() {
        return Err(TemplateError::Extension(String::new()));
    }
    let unsound = |extension: &&String| {
        extension.is_empty() || !extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    match limits.extensions.iter().find(unsound) {
        Some(extension) => Err(TemplateError::Extension(extension.clone())),
        None => Ok(()),
    }
}

fn check_count(columns: &[Column]) -> Result<(), TemplateError> {
    if columns.len() > MAX_COLUMNS {
        return Err(TemplateError::TooManyColumns(columns.len()));
    }
    Ok(())
}

fn check_column(column: &Column) -> Result<(), TemplateError> {
    if column.has_length() && (column.max == 0 || column.min > column.max) {
        return Err(TemplateError::Lengths { column: column.name.clone(), min: column.min, max: column.max });
    }
    if fold(&column.name).ends_with('*') {
        return Err(TemplateError::StarredName(column.name.clone()));
    }
    if matches!(column.kind, ColumnKind::Login) && !column.required {
        return Err(TemplateError::LoginNotRequired(column.name.clone()));
    }
    let name = || column.name.clone();
    if let Some(key) = column.allowed.unknown_to(column.kind.options()) {
        return Err(TemplateError::Key { column: name(), kind: column.kind.name(), key });
    }
    match column.kind.contradiction() {
        Some(Contradiction::Pattern(reason)) => Err(TemplateError::Pattern { column: name(), reason }),
        Some(Contradiction::Choices(reason)) => Err(TemplateError::Choices { column: name(), reason }),
        None => Ok(()),
    }
}

/// The password policy and the length of the password column must leave some passwords that are valid. (This
/// is checked only for a policy that the template names: the preset `default` that stands in for a missing
/// one may be replaced by that of the directory.)
fn check_password_lengths(column: Option<&Column>, policy: &PasswordPolicy) -> Result<(), TemplateError> {
    let Some(Column { name, min, max, .. }) = column else { return Ok(()) };
    let rules = policy.rules();
    if rules.length > *max || rules.max_length.is_some_and(|max_length| max_length < *min) {
        return Err(TemplateError::PasswordLengths { column: name.clone(), min: *min, max: *max });
    }
    Ok(())
}

/// The policy of a template, for another one that names it. It is `None` if no password column of its lengths
/// could have that policy: then the template names none, and has the preset `default`.
pub(super) fn named_policy(template: &Template) -> Option<PasswordPolicy> {
    let column = template.roles().password.map(|index| &template.columns()[index]);
    let policy = &**template.password_policy();
    check_password_lengths(column, policy).is_ok().then(|| policy.clone())
}

fn roles(columns: &[Column]) -> Result<Roles, TemplateError> {
    let index_of = |is_kind: fn(&ColumnKind) -> bool| columns.iter().position(|column| is_kind(&column.kind));
    let roles = Roles {
        login: index_of(|kind| matches!(kind, ColumnKind::Login)).ok_or(TemplateError::NoLogin)?,
        password: index_of(|kind| matches!(kind, ColumnKind::Password)),
        permission_group: index_of(|kind| matches!(kind, ColumnKind::PermissionGroup)),
        primary_team: index_of(|kind| matches!(kind, ColumnKind::PrimaryTeam)),
        capacity_plan: index_of(|kind| matches!(kind, ColumnKind::CapacityPlan)),
        names: (0..columns.len())
            .filter(|&index| matches!(columns[index].kind, ColumnKind::Name(_)))
            .collect(),
    };
    check_only_ones(columns)?;
    Ok(roles)
}

/// Checks that there is at most one column of each kind that allows only one.
fn check_only_ones(columns: &[Column]) -> Result<(), TemplateError> {
    let mut seen: HashMap<&'static str, &str> = HashMap::new();
    for column in columns.iter().filter(|column| column.kind.is_only_one()) {
        let kind = column.kind.name();
        if let Some(first) = seen.insert(kind, &column.name) {
            return Err(TemplateError::KindTwice {
                kind,
                first: first.to_owned(),
                second: column.name.clone(),
            });
        }
    }
    Ok(())
}
