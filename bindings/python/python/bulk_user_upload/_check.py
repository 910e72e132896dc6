"""The whole check in one call."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ._native import Report, Store, Template, prepare

if TYPE_CHECKING:
    from typing import BinaryIO

    from ._protocol import UserDirectory


def check(
    file: str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryIO,
    *,
    directory: UserDirectory | Store,
    uploader: str,
    template: Template | None = None,
    name: str | None = None,
) -> Report:
    """Check a file against a directory.

    Args:
        file: A path, the bytes of a file, or a binary file. No more of it is read than the template's limit and one byte.
        directory: An `InMemoryDirectory`, a `Store`, or any object with the methods of `UserDirectory`.
        uploader: The login of the user who uploads: their level and their teams are what the check goes by.
        template: What a file must look like; the product's template without it.
        name: The name that the file goes by, in place of its own; bytes have `upload.csv`.

    Returns:
        The report. Whatever is wrong with the file is in it.

    Raises:
        FileMissingError: There is no such file (it is a `FileNotFoundError`, too).
        UploaderError: The uploader is not an active user of the directory.
        AnswersError: The directory gives too few answers, too many, or of the wrong class.
        Exception: What a directory of your own raises comes out as it is.

    >>> from bulk_user_upload import InMemoryDirectory
    >>> directory = InMemoryDirectory({"users": [{"login": "alice"}]})
    >>> check(b"", directory=directory, uploader="alice").errors[0].code
    <Code.NO_ENTRIES: 'no-entries'>
    """
    checked = prepare(file, template=template, name=name)
    # Where the directory fails, tools that show the variables of a traceback would show a file's passwords.
    del file
    return checked.ask(directory, uploader)
