//! Problems of what a user is assigned: permission group, primary team, capacity plan.

use serde::Serialize;

use super::catalogue::{CellProblemKind, Level, ProblemKind};
use super::sentence::Sentence;

/// 501: not a permission group of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PermissionGroupDoesNotExist {}

impl ProblemKind for PermissionGroupDoesNotExist {
    const NUMBER: u16 = 501;
    const CODE: &'static str = "permission-group-does-not-exist";
    const TITLE: &'static str = "Permission group: does not exist";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str = "The specified permission group cannot be found in the system.";
    const HELP: &'static str = "Enter the name of a permission group that exists.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The permission group {value} does not exist.")
    }
}

impl CellProblemKind for PermissionGroupDoesNotExist {
    fn hide_value(&mut self) {}
}

/// 502: a permission group above the uploader's level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PermissionGroupInsufficientAccess {}

impl ProblemKind for PermissionGroupInsufficientAccess {
    const NUMBER: u16 = 502;
    const CODE: &'static str = "permission-group-insufficient-access";
    const TITLE: &'static str = "Permission group: insufficient access";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str =
        "The specified permission group is at a higher level than the uploader's own.";
    const HELP: &'static str = "Choose a group at or below your own level, or ask somebody of a higher level to \
                                upload this row.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The permission group {value} is at a higher level than your own.")
    }
}

impl CellProblemKind for PermissionGroupInsufficientAccess {
    fn hide_value(&mut self) {}
}

/// 701: not a team of the directory, or one that this uploader may not know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PrimaryTeamDoesNotExist {
    /// The cell has several teams, each of which the uploader may assign.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub several: bool,
}

impl ProblemKind for PrimaryTeamDoesNotExist {
    const NUMBER: u16 = 701;
    const CODE: &'static str = "primary-team-does-not-exist";
    const TITLE: &'static str = "Primary team: does not exist";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str = "The specified team cannot be found in the system.";
    const HELP: &'static str = "Enter the name of a team that exists.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(if self.several {
            "The team {value} does not exist: these are several teams, and a user has one primary team."
        } else {
            "The team {value} does not exist."
        })
    }

    fn help(&self) -> Sentence<'_> {
        Sentence::new(if self.several { "Enter one of them." } else { Self::HELP })
    }
}

impl CellProblemKind for PrimaryTeamDoesNotExist {
    fn hide_value(&mut self) {
        self.several = false;
    }
}

/// 702: a team that the uploader is not a member of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PrimaryTeamNotAMember {}

impl ProblemKind for PrimaryTeamNotAMember {
    const NUMBER: u16 = 702;
    const CODE: &'static str = "primary-team-not-a-member";
    const TITLE: &'static str = "Primary team: not a member";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str =
        "The uploader is not a member of the specified team, and must be to upload users to it.";
    const HELP: &'static str =
        "Choose one of your own teams, or ask a member of that team to upload this row.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("You are not a member of the team {value}.")
    }
}

impl CellProblemKind for PrimaryTeamNotAMember {
    fn hide_value(&mut self) {}
}

/// 801: not a capacity plan of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CapacityPlanDoesNotExist {
    /// The cell has several capacity plans, each of which exists.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub several: bool,
}

impl ProblemKind for CapacityPlanDoesNotExist {
    const NUMBER: u16 = 801;
    const CODE: &'static str = "capacity-plan-does-not-exist";
    const TITLE: &'static str = "Capacity plan: does not exist";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str = "The specified capacity plan cannot be found in the system.";
    const HELP: &'static str = "Enter the name of a capacity plan that exists, or leave the cell blank.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(if self.several {
            "The capacity plan {value} does not exist: these are several plans, and a user has one capacity plan."
        } else {
            "The capacity plan {value} does not exist."
        })
    }

    fn help(&self) -> Sentence<'_> {
        Sentence::new(if self.several { "Enter one of them, or leave the cell blank." } else { Self::HELP })
    }
}

impl CellProblemKind for CapacityPlanDoesNotExist {
    fn hide_value(&mut self) {
        self.several = false;
    }
}
