"""Checks and imports a CSV file of new users. A check finds everything that is wrong at once, says
exactly where, and how to mend it.

>>> import bulk_user_upload as buu
>>> directory = buu.InMemoryDirectory({
...     "users": [{"login": "alice", "permission_group": "Sys Admin", "teams": ["Sales"]}],
...     "permission_groups": [{"name": "Sys Admin", "level": 100}, {"name": "Agent Role", "level": 10}],
...     "teams": [{"name": "Sales"}],
... })
>>> csv = b'''First name,Last name,Login,Password,Permission group,Web RTC,Primary team,Active
... Ann,Lee,ann.lee,Passw0rd,Agent Role,TRUE,Sales,TRUE
... Bob,Hill,bob,Passw0rd,Agent Rule,yes,Sales,TRUE
... '''
>>> report = buu.check(csv, name="users.csv", directory=directory, uploader="alice")
>>> report.users, report.valid
(2, 1)
>>> for error in report.errors:
...     print(error.cell, error.code, error.suggestion)
E3 permission-group-does-not-exist Agent Role
F3 data-type-mismatch TRUE
"""

from ._check import check
from ._codes import Code, NoticeCode
from ._errors import (
    AnswersError,
    AnswersTypeError,
    BulkUserUploadError,
    DirectoryError,
    EncodingError,
    EncodingNotStatedError,
    FileError,
    FileIsDirectoryError,
    FileMissingError,
    FilePermissionError,
    ImportInProgressError,
    InternalError,
    MappingError,
    MayNotImportError,
    PolicyError,
    StoreBusyError,
    StoreError,
    TemplateError,
    UnknownImportError,
    UploaderError,
)
from ._native import (
    Answers,
    CapacityPlan,
    Checked,
    Errors,
    ExistingUser,
    InMemoryDirectory,
    Name,
    NewUser,
    PasswordPolicy,
    PermissionGroup,
    PrimaryTeam,
    Problem,
    Questions,
    Report,
    Secret,
    Store,
    Template,
    __version__,
    encodings,
    fold,
    prepare,
)
from ._protocol import UserDirectory
from ._records import (
    EncodingAssumed,
    EncodingReading,
    ErrorCount,
    FileInfo,
    ImportDetails,
    ImportedRow,
    ImportRecord,
    Notice,
    SkippedUser,
    StoredFile,
    Undo,
    Undone,
    UndoneUser,
)

__all__ = [
    "Answers",
    "AnswersError",
    "AnswersTypeError",
    "BulkUserUploadError",
    "CapacityPlan",
    "Checked",
    "Code",
    "DirectoryError",
    "EncodingAssumed",
    "EncodingError",
    "EncodingNotStatedError",
    "EncodingReading",
    "ErrorCount",
    "Errors",
    "ExistingUser",
    "FileError",
    "FileInfo",
    "FileIsDirectoryError",
    "FileMissingError",
    "FilePermissionError",
    "ImportDetails",
    "ImportInProgressError",
    "ImportRecord",
    "ImportedRow",
    "InMemoryDirectory",
    "InternalError",
    "MappingError",
    "MayNotImportError",
    "Name",
    "NewUser",
    "Notice",
    "NoticeCode",
    "PasswordPolicy",
    "PermissionGroup",
    "PolicyError",
    "PrimaryTeam",
    "Problem",
    "Questions",
    "Report",
    "Secret",
    "SkippedUser",
    "Store",
    "StoreBusyError",
    "StoreError",
    "StoredFile",
    "Template",
    "TemplateError",
    "Undo",
    "Undone",
    "UndoneUser",
    "UnknownImportError",
    "UploaderError",
    "UserDirectory",
    "__version__",
    "check",
    "encodings",
    "fold",
    "prepare",
]

# A class of the engine cannot derive from `Sequence`, but `Errors` has all of its methods.
__import__("collections.abc").abc.Sequence.register(Errors)
