//! The `Code` and `NoticeCode` constants of the Python package, from the catalogue.

use std::fmt::Write;
use std::path::PathBuf;

use bulk_user_upload::Code;
use bulk_user_upload::problem::NoticeCode;

use crate::run::root;

const HEAD: &str = "\
\"\"\"The codes of errors and notices. Written by `cargo xtask docs` from the catalogue: change that, not this file.\"\"\"

from enum import StrEnum


class Code(StrEnum):
    \"\"\"The code of an error: stable for ever, and equal to its text.

    >>> Code(\"login-already-exists\") is Code.LOGIN_ALREADY_EXISTS
    True
    >>> Code.LOGIN_ALREADY_EXISTS.number, Code.LOGIN_ALREADY_EXISTS.title
    (402, 'Login: already exists')
    \"\"\"

    number: int
    title: str  # type: ignore[assignment]  # The product's own name for it, in place of the method.

    def __new__(cls, code: str, number: int = 0, title: str = \"\") -> \"Code\":
        \"\"\"A member; `Code(text)` finds it.\"\"\"
        member = str.__new__(cls, code)
        member._value_ = code
        member.number = number
        member.title = title
        return member

";

const NOTICES: &str = "

class NoticeCode(StrEnum):
    \"\"\"The code of a notice: stable for ever, and equal to its text.

    >>> NoticeCode(\"column-ignored\") is NoticeCode.COLUMN_IGNORED
    True
    \"\"\"

";

/// Where the constants are.
pub(crate) fn path() -> PathBuf {
    root().join("bindings/python/python/bulk_user_upload/_codes.py")
}

/// The file as the catalogue has it.
pub(crate) fn page() -> String {
    let mut page = String::from(HEAD);
    for code in Code::ALL {
        let name = code.as_str().replace('-', "_").to_uppercase();
        let _ = writeln!(page, "    {name} = (\"{code}\", {}, {:?})", code.number(), code.title());
    }
    page.push_str(NOTICES);
    for code in NoticeCode::ALL {
        let _ = writeln!(page, "    {} = \"{code}\"", code.as_str().replace('-', "_").to_uppercase());
    }
    page
}
