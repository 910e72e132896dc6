//! The template in its JSON and TOML form.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::builder::{self, TemplateBuilder};
use super::column::Column;
use super::policy_choice::PolicyChoice;
use super::{Limits, Template, TemplateError};
use crate::fields::{Allowed, ColumnKind, Options};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateSpec {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_bytes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extensions: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    password_policy: Option<PolicyChoice>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) columns: Vec<ColumnSpec>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnSpec {
    name: String,
    kind: KindName,
    /// The default is false, except for a login, which is always required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hints: Vec<String>,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    formulas: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scientific_numbers: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mixed_scripts: Option<bool>,
}

#[cfg(feature = "toml")]
impl ColumnSpec {
    /// Takes the lists of words out of it, with their keys.
    pub(super) fn take_lists(&mut self) -> [(&'static str, Vec<String>); 3] {
        let choices = self.choices.take().unwrap_or_default();
        let (aliases, hints) = (std::mem::take(&mut self.aliases), std::mem::take(&mut self.hints));
        [("aliases", aliases), ("hints", hints), ("choices", choices)]
    }
}

/// The name of a kind. Its options are keys of the same object.
#[derive(Serialize)]
#[serde(transparent)]
struct KindName(String);

impl<'de> Deserialize<'de> for KindName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if ColumnKind::NAMES.contains(&name.as_str()) {
            return Ok(Self(name));
        }
        Err(D::Error::unknown_variant(&name, ColumnKind::NAMES))
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

    fn try_from(spec: ColumnSpec) -> Result<Self, TemplateError> {
        let ColumnSpec {
            name,
            kind,
            required,
            aliases,
            hints,
            min,
            max,
            spaces,
            non_ascii_letters,
            symbols,
            pattern,
            choices,
            formulas,
            scientific_numbers,
            mixed_scripts,
        } = spec;
        let mut options = Options {
            spaces,
            non_ascii_letters,
            symbols,
            pattern,
            choices,
            formulas,
            scientific_numbers,
            mixed_scripts,
        };
        let kind = ColumnKind::named(&kind.0, &mut options).expect("a template names no other kind");
        let mut column = Column::new(name, kind);
        column.allowed = Allowed::take(&mut options, column.kind.options());
        column.aliases = aliases;
        column.hints = hints;
        column.required = required.unwrap_or(matches!(column.kind, ColumnKind::Login));
        let mut left_over = options.left_over();
        if column.has_length() {
            column.min = min.unwrap_or(column.min);
            column.max = max.unwrap_or(column.max.max(column.min));
        } else {
            left_over = left_over.or(min.map(|_| "min")).or(max.map(|_| "max"));
        }
        match left_over {
            Some(key) => Err(TemplateError::Key { kind: column.kind.name(), column: column.name, key }),
            None => Ok(column),
        }
    }
}

impl From<Template> for TemplateSpec {
    fn from(template: Template) -> Self {
        Self {
            max_bytes: Some(template.limits().max_bytes()),
            extensions: Some(template.limits().extensions().to_vec()),
            password_policy: builder::named_policy(&template).map(PolicyChoice::Own),
            columns: template.columns().iter().map(ColumnSpec::from).collect(),
        }
    }
}

impl From<&Column> for ColumnSpec {
    fn from(column: &Column) -> Self {
        let mut options = Options::default();
        column.kind.write(&mut options);
        column.allowed.write(&mut options);
        let Options {
            spaces,
            non_ascii_letters,
            symbols,
            pattern,
            choices,
            formulas,
            scientific_numbers,
            mixed_scripts,
        } = options;
        let lengths = column.lengths();
        Self {
            name: column.name.clone(),
            kind: KindName(column.kind.name().to_owned()),
            required: Some(column.required),
            aliases: column.aliases.clone(),
            hints: column.hints.clone(),
            min: lengths.as_ref().map(|lengths| *lengths.start()),
            max: lengths.map(|lengths| *lengths.end()),
            spaces,
            non_ascii_letters,
            symbols,
            pattern,
            choices,
            formulas,
            scientific_numbers,
            mixed_scripts,
        }
    }
}
