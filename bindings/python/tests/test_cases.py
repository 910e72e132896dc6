"""Every case of `testdata/` gives the same in Python as in Rust. `testdata/README.md` says what a case is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import bulk_user_upload as buu
import pytest
from support import TESTDATA, Office, cells_of

KEYS = {
    *("spec", "file", "name", "directory", "uploader", "template", "encoding", "mapping"),
    *("expected", "fails", "cannot_run", "export", "passwords"),
}

#: What is raised if what a case states is wrong.
FAILURES = {"encoding": buu.EncodingError, "mapping": buu.MappingError}


@dataclass(frozen=True)
class Case:
    """A case: a folder, and what its `case.json` says."""

    folder: Path
    about: dict[str, Any]

    @property
    def path(self) -> Path:
        """The file that is uploaded."""
        return self.folder / self.about["file"]

    @property
    def directory(self) -> str:
        """The directory JSON."""
        return (TESTDATA / "directories" / self.about["directory"]).read_text(encoding="utf-8")

    @property
    def template(self) -> buu.Template:
        """The product's template, or the case's own."""
        if "template" not in self.about:
            return buu.Template()
        path = TESTDATA / "templates" / self.about["template"]
        read = buu.Template.from_toml if path.suffix == ".toml" else buu.Template.from_json
        return read(path.read_text(encoding="utf-8"))

    def check(self, file: Any, directory: Any) -> buu.Report:
        """The report on a file that has the case's bytes."""
        return buu.check(
            file,
            name=self.about.get("name", self.about["file"]),
            directory=directory,
            uploader=self.about["uploader"],
            template=self.template,
            encoding=self.about.get("encoding"),
            mapping=self.about.get("mapping"),
        )

    def expected(self) -> dict[str, Any]:
        """The expected report, without messages. Its size and hash are those of the file."""
        expected: dict[str, Any] = json.loads(json.dumps(self.about["expected"]))
        content = self.path.read_bytes()
        expected["file"] |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        return expected


def _read(path: Path) -> Case:
    about = json.loads(path.read_text(encoding="utf-8"))
    assert about["spec"], f"{path} covers no sentence"
    assert about.keys() <= KEYS, f"{path} has unknown keys: {about.keys() - KEYS}"
    return Case(path.parent, about)


CASES = {
    str(path.parent.relative_to(TESTDATA / "cases")): _read(path)
    for path in sorted((TESTDATA / "cases").rglob("case.json"))
}
REPORTS = {title: case for title, case in CASES.items() if "expected" in case.about}
EXPORTS = {title: case for title, case in CASES.items() if "export" in case.about}
REFUSED = {title: case for title, case in CASES.items() if "cannot_run" in case.about}
FAILED = {title: case for title, case in CASES.items() if "fails" in case.about}


def each(cases: dict[str, Case]) -> pytest.MarkDecorator:
    """A test for each of these cases, by its title."""
    return pytest.mark.parametrize("case", cases.values(), ids=list(cases))


def without_messages(report: buu.Report) -> dict[str, Any]:
    """The report's JSON without its messages. Each must be long enough for a sentence."""
    found: dict[str, Any] = json.loads(report.to_json())
    for element in [*found["errors"], *found["notices"]]:
        assert len(element.pop("message")) > 10
    return found


def by_path(case: Case) -> buu.Report:
    """The file is on disk."""
    return case.check(case.path, buu.InMemoryDirectory(case.directory))


def by_bytes(case: Case) -> buu.Report:
    """The file is in memory."""
    return case.check(case.path.read_bytes(), buu.InMemoryDirectory(case.directory))


def by_file(case: Case) -> buu.Report:
    """The file is open, and the directory is written in Python."""
    office = Office()
    office.directory = buu.InMemoryDirectory(case.directory)
    office.default_password_policy = office.directory.default_password_policy
    with case.path.open("rb") as file:
        return case.check(file, office)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Case], buu.Store]:
    """A store for each directory."""

    @cache
    def loaded(directory: str) -> buu.Store:
        store = buu.Store(tmp_path_factory.mktemp("store") / "users.db")
        store.load(directory)
        return store

    return lambda case: loaded(case.directory)


@pytest.mark.parametrize("way", [by_path, by_bytes, by_file])
@each(REPORTS)
def test_a_case_gives_its_report(case: Case, way: Callable[[Case], buu.Report]) -> None:
    assert without_messages(way(case)) == case.expected()


@each(REPORTS)
def test_a_case_gives_its_report_with_its_directory_in_a_store(
    case: Case, stores: Callable[[Case], buu.Store]
) -> None:
    assert without_messages(case.check(case.path, stores(case))) == case.expected()


@each(EXPORTS)
def test_a_case_gives_its_rows_with_errors(case: Case) -> None:
    def without_texts(file: bytes) -> list[list[str]]:
        header, *rows = cells_of(file, delimiter)
        index = header.index("Errors")
        assert all(row[index] for row in rows), "a row has no messages"
        return [header, *([*row[:index], "", *row[index + 1 :]] for row in rows)]

    report = by_bytes(case)
    delimiter = report.file.delimiter if report.file.delimiter in tuple(",;\t|") else ","
    found = report.errors_csv(passwords=case.about.get("passwords", "keep"))
    expected = (case.folder / case.about["export"]).read_bytes()
    header, *rows = cells_of(expected, delimiter)
    index = header.index("Errors")
    blank = [header, *([*row[:index], "", *row[index + 1 :]] for row in rows)]
    assert without_texts(found) == blank


@each(REFUSED)
def test_a_case_that_cannot_run_says_why(case: Case) -> None:
    with pytest.raises(buu.BulkUserUploadError) as refused:
        by_path(case)
    assert case.about["cannot_run"] in str(refused.value)


@pytest.mark.parametrize("way", [by_path, by_bytes, by_file])
@each(FAILED)
def test_a_case_that_states_what_is_wrong_fails(case: Case, way: Callable[[Case], buu.Report]) -> None:
    with pytest.raises(FAILURES[case.about["fails"]]):
        way(case)


def test_every_case_is_found() -> None:
    assert len(CASES) >= 1000
    assert len(REPORTS) + len(REFUSED) + len(FAILED) == len(CASES), "a case gives a report, is refused, or fails"
    assert EXPORTS
    assert REFUSED
    assert {case.about["fails"] for case in FAILED.values()} == FAILURES.keys()
