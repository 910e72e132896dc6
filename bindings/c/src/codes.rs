//! The codes of errors. Written by `cargo xtask docs` from the catalogue: change that, not this file.

/// File type: invalid type: The file is not a supported format. Only text files of the accepted extensions (.csv and .txt) are.
pub const BUU_CODE_FILE_TYPE_INVALID: u32 = 101;
/// File size: exceeds limit: The file is larger than the template allows (100 KB).
pub const BUU_CODE_FILE_SIZE_EXCEEDS_LIMIT: u32 = 102;
/// No entries: The file contains no data rows. At least one entry is required.
pub const BUU_CODE_NO_ENTRIES: u32 = 103;
/// Encoding: more than one: Some lines of the file are written in UTF-8 and others in another encoding, as where two files were joined.
pub const BUU_CODE_ENCODING_MIXED: u32 = 104;
/// Data type mismatch: The data in a cell does not match the expected format.
pub const BUU_CODE_DATA_TYPE_MISMATCH: u32 = 201;
/// Field cannot be empty: A required field has been left blank.
pub const BUU_CODE_FIELD_EMPTY: u32 = 202;
/// Field too short or too long: A field value does not meet the length requirements.
pub const BUU_CODE_FIELD_LENGTH: u32 = 203;
/// Text: damaged by a wrong encoding: Letters of a cell were damaged when a program read them in a wrong encoding.
pub const BUU_CODE_TEXT_GARBLED: u32 = 204;
/// First name or last name: invalid characters: The name contains characters that are not permitted.
pub const BUU_CODE_NAME_INVALID_CHARACTERS: u32 = 301;
/// Login: duplicate in file: The file contains two or more rows with the same login.
pub const BUU_CODE_LOGIN_DUPLICATE_IN_FILE: u32 = 401;
/// Login: already exists: The login already exists in the system.
pub const BUU_CODE_LOGIN_ALREADY_EXISTS: u32 = 402;
/// Permission group: does not exist: The specified permission group cannot be found in the system.
pub const BUU_CODE_PERMISSION_GROUP_DOES_NOT_EXIST: u32 = 501;
/// Permission group: insufficient access: The specified permission group is at a higher level than the uploader's own.
pub const BUU_CODE_PERMISSION_GROUP_INSUFFICIENT_ACCESS: u32 = 502;
/// Password policy: complexity not met: The password does not meet the requirements of the associated password policy.
pub const BUU_CODE_PASSWORD_POLICY_COMPLEXITY_NOT_MET: u32 = 601;
/// Primary team: does not exist: The specified team cannot be found in the system.
pub const BUU_CODE_PRIMARY_TEAM_DOES_NOT_EXIST: u32 = 701;
/// Primary team: not a member: The uploader is not a member of the specified team, and must be to upload users to it.
pub const BUU_CODE_PRIMARY_TEAM_NOT_A_MEMBER: u32 = 702;
/// Capacity plan: does not exist: The specified capacity plan cannot be found in the system.
pub const BUU_CODE_CAPACITY_PLAN_DOES_NOT_EXIST: u32 = 801;
/// Template: missing column: The header lacks a required column.
pub const BUU_CODE_TEMPLATE_MISSING_COLUMN: u32 = 901;
/// Template: unknown column: The header has a column that is probably one of the template's under another name.
pub const BUU_CODE_TEMPLATE_UNKNOWN_COLUMN: u32 = 902;
/// Template: duplicate column: The header has a column twice.
pub const BUU_CODE_TEMPLATE_DUPLICATE_COLUMN: u32 = 903;
/// Template: cannot be split into columns: The header cannot be split into columns: it stands in quotes as a whole, or another delimiter stands between its names.
pub const BUU_CODE_TEMPLATE_DELIMITER: u32 = 904;
/// Template: no header: The file has no header: its first row names no column of the template.
pub const BUU_CODE_TEMPLATE_NO_HEADER: u32 = 905;
/// Row: wrong number of fields: The row has more cells than the header, or lacks the cell of a required column.
pub const BUU_CODE_ROW_FIELD_COUNT: u32 = 911;
/// Row: damaged quoting: The quotes of the row do not pair up, so its cells cannot be told apart.
pub const BUU_CODE_ROW_QUOTING: u32 = 912;
/// Row: not a user: The row has text in one cell only: it is a note or a total, not a user.
pub const BUU_CODE_ROW_NOT_A_USER: u32 = 913;
/// Creation: refused by the directory: The directory refused to create the user of a row that had been found valid.
pub const BUU_CODE_CREATION_FAILED: u32 = 921;
