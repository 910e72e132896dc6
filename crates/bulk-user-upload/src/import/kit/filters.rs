//! The history: whether each filter lets through what the engine says, a page at a time.

use super::{Kit, TestedStore, good, plan_of, row, run, run_as};
use crate::import::{
    CountRange, FilterValue, HistoryPage, ImportFilter, ImportMode, ImportRecord, ImportStatus,
};

impl<S: TestedStore> Kit<'_, S> {
    pub(super) fn the_filters_agree_with_the_engine(&self) {
        let store = self.store();
        let mode = ImportMode::PartialSuccess;
        let mut records = vec![
            run(&store, &plan_of("users-march.csv", mode, &[good("ann"), good("bob")])),
            run(&store, &plan_of("100%_Straße.csv", mode, &[good("ann"), good("bob")])),
            run_as(&store, &plan_of("Users.csv", mode, &[good("cat")]), "kit.lower"),
            run(&store, &plan_of("users.csv", mode, &[])),
            run(&store, &plan_of("mixed.csv", mode, &[good("dan"), row("eve", "Higher", "Mine")])),
        ];
        records.reverse();
        compare(&records, &|filter, page| store.history(filter, page).expect("history"));
    }
}

/// Compares what a store finds with what the engine says of the same imports, which are all that the store
/// has, newest first.
fn compare(records: &[ImportRecord], history: &dyn Fn(&ImportFilter, HistoryPage) -> Vec<ImportRecord>) {
    for filter in one_value_filters(records).into_iter().chain(other_filters()) {
        let expected: Vec<_> = records.iter().filter(|record| filter.matches(record)).cloned().collect();
        assert_eq!(history(&filter, HistoryPage::default()), expected, "newest first: {filter:?}");
        let page = HistoryPage { before: Some(records[0].id), limit: 2 };
        let rest = expected.into_iter().filter(|record| record.id < records[0].id).take(2);
        assert_eq!(history(&filter, page), rest.collect::<Vec<_>>(), "a page: {filter:?}");
    }
}

/// Every filter alone, with each value that an import has in its column: derived from
/// [`ImportFilter::fields`], so that a store cannot ignore a new filter.
fn one_value_filters(records: &[ImportRecord]) -> Vec<ImportFilter> {
    let names: Vec<_> = ImportFilter::default().fields().map(|field| field.name).collect();
    let filters_of = |name| -> Vec<ImportFilter> {
        let filters: Vec<_> = records.iter().map(|record| filter_by(name, record)).collect();
        let stops = |filter: &ImportFilter| records.iter().any(|record| !filter.matches(record));
        assert!(filters.iter().any(stops), "the imports of the kit must differ in `{name}`");
        filters
    };
    names.into_iter().flat_map(filters_of).collect()
}

/// The filter of this name, alone, with the value that an import has in the column of the same name.
fn filter_by(name: &str, record: &ImportRecord) -> ImportFilter {
    let json = serde_json::to_value(record).expect("a record is JSON");
    let mut filter = ImportFilter::default();
    for field in filter.fields().filter(|field| field.name == name) {
        match field.value {
            FilterValue::Statuses(statuses) => {
                statuses.push(serde_json::from_value(json[name].clone()).expect("a status"));
            }
            FilterValue::Counts(range) => {
                let count = json[name].as_u64().and_then(|count| u32::try_from(count).ok()).expect("a count");
                *range = CountRange { min: count, max: count };
            }
            FilterValue::Text(text) => *text = Some(json[name].as_str().expect("a text").to_owned()),
        }
    }
    filter
}

/// Filters whose values no import has, and several at once.
fn other_filters() -> Vec<ImportFilter> {
    let range = |min, max| CountRange { min, max };
    let status = |status: &[ImportStatus]| ImportFilter { status: status.to_vec(), ..Default::default() };
    let uploaded_by =
        |login: &str| ImportFilter { uploaded_by: Some(login.to_owned()), ..Default::default() };
    let file_name = |part: &str| ImportFilter { file_name: Some(part.to_owned()), ..Default::default() };
    let parts =
        ["USERS", "s-M", "STRASSE", "straße", "100%", "", "%", "_", "u_ers", "nowhere", "ＵＳＥＲＳ.csv"];
    let mut filters: Vec<_> = parts.into_iter().map(file_name).collect();
    filters.extend([
        ImportFilter::default(),
        status(&[ImportStatus::Succeeded, ImportStatus::Undone]),
        status(&[ImportStatus::InProgress]),
        ImportFilter { created: range(1, u32::MAX), ..Default::default() },
        ImportFilter { rows_with_errors: range(0, 1), ..Default::default() },
        uploaded_by("KIT.Uploader"),
        uploaded_by("kit"),
        ImportFilter { users: range(2, 2), created: range(0, 0), ..Default::default() },
    ]);
    filters
}

#[cfg(test)]
mod tests {
    use std::panic::catch_unwind;

    use serde_json::json;

    use super::*;

    fn records() -> Vec<ImportRecord> {
        let record = |id: i64, status, users: u32, uploaded_by, file_name| {
            let record = json!({
                "id": id, "status": status, "users": users, "created": users - 1, "rows_with_errors": 1,
                "not_attempted": 0, "uploaded_by": uploaded_by, "start": "2026-11-23T09:30:00Z", "end": null,
                "file_name": file_name, "sha256": null, "mode": "partial-success", "same_file_as": null,
                "undone": null,
            });
            serde_json::from_value(record).unwrap()
        };
        let more_errors = ImportRecord { rows_with_errors: 2, ..record(1, "failed", 3, "ann", "c.csv") };
        vec![record(3, "failed", 2, "ann", "a.csv"), record(2, "succeeded", 1, "bob", "b.csv"), more_errors]
    }

    /// The history of a store that ignores one filter.
    fn forgetful(ignored: &str, filter: &ImportFilter, page: HistoryPage) -> Vec<ImportRecord> {
        let mut filter = filter.clone();
        for field in filter.fields().filter(|field| field.name == ignored) {
            match field.value {
                FilterValue::Statuses(statuses) => statuses.clear(),
                FilterValue::Counts(range) => *range = CountRange::ALL,
                FilterValue::Text(text) => *text = None,
            }
        }
        let before = |record: &ImportRecord| page.before.is_none_or(|before| record.id < before);
        let found = records().into_iter().filter(|record| filter.matches(record) && before(record));
        found.take(page.limit).collect()
    }

    #[test]
    fn a_store_that_ignores_a_filter_fails() {
        compare(&records(), &|filter, page| forgetful("nothing", filter, page));
        for ignored in ImportFilter::default().fields().map(|field| field.name) {
            let compared =
                catch_unwind(|| compare(&records(), &|filter, page| forgetful(ignored, filter, page)));
            assert!(compared.is_err(), "a store may ignore {ignored}");
        }
    }
}
