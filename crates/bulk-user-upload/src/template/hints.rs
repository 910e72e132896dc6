//! The hints of the product's template.

use std::collections::HashSet;

/// The table: `language or product | column | hint, hint, …`.
const TABLE: &str = include_str!("hints.txt");

/// The hints of a column, in the order of the table, each once: languages share words.
pub(super) fn of(column: &str) -> Vec<String> {
    let of_column = lines().filter(|[_, of, _]| *of == column);
    let mut seen = HashSet::new();
    let hints = of_column.flat_map(|[_, _, hints]| hints.split(", ")).filter(|hint| seen.insert(*hint));
    hints.map(str::to_owned).collect()
}

/// The lines of the table: the language or product, the column, its hints.
fn lines() -> impl Iterator<Item = [&'static str; 3]> {
    TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut parts = line.split(" | ");
        std::array::from_fn(|_| parts.next().expect("a line of the table has three parts"))
    })
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::Template;
    use crate::fold::{header_key, hint_key};

    /// What hints compare by.
    fn key(name: &str) -> String {
        hint_key(&header_key(name)).to_string()
    }

    #[test]
    fn every_line_is_of_a_column_of_the_template() {
        let template = Template::default();
        for [_, name, hints] in lines() {
            assert!(template.columns().iter().any(|column| column.name() == name), "{name}");
            for hint in hints.split(", ") {
                assert!(hint.trim() == hint && !key(hint).is_empty(), "{hint:?} in {hints}");
            }
        }
    }

    #[test]
    fn every_language_has_hints_for_every_column() {
        const LANGUAGES: &str = "en de fr es it pt nl pl cs sv da no fi tr el ru uk \
                                 hu ro sk sl hr sr bg mk et lv lt is ga mt ca sq be";
        for language in LANGUAGES.split(' ') {
            for column in Template::default().columns() {
                let of_column = |[tag, name, _]: &[&str; 3]| *tag == language && *name == column.name();
                assert_eq!(lines().filter(of_column).count(), 1, "{language} {}", column.name());
            }
        }
    }

    #[test]
    fn no_hint_of_a_column_is_a_name_or_a_hint_of_another() {
        let template = Template::default();
        for column in template.columns() {
            assert!(!column.hints().is_empty());
            for other in template.columns().iter().filter(|other| other.name() != column.name()) {
                let taken: Vec<_> =
                    other.names().chain(other.hints().iter().map(String::as_str)).map(key).collect();
                let both = column.hints().iter().find(|hint| taken.contains(&key(hint)));
                assert_eq!(both, None, "{} and {}", column.name(), other.name());
            }
        }
    }

    #[test]
    fn no_hint_of_a_column_is_a_near_miss_of_another() {
        let template = Template::default();
        for column in template.columns() {
            for other in template.columns().iter().filter(|other| other.name() != column.name()) {
                let names =
                    crate::suggest::NearMisses::with_keys(other.names().map(|name| (name, header_key(name))));
                let near = column.hints().iter().find(|hint| names.near(&header_key(hint)).next().is_some());
                assert_eq!(near, None, "{} and {}", column.name(), other.name());
            }
        }
    }

    #[test]
    fn no_hint_is_the_name_of_its_own_column() {
        for column in Template::default().columns() {
            let own = column.hints().iter().find(|hint| key(hint) == key(column.name()));
            assert_eq!(own, None);
        }
    }
}
