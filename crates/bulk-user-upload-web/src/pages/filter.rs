//! The filter as the history's page shows it: the inputs of its form, and a chip for each filter that is set.

use bulk_user_upload::import::{CountRange, FilterField, FilterValue, ImportFilter, ImportStatus};

use crate::text::ENGLISH;
use crate::text::visible;

/// A filter in the form.
pub(super) struct FilterInput {
    pub(super) title: &'static str,
    pub(super) name: &'static str,
    pub(super) kind: InputKind,
}

/// What a filter is set with.
pub(super) enum InputKind {
    /// A checkbox for each status, and whether it is checked.
    Statuses(Vec<(ImportStatus, bool)>),
    /// Two numbers, as they were typed.
    Counts { min: String, max: String },
    /// A text.
    Text(String),
}

impl FilterInput {
    /// Every filter, in the order of the history's columns.
    pub(super) fn all(filter: &ImportFilter) -> Vec<Self> {
        filter.clone().fields().map(Self::of).collect()
    }

    fn of(FilterField { name, title, value, .. }: FilterField<'_>) -> Self {
        let bound = |count: u32, none: u32| if count == none { String::new() } else { count.to_string() };
        let kind = match value {
            FilterValue::Statuses(wanted) => InputKind::Statuses(
                ImportStatus::ALL.map(|status| (status, wanted.contains(&status))).to_vec(),
            ),
            FilterValue::Counts(range) => {
                InputKind::Counts { min: bound(range.min, 0), max: bound(range.max, u32::MAX) }
            }
            FilterValue::Text(text) => InputKind::Text(text.clone().unwrap_or_default()),
        };
        Self { title, name, kind }
    }

    /// The `id` of its input.
    pub(super) fn id(&self) -> String {
        format!("filter-{}", self.name.replace('_', "-"))
    }
}

/// What a view is filtered by.
pub(super) fn chips(filter: &ImportFilter) -> Vec<String> {
    let chips = |FilterField { title, value, .. }: FilterField<'_>| match value {
        FilterValue::Statuses(wanted) => {
            wanted.iter().map(|&status| ENGLISH.status(status).to_owned()).collect()
        }
        FilterValue::Counts(range) if *range == CountRange::ALL => Vec::new(),
        FilterValue::Counts(range) => vec![ENGLISH.range(title, *range)],
        FilterValue::Text(text) => text.iter().map(|text| format!("{title}: {}", visible(text))).collect(),
    };
    filter.clone().fields().flat_map(chips).collect()
}

/// Whether a range begins above its end, so that nothing can match it.
pub(super) fn has_inverted_range(filter: &ImportFilter) -> bool {
    filter.clone().fields().any(|field| match field.value {
        FilterValue::Counts(range) => range.min > range.max,
        FilterValue::Statuses(_) | FilterValue::Text(_) => false,
    })
}
