//! Opens and saves a rows-with-errors file by LibreOffice, as an administrator does, and looks whether every
//! value comes back.
//!
//! What LibreOffice takes for a number or a date depends on the locale, and on the box "Detect special
//! numbers" of its import dialogue. The box is off by default. With it, LibreOffice takes more.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bulk_user_upload::report::{ExportOptions, TextCells};
use bulk_user_upload::{InMemoryDirectory, Passwords, Report, Template, Upload, validate};

use crate::run::{self, Outcome, root};
use crate::tools;

/// The values, one a line: each stands in every column of text.
const VALUES: &str = include_str!("values.txt");

const TEMPLATE: &str = r#"
    columns = [
        { name = "Login", kind = "login" },
        { name = "Extension", kind = "digits" },
        { name = "Permission group", kind = "permission-group" },
        { name = "Primary team", kind = "primary-team" },
        { name = "Capacity plan", kind = "capacity-plan" },
        { name = "Note", kind = "text" },
        { name = "Active", kind = "boolean", required = true },
    ]
"#;

const DIRECTORY: &str = r#"{"users": [{"login": "alice", "permission_group": "Admin"}], "permission_groups": [{"name": "Admin"}]}"#;

/// The locales, and the character codes of the delimiters of their files.
const LOCALES: [(&str, char); 4] = [("en-US", ','), ("de-DE", ','), ("de-DE", ';'), ("fr-FR", ';')];

pub(crate) fn spreadsheet() -> Result<u32, String> {
    if !has_libreoffice() {
        eprintln!("Skipped: the round trip through a spreadsheet (LibreOffice cannot be installed).");
        return Ok(0);
    }
    let folder = root().join("target/spreadsheet");
    tools::empty_folder(&folder)?;
    let mut trips = 0;
    for (locale, delimiter) in LOCALES {
        for detects_special_numbers in [false, true] {
            let name = format!("{locale}-{}-{detects_special_numbers}", u32::from(delimiter));
            let trip = Trip { folder: folder.join(name), locale, delimiter, detects_special_numbers };
            trip.make()?;
            trips += 1;
        }
    }
    Ok(trips)
}

/// A way through LibreOffice and back.
struct Trip {
    folder: PathBuf,
    locale: &'static str,
    delimiter: char,
    detects_special_numbers: bool,
}

impl Trip {
    fn make(&self) -> Outcome {
        let failed = |error: std::io::Error| format!("{}: {error}", self.folder.display());
        fs::create_dir_all(self.folder.join("saved")).map_err(failed)?;
        let first = checked(upload(self.delimiter))?;
        fs::write(self.folder.join("rows.csv"), exported(&first, TextCells::Protected)?).map_err(failed)?;
        self.open_and_save()?;
        let saved = fs::read(self.folder.join("saved/rows.csv")).map_err(failed)?;
        let again = checked(saved)?;
        self.compare(&exported(&first, TextCells::Plain)?, &exported(&again, TextCells::Plain)?)
    }

    fn open_and_save(&self) -> Outcome {
        let profile = self.folder.join("profile");
        write_profile(&profile, self.locale)?;
        // Delimiter, quote, UTF-8, first line, columns, language, quoted cells as text, special numbers, and,
        // in saving, cells as they are shown.
        let options = format!(
            "{},34,76,1,,0,false,{},true,false",
            u32::from(self.delimiter),
            self.detects_special_numbers
        );
        let mut soffice = Command::new("soffice");
        soffice.arg(format!("-env:UserInstallation=file://{}", profile.display()));
        soffice.arg("--headless").arg(format!("--infilter=CSV:{options}"));
        soffice.arg("--convert-to").arg(format!("csv:Text - txt - csv (StarCalc):{options}"));
        soffice.arg("--outdir").arg(self.folder.join("saved")).arg(self.folder.join("rows.csv"));
        run::output_of(&mut soffice).map(drop)
    }

    /// Compares the values of two files, line by line. The messages follow from the values.
    fn compare(&self, before: &str, after: &str) -> Outcome {
        let changed: Vec<_> = before
            .lines()
            .zip(after.lines())
            .filter(|(before, after)| before != after)
            .map(|(before, after)| format!("  {before}\n  {after}"))
            .collect();
        if changed.is_empty() && before.lines().count() == after.lines().count() {
            return Ok(());
        }
        Err(format!("{} changed values:\n{}", self.folder.display(), changed.join("\n")))
    }
}

/// A file in which every row has an error.
fn upload(delimiter: char) -> Vec<u8> {
    let row = |cells: [&str; 7]| {
        let quoted = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
        quoted.join(&delimiter.to_string()) + "\r\n"
    };
    let names = ["Login", "Extension", "Permission group", "Primary team", "Capacity plan", "Note", "Active"];
    let rows = VALUES.lines().map(|value| row([value, value, value, value, value, value, "perhaps"]));
    std::iter::once(row(names)).chain(rows).collect::<String>().into_bytes()
}

fn checked(file: Vec<u8>) -> Result<Report, String> {
    let template = Template::from_toml(TEMPLATE)
        .and_then(|template| template.to_builder().max_bytes(10_000_000).build());
    let template = template.map_err(|error| error.to_string())?;
    let directory = InMemoryDirectory::from_json(DIRECTORY).map_err(|error| error.to_string())?;
    let alice = directory.as_uploader("alice").map_err(|error| error.to_string())?;
    let report =
        validate(&template, Upload::new("rows.csv", file), &alice).map_err(|error| error.to_string())?;
    let count = VALUES.lines().count();
    if report.rows_with_errors() as usize == count {
        return Ok(report);
    }
    Err(format!("{} of {count} rows have errors: {}", report.rows_with_errors(), report.to_json()))
}

fn exported(report: &Report, text_cells: TextCells) -> Result<String, String> {
    let mut file = Vec::new();
    let options = ExportOptions { text_cells, ..Passwords::Keep.into() };
    report.write_rows_with_errors(&mut file, options).map_err(|error| error.to_string())?;
    String::from_utf8(file).map_err(|error| error.to_string())
}

/// A profile of its own for each locale, so that the user's is left alone.
fn write_profile(folder: &Path, locale: &str) -> Outcome {
    let user = folder.join("user");
    let failed = |error: std::io::Error| format!("{}: {error}", user.display());
    fs::create_dir_all(&user).map_err(failed)?;
    let settings = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{locale}</value></prop></item>
</oor:items>"#
    );
    fs::write(user.join("registrymodifications.xcu"), settings).map_err(failed)
}

/// Whether LibreOffice is there, or could be installed.
fn has_libreoffice() -> bool {
    let install = |program: &str, before: &[&str]| {
        let mut command = Command::new(program);
        command.args(before).args(["install", "--yes", "--no-install-recommends", "libreoffice-calc"]);
        tools::succeeds(command.env("DEBIAN_FRONTEND", "noninteractive"))
    };
    tools::has("soffice")
        || (install("apt-get", &[]) || install("sudo", &["--non-interactive", "apt-get"]))
            && tools::has("soffice")
}
