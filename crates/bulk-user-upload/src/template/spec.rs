//! The template as it is written in JSON and TOML.

use serde::{Deserialize, Serialize};

use super::builder::TemplateBuilder;
use super::column::{Column, ColumnKind, NameCharacters, Pattern};
use super::policy_choice::PolicyChoice;
use super::{Limits, Template, TemplateError};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateSpec {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_bytes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extensions: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    password_policy: Option<PolicyChoice>,
    columns: Vec<ColumnSpec>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnSpec {
    name: String,
    kind: Kind,
    /// Left out, it is false; a login is always required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spaces: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    non_ascii_letters: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    symbols: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pattern: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<String>>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Name,
    Login,
    Password,
    PermissionGroup,
    PrimaryTeam,
    CapacityPlan,
    Text,
    Digits,
    Boolean,
    Choice,
}

impl ColumnKind {
    /// The kind as a template writes it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Login => "login",
            Self::Password => "password",
            Self::PermissionGroup => "permission-group",
            Self::PrimaryTeam => "primary-team",
            Self::CapacityPlan => "capacity-plan",
            Self::Text { .. } => "text",
            Self::Digits => "digits",
            Self::Boolean => "boolean",
            Self::Choice { .. } => "choice",
        }
    }
}

impl TryFrom<TemplateSpec> for Template {
    type Error = TemplateError;

    fn try_from(spec: TemplateSpec) -> Result<Self, TemplateError> {
        let limits = Limits::default();
        let mut builder = TemplateBuilder::default()
            .max_bytes(spec.max_bytes.unwrap_or(limits.max_bytes))
            .extensions(spec.extensions.unwrap_or(limits.extensions));
        if let Some(choice) = spec.password_policy {
            builder = builder.policy_choice(choice);
        }
        for column in spec.columns {
            builder = builder.column(column.try_into()?);
        }
        builder.build()
    }
}

impl TryFrom<ColumnSpec> for Column {
    type Error = TemplateError;

    fn try_from(mut spec: ColumnSpec) -> Result<Self, TemplateError> {
        let kind = match spec.kind {
            Kind::Name => {
                let default = NameCharacters::default();
                ColumnKind::Name(NameCharacters {
                    spaces: spec.spaces.take().unwrap_or(default.spaces),
                    non_ascii_letters: spec.non_ascii_letters.take().unwrap_or(default.non_ascii_letters),
                    symbols: spec.symbols.take().unwrap_or(default.symbols),
                })
            }
            Kind::Login => ColumnKind::Login,
            Kind::Password => ColumnKind::Password,
            Kind::PermissionGroup => ColumnKind::PermissionGroup,
            Kind::PrimaryTeam => ColumnKind::PrimaryTeam,
            Kind::CapacityPlan => ColumnKind::CapacityPlan,
            Kind::Text => ColumnKind::Text { pattern: spec.pattern.take().map(Pattern::new) },
            Kind::Digits => ColumnKind::Digits,
            Kind::Boolean => ColumnKind::Boolean,
            Kind::Choice => ColumnKind::Choice { choices: spec.choices.take().unwrap_or_default() },
        };
        let mut column = Column::new(spec.name, kind);
        column.aliases = spec.aliases;
        column.required = spec.required.unwrap_or(matches!(column.kind, ColumnKind::Login));
        let mut left_over = vec![
            ("spaces", spec.spaces.is_some()),
            ("non_ascii_letters", spec.non_ascii_letters.is_some()),
            ("symbols", spec.symbols.is_some()),
            ("pattern", spec.pattern.is_some()),
            ("choices", spec.choices.is_some()),
        ];
        if column.has_length() {
            column.min = spec.min.unwrap_or(column.min);
            column.max = spec.max.unwrap_or(column.max.max(column.min));
        } else {
            left_over.extend([("min", spec.min.is_some()), ("max", spec.max.is_some())]);
        }
        match left_over.into_iter().find(|(_, is_there)| *is_there) {
            Some((key, _)) => Err(TemplateError::Key { kind: column.kind.name(), column: column.name, key }),
            None => Ok(column),
        }
    }
}

impl From<Template> for TemplateSpec {
    fn from(template: Template) -> Self {
        Self {
            max_bytes: Some(template.limits().max_bytes()),
            extensions: Some(template.limits().extensions().to_vec()),
            password_policy: Some(PolicyChoice::Own((**template.password_policy()).clone())),
            columns: template.columns().iter().map(ColumnSpec::from).collect(),
        }
    }
}

impl From<&Column> for ColumnSpec {
    fn from(column: &Column) -> Self {
        let lengths = column.lengths();
        let mut spec = Self {
            name: column.name.clone(),
            kind: Kind::Boolean,
            required: Some(column.required),
            aliases: column.aliases.clone(),
            min: lengths.as_ref().map(|lengths| *lengths.start()),
            max: lengths.map(|lengths| *lengths.end()),
            spaces: None,
            non_ascii_letters: None,
            symbols: None,
            pattern: None,
            choices: None,
        };
        spec.kind = match &column.kind {
            ColumnKind::Name(characters) => {
                spec.spaces = Some(characters.spaces);
                spec.non_ascii_letters = Some(characters.non_ascii_letters);
                spec.symbols = Some(characters.symbols.clone());
                Kind::Name
            }
            ColumnKind::Login => Kind::Login,
            ColumnKind::Password => Kind::Password,
            ColumnKind::PermissionGroup => Kind::PermissionGroup,
            ColumnKind::PrimaryTeam => Kind::PrimaryTeam,
            ColumnKind::CapacityPlan => Kind::CapacityPlan,
            ColumnKind::Text { pattern } => {
                spec.pattern = pattern.as_ref().map(|pattern| pattern.source().to_owned());
                Kind::Text
            }
            ColumnKind::Digits => Kind::Digits,
            ColumnKind::Boolean => Kind::Boolean,
            ColumnKind::Choice { choices } => {
                spec.choices = Some(choices.clone());
                Kind::Choice
            }
        };
        spec
    }
}
