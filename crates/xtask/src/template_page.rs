//! The tables of `docs/templates.md`: the column kinds and the rules of password policies, as the engine
//! declares them.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use bulk_user_upload::policy::Rule;
use bulk_user_upload::template::ColumnKind;

use crate::run::root;

/// Where the page is.
pub(crate) fn path() -> PathBuf {
    root().join("docs/templates.md")
}

/// The page with its tables as the code has them; the rest of it is written by hand.
pub(crate) fn page() -> String {
    let page = fs::read_to_string(path()).unwrap_or_default();
    let page = with_table(&page, "kinds", &kinds());
    with_table(&page, "rules", &rules())
}

/// The page with what stands between the two marks of a table replaced.
fn with_table(page: &str, name: &str, table: &str) -> String {
    let begin = format!("<!-- {name}: written by `cargo xtask docs` -->\n");
    let end = format!("<!-- /{name} -->");
    let parts = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    // A page without the marks gets the table at its end, where the comparison shows it.
    let (before, after) = parts.unwrap_or((page, "\n"));
    format!("{before}{begin}{table}{end}{after}")
}

fn kinds() -> String {
    let mut table = String::from(
        "| kind | what a cell may hold | length by default | keys of its own | in a template |\n|---|---|---|---|---|\n",
    );
    for kind in ColumnKind::ALL {
        let lengths = kind.lengths.map(|(min, max)| format!("{min} to {max}")).unwrap_or_default();
        let options: Vec<_> = kind.options.iter().map(|option| format!("`{option}`")).collect();
        let often = if kind.is_only_one { "at most once" } else { "" };
        let _ = writeln!(
            table,
            "| `{}` | {} | {lengths} | {} | {often} |",
            kind.name,
            kind.holds,
            options.join(", ")
        );
    }
    table
}

fn rules() -> String {
    let mut table = String::from("| rule | the password must have |\n|---|---|\n");
    for rule in Rule::ALL {
        let name = serde_json::to_value(rule).expect("a rule is a word");
        let _ = writeln!(table, "| `{}` | {} |", name.as_str().unwrap_or_default(), rule.asks());
    }
    table
}
