"""Uploads, directories and paths for the tests."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bulk_user_upload as buu

TESTDATA = Path(__file__).resolve().parents[3] / "testdata"
OFFICE = (TESTDATA / "directories" / "office.json").read_text(encoding="utf-8")

COLUMNS = (
    "First name",
    "Last name",
    "Login",
    "Password",
    "Permission group",
    "Web RTC",
    "Extension",
    "Primary team",
    "Capacity plan",
    "Active",
)

#: A row without errors, as Alice uploads it.
GOOD = ("Ann", "Lee", "ann.lee", "Passw0rdX", "Agent Role", "TRUE", "0101", "Sales", "Standard", "TRUE")


def row(login: str = "ann.lee", **cells: str) -> list[str]:
    """A row without errors, but with these cells instead. Their names are those of the columns, with `_`
    for a space."""
    named = {"Login": login} | {name.replace("_", " "): text for name, text in cells.items()}
    unknown = named.keys() - set(COLUMNS)
    assert not unknown, unknown
    return [named.get(column, text) for column, text in zip(COLUMNS, GOOD, strict=True)]


#: A row without errors; a login that exists; a group and a boolean that each get a suggestion; a
#: password that is too weak.
ROWS = [
    row("ann.lee"),
    row("bob"),
    row("cat.hill", Permission_group="Agent Rule", Web_RTC="yes"),
    row("dan.kay", Password="weak"),
]


def csv_of(rows: Sequence[Sequence[str]], *, columns: Sequence[str] = COLUMNS, delimiter: str = ",") -> bytes:
    """A header and rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([columns, *rows])
    return text.getvalue().encode()


def upload(*rows: Sequence[str]) -> bytes:
    """A file of these rows, or of `ROWS`."""
    return csv_of(rows or ROWS)


def good_rows(count: int) -> list[list[str]]:
    """A number of rows without errors."""
    return [row(f"user{number}") for number in range(count)]


def cells_of(file: bytes, delimiter: str = ",") -> list[list[str]]:
    """The cells of a file that the engine wrote. The byte-order mark and the line ends must be right."""
    text = file.decode("utf-8-sig")
    assert file.startswith(b"\xef\xbb\xbf"), "the file has no byte-order mark"
    assert text.endswith("\r\n"), "the file does not end with CRLF"
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def python(*arguments: str | os.PathLike[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """Runs Python in a process of its own. Its standard streams are UTF-8 unless `env` says otherwise."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"} | options.pop("env", {})
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", env=environment, **options
    )


class Office:
    """The office as a directory written in Python, which notes what it is asked."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.directory = buu.InMemoryDirectory(OFFICE)
        self.questions: list[tuple[str, list[str], str]] = []

    def _ask(self, method: str, names: Sequence[buu.Name], uploader: str) -> Any:
        self.questions.append((method, [name.value for name in names], uploader))
        return getattr(self.directory, method)(names, uploader)

    def existing_logins(self, logins: Sequence[buu.Name], uploader: str) -> Sequence[bool | buu.ExistingUser]:
        """Which of these logins exist."""
        return self._ask("existing_logins", logins, uploader)

    def permission_groups(self, groups: Sequence[buu.Name], uploader: str) -> Sequence[buu.PermissionGroup]:
        """What these groups are to the uploader."""
        return self._ask("permission_groups", groups, uploader)

    def primary_teams(self, teams: Sequence[buu.Name], uploader: str) -> Sequence[buu.PrimaryTeam]:
        """What these teams are to the uploader."""
        return self._ask("primary_teams", teams, uploader)

    def capacity_plans(self, plans: Sequence[buu.Name], uploader: str) -> Sequence[buu.CapacityPlan]:
        """Which of these plans exist."""
        return self._ask("capacity_plans", plans, uploader)
