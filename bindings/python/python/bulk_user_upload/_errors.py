"""The package's exceptions: one base, and the right builtin beside it."""

from __future__ import annotations

import os


class BulkUserUploadError(Exception):
    """Anything that this package raises by itself. What is wrong with a file is no exception: it is in the report."""


class InternalError(BulkUserUploadError, RuntimeError):
    """The engine has a bug and gave up. Standard error has a line that says where; please report it."""


class TemplateError(BulkUserUploadError, ValueError):
    """A template that cannot be read, or contradicts itself."""


class PolicyError(BulkUserUploadError, ValueError):
    """A password policy that cannot be read, contradicts itself, or is no preset."""


class DirectoryError(BulkUserUploadError, ValueError):
    """A directory that cannot be read, or contradicts itself."""


class UploaderError(BulkUserUploadError, LookupError):
    """The uploader is not a user of the directory, or not an active one."""


class AnswersError(BulkUserUploadError, ValueError):
    """A directory that gives more or fewer answers than it was asked questions."""


class AnswersTypeError(AnswersError, TypeError):
    """A directory that gives answers of the wrong class."""


class FileError(BulkUserUploadError, OSError):
    """A file that cannot be read, with `errno` and `filename`."""


class FileMissingError(FileError, FileNotFoundError):
    """A file that is not there."""


class FilePermissionError(FileError, PermissionError):
    """A file that may not be read."""


class FileIsDirectoryError(FileError, IsADirectoryError):
    """A folder where a file should be."""


class StoreError(BulkUserUploadError, RuntimeError):
    """A database that cannot do its work."""


class StoreBusyError(StoreError, TimeoutError):
    """Another process kept the database locked: try again."""


class UnknownImportError(StoreError, LookupError):
    """There is no such import in the history."""


class ImportInProgressError(StoreError):
    """An import in progress cannot be undone."""


class MayNotImportError(StoreError, PermissionError):
    """The user's permission group lacks the right to import."""


#: As `OSError` itself would choose them.
_FILE_ERRORS: dict[type[OSError], type[FileError]] = {
    FileNotFoundError: FileMissingError,
    PermissionError: FilePermissionError,
    IsADirectoryError: FileIsDirectoryError,
}


def file_error(number: int, reason: str, filename: str) -> FileError:
    """The exception for an error of the system, by the system's own number of it."""
    # Windows has other numbers than `errno`, and `OSError` knows which is which.
    arguments = (0, reason, filename, number) if os.name == "nt" else (number, reason, filename)
    kind = _FILE_ERRORS.get(type(OSError(*arguments)), FileError)
    return kind(*arguments)
