//! Problems of cells whose text was damaged on its way into the file.

use serde::Serialize;

use super::catalogue::{CellProblemKind, Level, ProblemKind};
use super::sentence::Sentence;

/// 204: UTF-8 that was read in another encoding, or characters that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TextGarbled {}

impl ProblemKind for TextGarbled {
    const NUMBER: u16 = 204;
    const CODE: &'static str = "text-garbled";
    const TITLE: &'static str = "Text: damaged by a wrong encoding";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str =
        "Letters of a cell were damaged when a program read them in a wrong encoding.";
    const HELP: &'static str = "Type the cell again, or save the original file as “CSV UTF-8”.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("{column} {value} was damaged when a program read it in a wrong encoding.")
    }
}

impl CellProblemKind for TextGarbled {
    fn hide_value(&mut self) {}
}
