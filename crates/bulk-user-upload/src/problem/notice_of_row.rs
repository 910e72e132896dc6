//! Notices of rows and cells.

use serde::Serialize;

use super::catalogue::NoticeKind;
use super::sentence::Sentence;

/// A row that repeats the header, as where two files were joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct HeaderRepeated {}

impl NoticeKind for HeaderRepeated {
    const CODE: &'static str = "header-repeated";
    const DESCRIPTION: &'static str =
        "A row repeats the header, as where two files were joined; it was skipped.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The row repeats the header and was skipped.")
    }
}

/// A login that a spreadsheet or a person seems to have changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ValueLooksConverted {
    /// What it looks like.
    pub kind: Converted,
}

/// What a changed login looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Converted {
    /// A date: a spreadsheet makes `20-Mar` of `mar-20`.
    Date,
    /// Digits after an apostrophe, by which a spreadsheet was told that they are text.
    Apostrophe,
    /// Text in single or typographic quotation marks, which quote nothing in a CSV file.
    Quoted,
}

impl NoticeKind for ValueLooksConverted {
    const CODE: &'static str = "value-looks-converted";
    const DESCRIPTION: &'static str = "A login looks like a date that a spreadsheet made, or has an apostrophe or quotes that do not belong to it.";

    fn what(&self) -> Sentence<'_> {
        match self.kind {
            Converted::Date => Sentence::new(
                "{column} {value} looks like a date that a spreadsheet made of something else. If it is not what was \
                 meant, format the column as Text and type it again.",
            )
            .of_group(
                "Several cells of {column} look like dates that a spreadsheet made of something else. If they are not \
                 what was meant, format the column as Text and type them again.",
            ),
            Converted::Apostrophe => Sentence::new(
                "{column} {value} begins with an apostrophe, as spreadsheets mark text. It counts as a part of the \
                 login.",
            )
            .of_group(
                "Several cells of {column} begin with an apostrophe, as spreadsheets mark text. It counts as a part of \
                 the login.",
            ),
            Converted::Quoted => Sentence::new(
                "{column} {value} stands in quotation marks that quote nothing in a CSV file. They count as a part of \
                 the login.",
            )
            .of_group(
                "Several cells of {column} stand in quotation marks that quote nothing in a CSV file. They count as a \
                 part of the login.",
            ),
        }
    }
}

/// A name whose letters were lost in an encoding that does not have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ValueLooksLost {}

impl NoticeKind for ValueLooksLost {
    const CODE: &'static str = "value-looks-lost";
    const DESCRIPTION: &'static str = "A name has question marks and no letter: its letters were probably lost in an encoding that lacks them.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(
            "{column} {value} has question marks and no letter: its letters were probably lost when the file was saved \
             in an encoding that lacks them. Type it again, and save the file as “CSV UTF-8”.",
        )
        .of_group(
            "Several cells of {column} have question marks and no letter: their letters were probably lost when the \
             file was saved in an encoding that lacks them. Type them again, and save the file as “CSV UTF-8”.",
        )
    }
}

/// A password with white space at an end, which most people would not type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PasswordOuterSpace {}

impl NoticeKind for PasswordOuterSpace {
    const CODE: &'static str = "password-outer-space";
    const DESCRIPTION: &'static str =
        "A password begins or ends with a space or an invisible character, which is a part of it.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(
            "The password begins or ends with a space or an invisible character, which is a part of it. If that is not \
             meant, remove it.",
        )
    }
}
