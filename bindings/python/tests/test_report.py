"""What a report says about a file, and the forms that it comes in."""

from __future__ import annotations

import hashlib
import json

import bulk_user_upload as buu
import pytest
from support import COLUMNS, GOOD, cells_of, csv_of, good_rows, row, upload


def test_a_report_counts_users_and_rows(report: buu.Report) -> None:
    assert (report.users, report.valid, report.rows_with_errors) == (4, 1, 3)
    assert not report.ok
    assert repr(report) == '<Report on "upload.csv": 4 users, 1 valid, 3 rows with errors, 4 errors>'


def test_a_file_without_errors_is_ok(office: buu.InMemoryDirectory) -> None:
    report = buu.check(upload(GOOD), directory=office, uploader="alice")
    assert report.ok
    assert (report.users, report.valid, len(report.errors), report.to_dicts()) == (1, 1, 0, [])
    assert report.errors_csv() == b""


def test_an_error_says_what_is_wrong_and_where(report: buu.Report) -> None:
    exists, group, web_rtc, password = report.errors
    assert (exists.code, exists.number, exists.level) == (buu.Code.LOGIN_ALREADY_EXISTS, 402, "field")
    assert (exists.row, exists.line, exists.column, exists.cell, exists.value) == (3, 3, "Login", "C3", "bob")
    assert (exists.params, exists.suggestion) == ({}, None)
    assert "bob" in exists.message
    assert str(exists) == exists.message
    assert (group.cell, group.value, group.suggestion) == ("E4", "Agent Rule", "Agent Role")
    assert (web_rtc.params, web_rtc.suggestion) == ({"expected": "boolean"}, "TRUE")
    assert password.value is None
    assert [unmet["rule"] for unmet in password.params["unmet"]] == ["length", "digits", "upperCase"]


def test_an_error_of_the_file_has_no_position(office: buu.InMemoryDirectory) -> None:
    report = buu.check(b"PK\x03\x04", directory=office, uploader="alice")
    (error,) = report.errors
    assert (error.code, error.level) == ("file-type-invalid", "file")
    assert (error.row, error.line, error.column, error.cell, error.value) == (None,) * 5
    assert (report.users, report.valid, report.new_users, report.errors_csv()) == (0, 0, [], b"")
    assert (report.file.encoding, report.file.delimiter) == (None, None)


def test_the_json_holds_everything(report: buu.Report) -> None:
    found = json.loads(report.to_json())
    assert list(found) == ["file", "users", "valid", "rows_with_errors", "errors", "notices"]
    assert found["errors"] == report.to_dicts() == [error.to_dict() for error in report.errors]
    for error, entry in zip(report.errors, found["errors"], strict=True):
        assert {key: getattr(error, key) for key in entry} == entry
    assert "\n" not in report.to_json()


def test_a_report_knows_its_file(office: buu.InMemoryDirectory) -> None:
    content = "\N{ZERO WIDTH NO-BREAK SPACE}".encode("utf-16le") + csv_of([GOOD], delimiter=";").decode().encode("utf-16le")
    file = buu.check(content, name="USERS.TXT", directory=office, uploader="alice").file
    assert file == buu.FileInfo("USERS.TXT", len(content), hashlib.sha256(content).hexdigest(), "utf-16le", ";")


def test_notices_say_what_was_decided(office: buu.InMemoryDirectory) -> None:
    rows = [[*GOOD, "x"], [*row("bea.low", Password="Passw0rdX "), "x"]]
    content = csv_of(rows, columns=[*COLUMNS, "Notes"]).replace(b"Lee", b"L\xe9e")
    report = buu.check(content, directory=office, uploader="alice")
    codes = buu.NoticeCode
    assumed = report.notices[0].params
    assert (assumed["encoding"], assumed["cells"]) == ("windows-1252", ["B2"])
    assert {"encoding": "windows-1252", "samples": ["Lée"]} in assumed["readings"]
    assert [(notice.code, notice.params, notice.cell) for notice in report.notices] == [
        (codes.ENCODING_ASSUMED, assumed, None),
        (codes.COLUMN_IGNORED, {"column": "Notes", "cell": "K1"}, None),
        (codes.PASSWORD_OUTER_SPACE, {}, "D3"),
    ]
    assert all(isinstance(notice.code, codes) for notice in report.notices)
    of_cell = report.notices[-1]
    assert (of_cell.row, of_cell.line, of_cell.column) == (3, 3, "Password")
    assert (of_cell.value, of_cell.suggestion) == (None, None)
    assert all(str(notice) == notice.message and len(notice.message) > 10 for notice in report.notices)


def test_new_users_are_the_rows_without_errors(report: buu.Report) -> None:
    (user,) = report.new_users
    assert (user.row, user.login) == (2, "ann.lee")
    assert user.password is not None
    assert user.password.expose() == "Passw0rdX"
    assert user.values == {name: text for name, text in zip(COLUMNS, GOOD, strict=True) if name != "Password"}
    assert repr(user) == "<NewUser: row 2, ann.lee>"


def test_rows_with_errors_keep_their_passwords_unless_told_otherwise(report: buu.Report) -> None:
    header, *rows = cells_of(report.errors_csv())
    assert header == [*COLUMNS, "Errors"]
    assert [cells[2:4] for cells in rows] == [["bob", "Passw0rdX"], ["cat.hill", "Passw0rdX"], ["dan.kay", "weak"]]
    assert report.errors_csv(passwords="keep") == report.errors_csv()
    _, *blank = cells_of(report.errors_csv(passwords="blank"))
    assert [cells[3] for cells in blank] == ["", "", ""]
    with pytest.raises(ValueError, match="'keep' or 'blank'"):
        report.errors_csv(passwords="drop")


def test_texts_are_written_as_formulas_or_as_they_are(office: buu.InMemoryDirectory) -> None:
    report = buu.check(upload(row("00123", Web_RTC="yes")), directory=office, uploader="alice")
    for options, login in (({}, '="00123"'), ({"text_cells": "protected"}, '="00123"'), ({"text_cells": "plain"}, "00123")):
        _, cells = cells_of(report.errors_csv(**options))
        assert (cells[2], cells[6], cells[3]) == (login, login.replace("00123", "0101"), "Passw0rdX")
    _, cells = cells_of(report.errors_csv(passwords="blank", text_cells="plain"))
    assert (cells[2], cells[3]) == ("00123", "")
    with pytest.raises(ValueError, match="'protected' or 'plain'"):
        report.errors_csv(text_cells="formula")


def test_the_same_file_gives_the_same_report(report: buu.Report, office: buu.InMemoryDirectory) -> None:
    again = buu.check(upload(), directory=office, uploader="alice")
    assert again.to_json() == report.to_json()
    assert again.errors == report.errors


def test_a_notebook_shows_a_report_as_a_table(report: buu.Report) -> None:
    page = report._repr_html_()
    assert page.count("<tr>") == 1 + len(report.errors)
    assert "<td>E4</td><td>Permission group</td><td>permission-group-does-not-exist</td><td>Agent Rule</td>" in page


def test_a_notebook_does_not_run_what_a_file_contains(office: buu.InMemoryDirectory) -> None:
    evil = "<script>alert(1)</script>"
    content = upload(row(Web_RTC=evil))
    page = buu.check(content, name=f"{evil}.csv", directory=office, uploader="alice")._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_notebook_shows_the_first_of_many_errors(office: buu.InMemoryDirectory) -> None:
    rows = [[*cells[:5], "yes", *cells[6:]] for cells in good_rows(60)]
    page = buu.check(upload(*rows), directory=office, uploader="alice")._repr_html_()
    assert page.count("<tr>") == 1 + 50
    assert "and 10 more" in page
    fine = buu.check(upload(GOOD), directory=office, uploader="alice")._repr_html_()
    assert "<table>" not in fine
