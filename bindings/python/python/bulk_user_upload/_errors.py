"""The package's exceptions. Each has the base `BulkUserUploadError`, and the built-in exception that fits."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._records import EncodingReading


class BulkUserUploadError(Exception):
    """Every exception that this package raises by itself. What is wrong in a file is in the report, and
    raises none."""


class InternalError(BulkUserUploadError, RuntimeError):
    """The engine has a bug and gave up. Standard error has a line that says where; please report it."""


class TemplateError(BulkUserUploadError, ValueError):
    """A template that cannot be read, or contradicts itself."""


class PolicyError(BulkUserUploadError, ValueError):
    """A password policy that cannot be read, contradicts itself, or is not a preset."""


class DirectoryError(BulkUserUploadError, ValueError):
    """A directory that cannot be read, or contradicts itself."""


class UploaderError(BulkUserUploadError, LookupError):
    """The uploader is not an active user of the directory."""


class AnswersError(BulkUserUploadError, ValueError):
    """A directory gave more or fewer answers than it was asked questions, or a check was resolved twice."""


class AnswersTypeError(AnswersError, TypeError):
    """A directory gave answers of the wrong class."""


class EncodingError(BulkUserUploadError, LookupError):
    """The encoding that was stated is unknown. The message lists those that there are."""


class EncodingNotStatedError(BulkUserUploadError, ValueError):
    """An import of a file that does not say how it is encoded, although cells of users depend on it. Nothing
    was stored. Show a person the `readings`, and import the file again with the `encoding` of the right one.
    Their samples are of the `cells`."""

    def __init__(self, message: str, cells: Sequence[str] = (), readings: Sequence[EncodingReading] = ()) -> None:
        super().__init__(message)
        self.cells = tuple(cells)
        self.readings = tuple(readings)


class MappingError(BulkUserUploadError, ValueError):
    """A mapping of headers to columns that does not fit the file or the template."""


class FileError(BulkUserUploadError, OSError):
    """A file cannot be read. The exception has `errno` and `filename`."""


class FileMissingError(FileError, FileNotFoundError):
    """A file does not exist."""


class FilePermissionError(FileError, PermissionError):
    """The process may not read a file."""


class FileIsDirectoryError(FileError, IsADirectoryError):
    """The path is that of a folder, not of a file."""


class StoreError(BulkUserUploadError, RuntimeError):
    """A database cannot do its work, or was closed."""


class StoreBusyError(StoreError, TimeoutError):
    """Another process kept the database locked: try again."""


class UnknownImportError(StoreError, LookupError):
    """The history has no import with this number."""


class ImportInProgressError(StoreError):
    """An import in progress cannot be undone."""


class MayNotImportError(StoreError, PermissionError):
    """The user's permission group lacks the right to import."""


#: `OSError` itself chooses among its subclasses by `errno`: these are ours for each of them.
_FILE_ERRORS: dict[type[OSError], type[FileError]] = {
    FileNotFoundError: FileMissingError,
    PermissionError: FilePermissionError,
    IsADirectoryError: FileIsDirectoryError,
}


def file_error(number: int, reason: str, filename: str) -> FileError:
    """The exception for an error of the system, by the number that the system has for it."""
    # On Windows that number is not an `errno`; `OSError` translates it.
    arguments = (0, reason, filename, number) if os.name == "nt" else (number, reason, filename)
    kind = _FILE_ERRORS.get(type(OSError(*arguments)), FileError)
    return kind(*arguments)
