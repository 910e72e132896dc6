"""The codes of errors and notices. Written by `cargo xtask docs` from the catalogue: change that, not this file."""

from enum import StrEnum


class Code(StrEnum):
    """The code of an error: stable for ever, and equal to its text.

    >>> Code("login-already-exists") is Code.LOGIN_ALREADY_EXISTS
    True
    >>> Code.LOGIN_ALREADY_EXISTS.number, Code.LOGIN_ALREADY_EXISTS.title
    (402, 'Login: already exists')
    """

    number: int
    title: str  # type: ignore[assignment]  # The product's own name for it, in place of the method.

    def __new__(cls, code: str, number: int = 0, title: str = "") -> "Code":
        """A member; `Code(text)` finds it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.number = number
        member.title = title
        return member

    FILE_TYPE_INVALID = ("file-type-invalid", 101, "File type: invalid type")
    FILE_SIZE_EXCEEDS_LIMIT = ("file-size-exceeds-limit", 102, "File size: exceeds limit")
    NO_ENTRIES = ("no-entries", 103, "No entries")
    ENCODING_MIXED = ("encoding-mixed", 104, "Encoding: more than one")
    DATA_TYPE_MISMATCH = ("data-type-mismatch", 201, "Data type mismatch")
    FIELD_EMPTY = ("field-empty", 202, "Field cannot be empty")
    FIELD_LENGTH = ("field-length", 203, "Field too short or too long")
    TEXT_GARBLED = ("text-garbled", 204, "Text: damaged by a wrong encoding")
    NAME_INVALID_CHARACTERS = ("name-invalid-characters", 301, "First name or last name: invalid characters")
    LOGIN_DUPLICATE_IN_FILE = ("login-duplicate-in-file", 401, "Login: duplicate in file")
    LOGIN_ALREADY_EXISTS = ("login-already-exists", 402, "Login: already exists")
    PERMISSION_GROUP_DOES_NOT_EXIST = ("permission-group-does-not-exist", 501, "Permission group: does not exist")
    PERMISSION_GROUP_INSUFFICIENT_ACCESS = ("permission-group-insufficient-access", 502, "Permission group: insufficient access")
    PASSWORD_POLICY_COMPLEXITY_NOT_MET = ("password-policy-complexity-not-met", 601, "Password policy: complexity not met")
    PRIMARY_TEAM_DOES_NOT_EXIST = ("primary-team-does-not-exist", 701, "Primary team: does not exist")
    PRIMARY_TEAM_NOT_A_MEMBER = ("primary-team-not-a-member", 702, "Primary team: not a member")
    CAPACITY_PLAN_DOES_NOT_EXIST = ("capacity-plan-does-not-exist", 801, "Capacity plan: does not exist")
    TEMPLATE_MISSING_COLUMN = ("template-missing-column", 901, "Template: missing column")
    TEMPLATE_UNKNOWN_COLUMN = ("template-unknown-column", 902, "Template: unknown column")
    TEMPLATE_DUPLICATE_COLUMN = ("template-duplicate-column", 903, "Template: duplicate column")
    TEMPLATE_DELIMITER = ("template-delimiter", 904, "Template: cannot be split into columns")
    TEMPLATE_NO_HEADER = ("template-no-header", 905, "Template: no header")
    ROW_FIELD_COUNT = ("row-field-count", 911, "Row: wrong number of fields")
    ROW_QUOTING = ("row-quoting", 912, "Row: damaged quoting")
    ROW_NOT_A_USER = ("row-not-a-user", 913, "Row: not a user")
    CREATION_FAILED = ("creation-failed", 921, "Creation: refused by the directory")


class NoticeCode(StrEnum):
    """The code of a notice: stable for ever, and equal to its text.

    >>> NoticeCode("column-ignored") is NoticeCode.COLUMN_IGNORED
    True
    """

    ENCODING_ASSUMED = "encoding-assumed"
    ENCODING_MARKED = "encoding-marked"
    ROWS_ABOVE_HEADER = "rows-above-header"
    COLUMN_IGNORED = "column-ignored"
    HEADER_REPEATED = "header-repeated"
    VALUE_LOOKS_CONVERTED = "value-looks-converted"
    VALUE_LOOKS_LOST = "value-looks-lost"
    PASSWORD_OUTER_SPACE = "password-outer-space"
