//! The catalogue: every code, its number, the product's name for it, and where it applies (SPEC section 7).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The whole file: no user of it is created.
    File,
    /// A whole row.
    Row,
    /// One cell.
    Field,
}

impl Level {
    /// `file`, `row` or `field`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Row => "row",
            Self::Field => "field",
        }
    }
}

/// Makes the enum and its table from one list, so that a code cannot be in one and not in the other.
macro_rules! catalogue {
    ($($variant:ident = $number:literal, $code:literal, $title:literal, $level:ident, $what:literal;)*) => {
        /// The code of a problem. Codes and numbers are stable for ever.
        ///
        /// # Example
        ///
        /// ```
        /// use bulk_user_upload::{Code, Level};
        ///
        /// let code: Code = "login-already-exists".parse().unwrap();
        /// assert_eq!(code.number(), 402);
        /// assert_eq!(code.title(), "Login: already exists");
        /// assert_eq!(code.level(), Level::Field);
        /// assert_eq!(Code::ALL.len(), 21);
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        #[repr(u16)]
        pub enum Code {
            $(#[doc = concat!($number, ", `", $code, "`: ", $what)] $variant = $number,)*
        }

        impl Code {
            /// Every code, by number.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            fn entry(self) -> (&'static str, &'static str, Level, &'static str) {
                match self {
                    $(Self::$variant => ($code, $title, Level::$level, $what),)*
                }
            }
        }
    };
}

catalogue! {
    FileTypeInvalid = 101, "file-type-invalid", "File type: invalid type", File,
        "The file is not a supported format. Only text files of the accepted extensions (.csv and .txt) are.";
    FileSizeExceedsLimit = 102, "file-size-exceeds-limit", "File size: exceeds limit", File,
        "The file is larger than the template allows (100 KB).";
    NoEntries = 103, "no-entries", "No entries", File,
        "The file contains no data rows. At least one entry is required.";
    DataTypeMismatch = 201, "data-type-mismatch", "Data type mismatch", Field,
        "The data in a cell does not match the expected format.";
    FieldEmpty = 202, "field-empty", "Field cannot be empty", Field,
        "A required field has been left blank.";
    FieldLength = 203, "field-length", "Field too short or too long", Field,
        "A field value does not meet the length requirements.";
    NameInvalidCharacters = 301, "name-invalid-characters", "First name or last name: invalid characters", Field,
        "The name contains characters that are not permitted.";
    LoginDuplicateInFile = 401, "login-duplicate-in-file", "Login: duplicate in file", Field,
        "The file contains two or more rows with the same login.";
    LoginAlreadyExists = 402, "login-already-exists", "Login: already exists", Field,
        "The login already exists in the system.";
    PermissionGroupDoesNotExist = 501, "permission-group-does-not-exist", "Permission group: does not exist", Field,
        "The specified permission group cannot be found in the system.";
    PermissionGroupInsufficientAccess = 502, "permission-group-insufficient-access", "Permission group: insufficient access", Field,
        "The specified permission group is at a higher level than the uploader's own.";
    PasswordPolicyComplexityNotMet = 601, "password-policy-complexity-not-met", "Password policy: complexity not met", Field,
        "The password does not meet the requirements of the associated password policy.";
    PrimaryTeamDoesNotExist = 701, "primary-team-does-not-exist", "Primary team: does not exist", Field,
        "The specified team cannot be found in the system.";
    PrimaryTeamNotAMember = 702, "primary-team-not-a-member", "Primary team: not a member", Field,
        "The uploader is not a member of the specified team, and must be to upload users to it.";
    CapacityPlanDoesNotExist = 801, "capacity-plan-does-not-exist", "Capacity plan: does not exist", Field,
        "The specified capacity plan cannot be found in the system.";
    TemplateMissingColumn = 901, "template-missing-column", "Template: missing column", File,
        "The header lacks a required column.";
    TemplateUnknownColumn = 902, "template-unknown-column", "Template: unknown column", File,
        "The header has a column that is nearly, but not quite, one of the template's.";
    TemplateDuplicateColumn = 903, "template-duplicate-column", "Template: duplicate column", File,
        "The header has a column twice.";
    RowFieldCount = 911, "row-field-count", "Row: wrong number of fields", Row,
        "The row has more cells than the header.";
    RowQuoting = 912, "row-quoting", "Row: damaged quoting", Row,
        "The quotes of the row do not pair up, so its cells cannot be told apart.";
    CreationFailed = 921, "creation-failed", "Creation: refused by the directory", Row,
        "The directory refused to create the user of a row that had been found valid.";
}

impl Code {
    /// The code as the report has it: `login-already-exists`.
    pub fn as_str(self) -> &'static str {
        self.entry().0
    }

    /// The number: 402.
    pub fn number(self) -> u16 {
        self as u16
    }

    /// The product's own name for it: `Login: already exists`.
    pub fn title(self) -> &'static str {
        self.entry().1
    }

    /// What a problem of this code is about.
    pub fn level(self) -> Level {
        self.entry().2
    }

    /// What it means, in a sentence.
    pub fn description(self) -> &'static str {
        self.entry().3
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A word that is no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no code: the codes are in the error reference, and `login-already-exists` is one")]
pub struct UnknownCode(String);

impl std::str::FromStr for Code {
    type Err = UnknownCode;

    fn from_str(code: &str) -> Result<Self, UnknownCode> {
        Self::ALL
            .iter()
            .copied()
            .find(|known| known.as_str() == code)
            .ok_or_else(|| UnknownCode(code.to_owned()))
    }
}
