"""Properties that hold for any file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from typing import Any

import bulk_user_upload as buu
import pytest
from support import COLUMNS, GOOD, OFFICE, cells_of, csv_of, good_rows, upload

pytest.importorskip("hypothesis", reason="hypothesis is not installed")

from hypothesis import example, given, settings
from hypothesis import strategies as st

DIRECTORY = buu.InMemoryDirectory(OFFICE)
HEADER = ",".join(COLUMNS).encode()

#: Pieces of files, to be put together in any order. They lead to more errors than random bytes would.
PIECES = [
    *(b",", b";", b"\t", b"|", b'"', b'""', b"\r\n", b"\n", b"\r", b" ", b"'", b"=1+1", b"TRUE", b"WAHR", b"\xa3"),
    *(b"bob", b"Agent Role", b"Sales", b"Passw0rdX", b"sep=;\r\n", b"#TYPE x\r\n", b"Errors", b"\xef\xbb\xbf", b"\x00"),
    *(HEADER, b"\r\n" + ",".join(GOOD).encode(), b"\r\n" + HEADER, "\N{ZERO WIDTH SPACE}\u0130ß’\U0001f600".encode()),
]
ANY_FILE = st.binary(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join)

#: Text for a cell, often one that is an error in some column.
TEXT = st.sampled_from(["", " ", "bob", "BOB", "a", "TRUE", "yes", "0101", "101.0", "=1+1", "'=1", "-", "Guest", "Salles"])
CELL = TEXT | st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"]), max_size=8)
ROW = st.builds(
    lambda changes, extra: [changes.get(index, good) for index, good in enumerate(GOOD)] + extra,
    st.dictionaries(st.integers(0, len(GOOD) - 1), CELL, max_size=4),
    st.just([]) | st.lists(CELL, max_size=2),
)
ROWS = st.lists(ROW, max_size=6)


def check(file: Any, **options: Any) -> buu.Report:
    """The report on a file, by Alice."""
    return buu.check(file, directory=DIRECTORY, uploader="alice", **options)


@given(ANY_FILE)
@example(b"")
@example(HEADER)
@settings(max_examples=500)
def test_any_bytes_give_a_report_that_adds_up(file: bytes) -> None:
    report = check(file)
    found = json.loads(report.to_json())
    assert report.ok == (not found["errors"])
    rows = {error["row"] for error in found["errors"] if error["level"] != "file"}
    assert report.rows_with_errors in (0, len(rows)), "a header with damaged quotes has the error of a row, and is no entry"
    is_stopped = report.rows_with_errors < len(rows) or any(error["level"] == "file" for error in found["errors"])
    assert report.valid == (0 if is_stopped else report.users - report.rows_with_errors)
    assert len(report.new_users) == report.valid
    assert [error.to_dict() for error in report.errors] == found["errors"]
    assert found["file"]["size"] == len(file)
    report.errors_csv(passwords="blank")
    report._repr_html_()


@given(ANY_FILE, st.sampled_from(["upload.csv", "UPLOAD.TXT"]))
def test_it_does_not_matter_how_a_file_is_handed_over(file: bytes, name: str) -> None:
    expected = check(file, name=name).to_json()
    for same in (bytearray(file), memoryview(file), io.BytesIO(file)):
        assert check(same, name=name).to_json() == expected


def errors_by_row(report: buu.Report) -> list[list[tuple[Any, ...]]]:
    """The errors of each row that has some. Row numbers are left out: they differ in another file."""
    found: dict[int | None, list[tuple[Any, ...]]] = {}
    for error in report.errors:
        # In another file, rows have other numbers, and the header may have one more column. Blank cells after it do not count.
        params = {key: value for key, value in error.params.items() if key != "rows"}
        if error.code == buu.Code.ROW_FIELD_COUNT:
            params = {"more": error.params["actual"] > error.params["expected"]}
        described = (error.code, error.column, error.value, params, error.suggestion)
        found.setdefault(error.row, []).append(described)
    return list(found.values())


def without_messages(file: bytes, delimiter: str) -> list[list[str]]:
    """The cells of a rows-with-errors file, without its messages: these name rows and cells."""
    return [[*cells[: len(COLUMNS)], *cells[len(COLUMNS) + 1 :]] for cells in cells_of(file, delimiter)]


@given(ROWS, st.sampled_from(",;\t|"))
@settings(max_examples=150)
def test_the_rows_with_errors_have_the_same_errors_again(rows: list[list[str]], delimiter: str) -> None:
    report = check(csv_of(rows, delimiter=delimiter))
    if report.errors and report.errors[0].level == "file":
        return
    assert all(error.code != buu.Code.ROW_QUOTING for error in report.errors)
    written = report.errors_csv()
    if not report.errors:
        assert written == b""
        return
    again = check(written)
    assert errors_by_row(again) == errors_by_row(report)
    assert without_messages(again.errors_csv(), delimiter) == without_messages(written, delimiter)
    assert len(without_messages(written, delimiter)) == 1 + report.rows_with_errors


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 3))
def test_the_params_of_duplicates_name_the_other_rows(logins: list[int], before: int) -> None:
    rows = [[*good[:2], f"User{login}", *good[3:]] for login, good in zip(logins, good_rows(6), strict=False)]
    report = check(b"\r\n" * before + upload(*rows, GOOD))
    first = before + 2
    expected = {
        first + index: [first + other for other, same in enumerate(logins) if same == login and other != index]
        for index, login in enumerate(logins)
        if logins.count(login) > 1
    }
    assert {error.row: error.params["rows"] for error in report.errors} == expected


BOUNDS = st.none() | st.integers(-15, 15)
SLICE = st.builds(slice, BOUNDS, BOUNDS, st.none() | st.integers(-4, 4).filter(bool) | st.sampled_from([2**62, -(2**62)]))
TEN = check(upload(*([*cells[:5], "yes", *cells[6:]] for cells in good_rows(10))))


@given(st.lists(SLICE, max_size=4))
def test_a_slice_of_errors_is_a_slice_of_the_list(slices: Iterable[slice]) -> None:
    errors, expected = TEN.errors, list(TEN.errors)
    for part in slices:
        errors, expected = errors[part], expected[part]
        assert list(errors) == expected
        assert len(errors) == len(expected)
        assert list(reversed(errors)) == expected[::-1]


@given(st.text())
def test_a_name_has_one_key_however_it_is_spaced_and_cased(name: str) -> None:
    key = buu.fold(name)
    assert key == buu.Name(name).key == buu.fold(f" {name}\N{ZERO WIDTH SPACE}")


@given(st.text(), st.text(max_size=3))
def test_a_policy_validates_any_text(password: str, login: str) -> None:
    policy = buu.PasswordPolicy(length=4, digits=1, notContainsUsername=True)
    unmet = {rule["rule"] for rule in policy.unmet(password, login=login)}
    assert ("length" in unmet) == (len(password) < 4)
    assert ("digits" in unmet) == (not any(character.isdecimal() for character in password))


@given(st.text() | st.binary())
def test_any_text_is_a_directory_or_an_error_of_the_package(text: Any) -> None:
    for make in (buu.InMemoryDirectory, buu.Template.from_json, buu.Template.from_toml):
        try:
            make(text)
        except (buu.DirectoryError, buu.TemplateError):
            pass
        except TypeError:
            assert isinstance(text, bytes)
