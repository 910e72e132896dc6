"""The whole check in one call."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
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
    encoding: str | None = None,
    mapping: Mapping[str, str] | Iterable[tuple[str, str]] | None = None,
) -> Report:
    """Check a file against a directory.

    Args:
        file: A path, the bytes of a file, or a binary file. A file is read to one byte beyond the template's limit at most.
        directory: An `InMemoryDirectory`, a `Store`, or any object with the methods of `UserDirectory`.
        uploader: The login of the user who uploads. Their level and their teams decide what they may assign.
        template: What a file must look like; by default the product's template.
        name: The name of the file, instead of its own; by default `upload.csv` for bytes.
        encoding: The encoding of a file without a byte-order mark: a label such as `windows-1250`. By default, a
            file that is not UTF-8 is assumed to be Windows-1252, and `Report.encoding_in_question` says what else
            it may be.
        mapping: Which header of the file is which column of the template, where their names differ.

    Returns:
        The report. It holds everything that is wrong with the file.

    Raises:
        FileMissingError: The file does not exist. It is a `FileNotFoundError`, too.
        EncodingError: The encoding is unknown; `encodings()` lists those that there are.
        MappingError: The mapping does not fit the file or the template.
        UploaderError: The uploader is not an active user of the directory.
        AnswersError: The directory gives too few answers, too many, or answers of the wrong class.
        Exception: An exception that your own directory raises reaches you unchanged.

    >>> from bulk_user_upload import InMemoryDirectory
    >>> directory = InMemoryDirectory({"users": [{"login": "alice"}]})
    >>> check(b"", directory=directory, uploader="alice").errors[0].code
    <Code.NO_ENTRIES: 'no-entries'>
    """
    checked = prepare(file, template=template, name=name, encoding=encoding, mapping=mapping)
    # If the directory fails, a tool that shows the variables of a traceback would otherwise show the
    # file's passwords.
    del file
    return checked.ask(directory, uploader)
