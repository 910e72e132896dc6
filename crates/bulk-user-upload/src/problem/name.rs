//! Problems of first and last names.

use serde::Serialize;

use super::catalogue::{CellProblemKind, Level, ProblemKind};
use super::format::quoted;
use super::sentence::{Hole, Sentence};
use crate::characters::NameCharacters;

/// 301: characters that a name may not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct NameInvalidCharacters {
    /// Each offending character once, in order of appearance; none where the cell may hold the password.
    pub characters: Vec<char>,
    /// What the template allows, for the message.
    #[serde(skip)]
    pub allowed: NameCharacters,
}

impl ProblemKind for NameInvalidCharacters {
    const NUMBER: u16 = 301;
    const CODE: &'static str = "name-invalid-characters";
    const TITLE: &'static str = "First name or last name: invalid characters";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str = "The name contains characters that are not permitted.";
    const HELP: &'static str = "Remove or replace the characters.";

    fn what(&self) -> Sentence<'_> {
        if self.characters.is_empty() {
            return Sentence::new("{column} {value} contains characters that a name cannot have.");
        }
        let characters = self.characters.iter().map(|character| quoted(&character.to_string())).collect();
        Sentence::new("{column} {value} contains {characters}, which a name cannot have.")
            .fill("characters", Hole::List(characters))
    }

    fn help(&self) -> Sentence<'_> {
        let allowed = &self.allowed;
        let symbols: Vec<_> = allowed.symbols.chars().map(String::from).collect();
        Sentence::new("Remove or replace the characters; {letters}, digits{spaces}{symbols} are allowed.")
            .text("letters", if allowed.non_ascii_letters { "letters" } else { "letters without accents" })
            .text("spaces", if allowed.spaces { ", spaces" } else { "" })
            .text(
                "symbols",
                if symbols.is_empty() { String::new() } else { format!(" and {}", symbols.join(" ")) },
            )
    }
}

impl CellProblemKind for NameInvalidCharacters {
    fn hide_value(&mut self) {
        self.characters.clear();
    }
}
