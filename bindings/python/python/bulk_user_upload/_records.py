"""The values that a report and the history give. They are frozen, and can be compared and pickled."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Self

from ._codes import Code, NoticeCode
from ._native import PasswordPolicy, Problem


def _policy(rules: dict[str, Any]) -> PasswordPolicy:
    return PasswordPolicy(**rules)


def _time(text: str | None) -> Any:
    return None if text is None else datetime.fromisoformat(text)


def _problems(found: list[dict[str, Any]]) -> tuple[Problem, ...]:
    import json

    return tuple(Problem._of(json.dumps(problem)) for problem in found)


@dataclass(frozen=True, slots=True)
class _Record:
    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        return cls(**{field.name: found[field.name] for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class FileInfo(_Record):
    """What is known of a file itself. What the check did not get to is `None`. The size is in bytes."""

    name: str
    size: int | None
    sha256: str | None
    encoding: str | None
    delimiter: str | None


@dataclass(frozen=True, slots=True)
class EncodingReading(_Record):
    """What a file says in one of the encodings that it may have."""

    encoding: str
    samples: tuple[str, ...]

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        return cls(found["encoding"], tuple(found["samples"]))


@dataclass(frozen=True, slots=True)
class EncodingAssumed(_Record):
    """The encoding that was assumed of a file, and what the file may say, the most plausible reading first. The
    samples of each reading are what it has in these cells."""

    encoding: str
    cells: tuple[str, ...]
    readings: tuple[EncodingReading, ...]

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        return cls(found["encoding"], tuple(found["cells"]), tuple(map(EncodingReading._of, found["readings"])))


@dataclass(frozen=True, slots=True)
class Notice(_Record):
    """What was decided about a file, or seen in it, and is no error. Of the file itself, everything from `row`
    to `suggestion` is `None`. `value` is `None` for a password. `params` are the details, as in the report's JSON; the
    keys depend on the code."""

    code: NoticeCode
    row: int | None
    line: int | None
    column: str | None
    cell: str | None
    value: str | None
    suggestion: str | None
    params: dict[str, Any]
    message: str

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        made: dict[str, Any] = {"code": NoticeCode(found["code"])}
        return cls(**(found | made))

    def __hash__(self) -> int:
        return hash((self.code, self.row, self.cell, self.message))

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Undone(_Record):
    """When and by whom an import was undone, and how many users were deactivated."""

    by: str
    at: datetime
    users: int

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        return cls(found["by"], _time(found["at"]), found["users"])


@dataclass(frozen=True, slots=True)
class ImportRecord(_Record):
    """A line of the import history. Always: created + rows_with_errors + not_attempted = users.

    `status` is `in-progress`, `succeeded`, `failed`, `interrupted` or `undone`; `mode` is
    `partial-success` or `all-or-nothing`. Times are in UTC.
    """

    id: int
    status: str
    users: int
    created: int
    rows_with_errors: int
    not_attempted: int
    uploaded_by: str
    start: datetime
    end: datetime | None
    file_name: str
    sha256: str | None
    mode: str
    same_file_as: int | None
    undone: Undone | None

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        undone = found["undone"]
        made: dict[str, Any] = {
            "start": _time(found["start"]),
            "end": _time(found["end"]),
            "undone": None if undone is None else Undone._of(undone),
        }
        return cls(**{field.name: (found | made)[field.name] for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class StoredFile(_Record):
    """What the history stores about a file. `max_bytes` is the limit of its template. `text_columns` says which
    of the columns hold texts, by their indices from 0: a spreadsheet might change these."""

    name: str
    size: int | None
    sha256: str | None
    encoding: str | None
    delimiter: str | None
    columns: tuple[str, ...]
    text_columns: tuple[int, ...]
    max_bytes: int

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        made: dict[str, Any] = {
            "columns": tuple(found["columns"]),
            "text_columns": tuple(found["text_columns"]),
        }
        return cls(**(found | made))


@dataclass(frozen=True, slots=True)
class ErrorCount(_Record):
    """How often an error occurs in an import."""

    code: Code
    number: int
    title: str
    count: int

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        made: dict[str, Any] = {"code": Code(found["code"])}
        return cls(**(found | made))


@dataclass(frozen=True, slots=True)
class ImportDetails(_Record):
    """The details of an import, without its rows."""

    record: ImportRecord
    file: StoredFile
    file_errors: tuple[Problem, ...]
    notices: tuple[Notice, ...]
    error_counts: tuple[ErrorCount, ...]

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        return cls(
            ImportRecord._of(found),
            StoredFile._of(found["file"]),
            _problems(found["file_errors"]),
            tuple(Notice._of(notice) for notice in found["notices"]),
            tuple(ErrorCount._of(count) for count in found["error_counts"]),
        )


@dataclass(frozen=True, slots=True)
class ImportedRow(_Record):
    """An entry of an upload as the history stores it: its cells as typed, and never its password.

    `outcome` is `pending`, `created`, `undone`, `with-errors` or `not-attempted`. Of a row with errors,
    `cells` has a cell for each column of the file, and `extra` the cells beyond them; of other rows both
    are empty. `left_out` says which cells are blank to hide the password: `nothing`, the `password`, or
    all `cells` that may hold it.
    """

    row: int
    outcome: str
    login: str | None
    cells: tuple[str, ...]
    extra: tuple[str, ...]
    left_out: str
    errors: tuple[Problem, ...]

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        made: dict[str, Any] = {
            "cells": tuple(found["cells"]),
            "extra": tuple(found.get("extra", ())),
            "errors": _problems(found["errors"]),
        }
        return cls(**(found | made))


@dataclass(frozen=True, slots=True)
class UndoneUser(_Record):
    """A user whom an undo deactivates."""

    row: int
    login: str


@dataclass(frozen=True, slots=True)
class SkippedUser(_Record):
    """A user whom an undo skips. The reason is `changed`, `inactive` or `above-your-level`."""

    row: int
    login: str
    reason: str


@dataclass(frozen=True, slots=True)
class Undo(_Record):
    """What an undo of an import did, or, as a preview, would do."""

    id: int
    deactivated: tuple[UndoneUser, ...]
    skipped: tuple[SkippedUser, ...]

    @classmethod
    def _of(cls, found: dict[str, Any]) -> Self:
        return cls(
            found["id"],
            tuple(UndoneUser._of(user) for user in found["deactivated"]),
            tuple(SkippedUser._of(user) for user in found["skipped"]),
        )
