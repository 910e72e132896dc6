"""How a file is encoded: what is stated, what is assumed, and what a person must choose."""

from __future__ import annotations

import codecs
import json

import bulk_user_upload as buu
import pytest
from support import COLUMNS, csv_of, row, upload

#: In Windows-1250 the user is Łukasz; if nobody says so, the file is read as Windows-1252.
FILE = upload(row("lukasz", First_name="Lukasz")).replace(b"Lukasz", b"\xa3ukasz")


@pytest.fixture
def report(office: buu.InMemoryDirectory) -> buu.Report:
    """A report on the file, of which nobody says how it is encoded."""
    return buu.check(FILE, directory=office, uploader="alice")


def test_a_stated_encoding_is_taken(office: buu.InMemoryDirectory, store: buu.Store) -> None:
    for label in ("windows-1250", " CP1250"):
        report = buu.check(FILE, directory=office, uploader="alice", encoding=label)
        assert (report.file.encoding, report.notices, report.encoding_in_question) == ("windows-1250", [], None)
        assert report.new_users[0].values["First name"] == "Łukasz"
    assert buu.prepare(FILE, encoding="windows-1250").ask(store, "alice").ok


def test_the_encodings_are_listed(office: buu.InMemoryDirectory) -> None:
    names = buu.encodings()
    assert {"utf-8", "windows-1252", "shift_jis", "ibm437", "ibm850", "ibm852"} <= set(names)
    assert len(set(names)) == len(names)
    for name in names:
        buu.prepare(b"Login\n", encoding=name)


@pytest.mark.parametrize("label", ["utf-9", "", "cp850", "replacement"])
def test_an_unknown_encoding_is_an_error_that_lists_them(label: str, store: buu.Store) -> None:
    for use in (
        lambda: buu.prepare(FILE, encoding=label),
        lambda: buu.check(FILE, directory=store, uploader="alice", encoding=label),
        lambda: store.import_file(FILE, uploader="alice", encoding=label),
    ):
        with pytest.raises(buu.EncodingError) as refused:
            use()
        assert all(name in str(refused.value) for name in [f"`{label}`", *buu.encodings()])
    with pytest.raises(TypeError, match="encoding"):
        buu.prepare(FILE, encoding=1252)
    assert store.history() == []


def test_a_mark_that_says_otherwise_wins(office: buu.InMemoryDirectory) -> None:
    file = codecs.BOM_UTF8 + upload(row("ann"))
    (notice,) = buu.check(file, directory=office, uploader="alice", encoding="windows-1250").notices
    assert notice.code is buu.NoticeCode.ENCODING_MARKED
    assert notice.params == {"stated": "windows-1250", "encoding": "utf-8"}


def test_what_an_assumed_encoding_leaves_open_is_shown(report: buu.Report) -> None:
    assumed = report.encoding_in_question
    assert assumed is not None
    assert (assumed.encoding, assumed.cells) == ("windows-1252", ("A2",))
    readings = {reading.encoding: reading.samples for reading in assumed.readings}
    assert readings["windows-1252"] == ("£ukasz",)
    assert readings["windows-1250"] == ("Łukasz",)
    assert readings["windows-1251"] == ("\N{CYRILLIC CAPITAL LETTER JE}ukasz",)
    assert len({*readings.values()}) == len(assumed.readings), "encodings that read alike are one reading"


def test_the_notice_has_the_same_as_in_the_json(report: buu.Report) -> None:
    (notice,) = report.notices
    assert notice.code is buu.NoticeCode.ENCODING_ASSUMED
    assert notice.params == json.loads(report.to_json())["notices"][0]["params"]
    assumed = buu.EncodingAssumed(
        notice.params["encoding"],
        tuple(notice.params["cells"]),
        tuple(buu.EncodingReading(reading["encoding"], tuple(reading["samples"])) for reading in notice.params["readings"]),
    )
    assert assumed == report.encoding_in_question


def test_nobody_is_imported_before_the_encoding_is_stated(store: buu.Store, report: buu.Report) -> None:
    before = store.directory()
    for all_or_nothing in (False, True):
        with pytest.raises(buu.EncodingNotStatedError) as refused:
            store.import_file(FILE, uploader="alice", all_or_nothing=all_or_nothing)
        assert report.encoding_in_question is not None
        assert refused.value.cells == report.encoding_in_question.cells
        assert refused.value.readings == report.encoding_in_question.readings
        assert "A2" in str(refused.value)
        assert str(refused.value) == report.notices[0].message
    assert store.history() == []
    assert store.directory() == before
    right = next(reading for reading in refused.value.readings if reading.samples == ("Łukasz",))
    record = store.import_file(FILE, uploader="alice", encoding=right.encoding)
    assert (record.status, record.created) == ("succeeded", 1)


def test_the_assumed_encoding_may_be_the_right_one(store: buu.Store) -> None:
    assert store.import_file(FILE, uploader="alice", encoding="windows-1252").created == 1
    assert store.details(1).notices == ()


def test_who_may_not_import_is_not_asked_for_an_encoding(store: buu.Store) -> None:
    with pytest.raises(buu.MayNotImportError):
        store.import_file(FILE, uploader="dave")


def test_a_file_is_imported_if_no_user_depends_on_its_encoding(store: buu.Store) -> None:
    file = csv_of([[*row("ann"), "Zoe"]], columns=[*COLUMNS, "Notes"]).replace(b"Zoe", b"Zo\xeb")
    report = buu.check(file, directory=store, uploader="alice")
    assert report.encoding_in_question is None
    assert report.notices[0].params == {"encoding": "windows-1252", "cells": [], "readings": []}
    assert store.import_file(file, uploader="alice").created == 1


def test_two_encodings_in_one_file_are_an_error(office: buu.InMemoryDirectory) -> None:
    report = buu.check(FILE + "Zoë\n".encode(), directory=office, uploader="alice")
    (error,) = report.errors
    assert error.code is buu.Code.ENCODING_MIXED
    assert (error.row, error.line, error.params) == (None, None, {"utf8_line": 3, "other_line": 2})


def test_a_notebook_shows_the_readings(report: buu.Report, office: buu.InMemoryDirectory) -> None:
    page = report._repr_html_()
    assert "<th>Encoding</th><th>A2</th>" in page
    assert "<td>windows-1250</td><td>Łukasz</td>" in page
    assert report.ok, "a file without errors shows its readings, too"
    evil = FILE.replace(b"\xa3ukasz", b"<b>\xa3</b>")
    page = buu.check(evil, directory=office, uploader="alice")._repr_html_()
    assert "<td>&lt;b&gt;Ł&lt;/b&gt;</td>" in page
    assert "<td><b>" not in page
