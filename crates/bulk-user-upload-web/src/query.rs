//! The history's query: its filters, and where the page begins. The page and the API take the same query,
//! so that the address of a filtered view can be sent to a colleague.

use bulk_user_upload::import::{CountRange, FilterValue, HistoryPage, ImportFilter, ImportId, ImportStatus};
use form_urlencoded::Serializer;

use crate::refusal::Refusal;

/// How many imports are on a page.
pub(crate) const PAGE: usize = 50;

/// Which imports are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct HistoryQuery {
    /// Which ones.
    pub(crate) filter: ImportFilter,
    /// Only those before this one: the next page.
    pub(crate) before: Option<ImportId>,
}

impl HistoryQuery {
    /// Reads `status=failed&status=interrupted&users_from=1&users_to=10&…`. A blank value is ignored,
    /// because a form sends all of its fields.
    pub(crate) fn parse(query: &str) -> Result<Self, Refusal> {
        let mut wanted = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let (name, value) = (&*name, value.trim());
            if value.is_empty() {
                continue;
            }
            match name {
                "before" => wanted.before = Some(import(value)?),
                _ => set(&mut wanted.filter, name, value)?,
            }
        }
        Ok(wanted)
    }

    /// A page and one more import, which tells whether there is another page.
    pub(crate) fn page(&self) -> HistoryPage {
        HistoryPage { before: self.before, limit: PAGE + 1 }
    }

    /// Whether any filter is set.
    pub(crate) fn is_filtered(&self) -> bool {
        self.filter != ImportFilter::default()
    }

    /// The query of the page that begins before an import.
    pub(crate) fn next(&self, before: ImportId) -> String {
        Self { before: Some(before), ..self.clone() }.to_query()
    }

    /// The query as [`HistoryQuery::parse`] reads it.
    pub(crate) fn to_query(&self) -> String {
        let mut query = Serializer::new(String::new());
        for field in self.filter.clone().fields() {
            let name = field.name;
            match field.value {
                FilterValue::Statuses(statuses) => {
                    query.extend_pairs(statuses.iter().map(|status| (name, status.as_str())));
                }
                FilterValue::Counts(&mut CountRange { min, max }) => {
                    if min > 0 {
                        query.append_pair(&format!("{name}_from"), &min.to_string());
                    }
                    if max < u32::MAX {
                        query.append_pair(&format!("{name}_to"), &max.to_string());
                    }
                }
                FilterValue::Text(text) => {
                    query.extend_pairs(text.iter().map(|text| (name, text)));
                }
            }
        }
        if let Some(before) = self.before {
            query.append_pair("before", &before.to_string());
        }
        query.finish()
    }
}

/// Sets the filter that a parameter of the query is for.
fn set(filter: &mut ImportFilter, parameter: &str, value: &str) -> Result<(), Refusal> {
    for field in filter.fields() {
        match (field.value, parameter.strip_prefix(field.name)) {
            (FilterValue::Statuses(statuses), Some("")) => {
                let status: ImportStatus = value.parse().map_err(|error| bad(&error))?;
                if !statuses.contains(&status) {
                    statuses.push(status);
                }
            }
            (FilterValue::Counts(range), Some("_from")) => range.min = count(parameter, value)?,
            (FilterValue::Counts(range), Some("_to")) => range.max = count(parameter, value)?,
            (FilterValue::Text(text), Some("")) => *text = Some(value.to_owned()),
            (FilterValue::Statuses(_) | FilterValue::Counts(_) | FilterValue::Text(_), _) => continue,
        }
        return Ok(());
    }
    Err(bad(&format_args!("the history has no filter of this name")))
}

fn count(name: &str, value: &str) -> Result<u32, Refusal> {
    value.parse().map_err(|_| bad(&format_args!("`{name}` is a whole number from 0 to {}", u32::MAX)))
}

fn import(value: &str) -> Result<ImportId, Refusal> {
    let number = value.parse().ok().filter(|&number: &i64| number >= 0);
    number.map(ImportId).ok_or_else(|| bad(&"`before` is the number of an import"))
}

fn bad(reason: &dyn std::fmt::Display) -> Refusal {
    Refusal::BadRequest(format!("The filter cannot be read: {reason}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_read_as_it_is_written() {
        let query = "status=failed&status=in-progress&users_from=1&users_to=10&rows_with_errors_from=2\
                     &uploaded_by=J%26%C3%BC+x&before=51";
        let parsed = HistoryQuery::parse(query).unwrap();
        assert_eq!(parsed.filter.uploaded_by.as_deref(), Some("J&ü x"));
        assert_eq!(parsed.to_query(), query);
        assert!(parsed.is_filtered());
    }

    #[test]
    fn blank_fields_of_a_form_ask_for_nothing() {
        let parsed = HistoryQuery::parse("users_from=&users_to=+&uploaded_by=&before=7").unwrap();
        assert_eq!(parsed, HistoryQuery { before: Some(ImportId(7)), ..HistoryQuery::default() });
        assert!(!parsed.is_filtered());
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for query in [
            "status=done",
            "users_from=-1",
            "users_to=x",
            "before=1e9",
            "colour=red",
            "created_to=4294967296",
        ] {
            assert!(matches!(HistoryQuery::parse(query), Err(Refusal::BadRequest(_))), "{query}");
        }
    }
}
