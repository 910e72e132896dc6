"""The history of imports, and undo."""

from __future__ import annotations

import codecs
import copy
import pickle
from collections.abc import Iterator
from typing import Any

import bulk_user_upload as buu
import pytest
from support import COLUMNS, OFFICE, cells_of, good_rows, row, upload

PAIR = upload(row("zoe"), row("yan"))
SOME = [row("ann"), row("bob"), row("cat", Password="weak"), row("dan", Permission_group="Agent Rule")]


@pytest.fixture(scope="module")
def imports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[buu.Store]:
    """Four imports: one without errors, one with some, one of an empty file, and one that was interrupted."""

    def enough(*step: object) -> None:
        raise InterruptedError

    with buu.Store(tmp_path_factory.mktemp("history") / "users.db", memory_kib=8, passes=1) as store:
        store.load(OFFICE)
        store.import_file(PAIR, uploader="alice", name="good.csv")
        store.import_file(upload(*SOME), uploader="erin", name="some.csv")
        store.import_file(b"", uploader="alice", name="empty.csv")
        with pytest.raises(InterruptedError):
            store.import_file(upload(*good_rows(100)), uploader="alice", name="many.csv", progress=enough)
        yield store


def ids(store: buu.Store, **wanted: Any) -> list[int]:
    """The numbers of the imports that meet a filter."""
    return [record.id for record in store.history(**wanted)]


def test_the_history_has_the_latest_first(imports: buu.Store) -> None:
    records = imports.history()
    assert [(record.id, record.status, record.file_name) for record in records] == [
        (4, "interrupted", "many.csv"),
        (3, "failed", "empty.csv"),
        (2, "failed", "some.csv"),
        (1, "succeeded", "good.csv"),
    ]
    for record in records:
        assert record.created + record.rows_with_errors + record.not_attempted == record.users


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [4, 3, 2, 1]),
        ({"status": "failed"}, [3, 2]),
        ({"status": ["failed"]}, [3, 2]),
        ({"status": ("interrupted", "succeeded")}, [4, 1]),
        ({"status": []}, [4, 3, 2, 1]),
        ({"status": "undone"}, []),
        ({"users": 2}, [1]),
        ({"users": "2"}, [1]),
        ({"users": "2..4"}, [2, 1]),
        ({"users": "4.."}, [4, 2]),
        ({"users": "..3"}, [3, 1]),
        ({"users": ".."}, [4, 3, 2, 1]),
        ({"created": 0}, [4, 3]),
        ({"created": "1.."}, [2, 1]),
        ({"rows_with_errors": "1.."}, [2]),
        ({"rows_with_errors": 0}, [4, 3, 1]),
        ({"uploaded_by": "alice"}, [4, 3, 1]),
        ({"uploaded_by": "ERIN"}, [2]),
        ({"uploaded_by": "eri"}, []),
        ({"file_name": "SOME"}, [2]),
        ({"file_name": "m"}, [4, 3, 2]),
        ({"file_name": "%"}, []),
        ({"uploaded_by": "alice", "users": "1..", "status": "succeeded"}, [1]),
        ({"limit": 2}, [4, 3]),
        ({"limit": 2, "before": 3}, [2, 1]),
        ({"limit": 0}, []),
        ({"before": 1}, []),
    ],
    ids=str,
)
def test_the_history_is_filtered(imports: buu.Store, wanted: dict[str, Any], found: list[int]) -> None:
    assert ids(imports, **wanted) == found


@pytest.mark.parametrize(
    ("wanted", "kind", "message"),
    [
        ({"status": "done"}, ValueError, "in-progress"),
        ({"status": ["failed", "done"]}, ValueError, "in-progress"),
        ({"users": "2..1"}, ValueError, "1..10"),
        ({"created": ""}, ValueError, "1..10"),
        ({"rows_with_errors": "x"}, ValueError, "1..10"),
        ({"users": 1.5}, TypeError, "users"),
        ({"users": -1}, TypeError, "users"),
        ({"status": 1}, TypeError, "status"),
        ({"uploaded_by": 1}, TypeError, "uploaded_by"),
        ({"file_name": 1}, TypeError, "file_name"),
        ({"limit": -1}, OverflowError, None),
        ({"user": 1}, TypeError, "user"),
    ],
    ids=str,
)
def test_a_filter_that_makes_no_sense_is_refused(
    store: buu.Store, wanted: dict[str, Any], kind: type[Exception], message: str | None
) -> None:
    with pytest.raises(kind, match=message):
        store.history(**wanted)


def test_details_count_the_errors(imports: buu.Store) -> None:
    details = imports.details(2)
    assert details.record == imports.history(uploaded_by="erin")[0]
    assert (details.file.name, details.file.encoding, details.file.delimiter) == ("some.csv", "utf-8", ",")
    assert (details.file.columns, details.file.max_bytes) == (COLUMNS, buu.Template().max_bytes)
    protected = [COLUMNS[index] for index in details.file.text_columns]
    assert protected == [name for name in COLUMNS if name not in ("Password", "Web RTC", "Active")]
    assert [(count.code, count.number, count.title, count.count) for count in details.error_counts] == [
        (buu.Code.LOGIN_ALREADY_EXISTS, 402, "Login: already exists", 1),
        (buu.Code.PERMISSION_GROUP_DOES_NOT_EXIST, 501, "Permission group: does not exist", 1),
        (buu.Code.PASSWORD_POLICY_COMPLEXITY_NOT_MET, 601, "Password policy: complexity not met", 1),
    ]
    assert isinstance(details.error_counts[0].code, buu.Code)
    assert (details.file_errors, details.notices) == ((), ())


def test_details_have_the_errors_of_a_file(imports: buu.Store) -> None:
    details = imports.details(3)
    assert [error.code for error in details.file_errors] == ["no-entries"]
    assert (details.file.columns, details.record.users) == ((), 0)
    assert imports.rows(3) == []
    assert imports.errors_csv(3) == b""


def test_notices_are_stored(store: buu.Store) -> None:
    file = codecs.BOM_UTF8 + upload(row("ann", Password="Passw0rdX "))
    details = store.details(store.import_file(file, uploader="alice", encoding="windows-1252").id)
    assert list(details.notices) == buu.check(file, directory=store, uploader="alice", encoding="windows-1252").notices
    assert [notice.cell for notice in details.notices] == [None, "D2"]


def test_rows_say_what_became_of_each(imports: buu.Store) -> None:
    rows = imports.rows(2)
    assert [(row.row, row.outcome, row.login) for row in rows] == [
        (2, "created", "ann"),
        (3, "with-errors", "bob"),
        (4, "with-errors", "cat"),
        (5, "with-errors", "dan"),
    ]
    report = buu.check(upload(*SOME[1:]), directory=buu.InMemoryDirectory(OFFICE), uploader="erin")
    assert [error.code for row in rows for error in row.errors] == [error.code for error in report.errors]
    assert rows[1].cells == ("Ann", "Lee", "bob", "", "Agent Role", "TRUE", "0101", "Sales", "Standard", "TRUE")
    assert [entry.row for entry in imports.rows(2, outcome="created")] == [2]
    assert imports.rows(2, outcome="undone") == []
    assert [entry.outcome for entry in imports.rows(1)] == ["created", "created"]
    with pytest.raises(ValueError, match="with-errors"):
        imports.rows(2, outcome="wrong")


def test_an_unknown_import_is_named(imports: buu.Store) -> None:
    for look in (
        imports.details,
        imports.rows,
        imports.errors_csv,
        lambda number: imports.undo(number, uploader="alice"),
        lambda number: imports.undo(number, uploader="alice", preview=True),
    ):
        for number in (0, 99, -1):
            with pytest.raises(buu.UnknownImportError, match=f"no import {number}"):
                look(number)


def test_records_are_values(imports: buu.Store) -> None:
    for value in (*imports.history(), *imports.rows(2), *map(imports.details, range(1, 5))):
        assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == value
        assert hash(pickle.loads(pickle.dumps(value))) == hash(value)
        # A dataclass with slots raises a TypeError for a field that it does not have.
        with pytest.raises((AttributeError, TypeError)):
            value.extra = 1


def test_rows_with_errors_are_mended_and_uploaded_again(store: buu.Store) -> None:
    failed = store.import_file(upload(*SOME), uploader="erin").id
    header, *rows = cells_of(store.errors_csv(failed))
    assert header == [*COLUMNS, "Errors"]
    assert [cells[2] for cells in rows] == ["bob", "cat", "dan"]
    assert all(cells[3] == "" and "password" in cells[-1].lower() for cells in rows)
    report = buu.check(store.errors_csv(failed), directory=store, uploader="erin")
    assert [(error.row, error.number) for error in report.errors if error.number != 202] == [(2, 402), (4, 501)]
    rows[0][2], rows[2][4] = "bob2", "Agent Role"
    for cells in rows:
        cells[3] = "Passw0rdX"
    mended = store.import_file(upload(*(cells[:-1] for cells in rows)), uploader="erin")
    assert (mended.status, mended.created) == ("succeeded", 3)
    assert store.errors_csv(mended.id) == b""


def test_stored_texts_are_written_as_formulas_or_as_they_are(store: buu.Store) -> None:
    failed = store.import_file(upload(row("00123", Web_RTC="yes")), uploader="alice").id
    for options, login in (({}, '="00123"'), ({"text_cells": "protected"}, '="00123"'), ({"text_cells": "plain"}, "00123")):
        _, cells = cells_of(store.errors_csv(failed, **options))
        assert (cells[2], cells[3]) == (login, "")
    with pytest.raises(ValueError, match="'protected' or 'plain'"):
        store.errors_csv(failed, text_cells="formula")


def test_undoing_deactivates_the_users_that_the_import_created(store: buu.Store) -> None:
    store.import_file(PAIR, uploader="alice")
    preview = store.undo(1, uploader="alice", preview=True)
    assert preview == buu.Undo(1, (buu.UndoneUser(2, "zoe"), buu.UndoneUser(3, "yan")), ())
    assert store.history()[-1].status == "succeeded", "a preview changes nothing"
    assert store.undo(1, uploader="alice") == preview
    record = store.details(1).record
    assert record.status == "undone"
    assert record.undone is not None
    assert (record.undone.by, record.undone.users) == ("alice", 2)
    assert [entry.outcome for entry in store.rows(1)] == ["undone", "undone"]
    active = {user["login"]: user.get("active", True) for user in store.directory()["users"]}
    assert not active["zoe"]
    assert active["bob"]
    assert buu.check(upload(row("zoe")), directory=store, uploader="alice").errors[0].number == 402


def test_undoing_skips_users_that_were_changed(store: buu.Store) -> None:
    store.import_file(PAIR, uploader="alice")
    store.load({"users": [{"login": "zoe", "permission_group": "Guest", "teams": ["Sales"]}]})
    undo = store.undo(1, uploader="alice")
    assert undo.deactivated == (buu.UndoneUser(3, "yan"),)
    assert undo.skipped == (buu.SkippedUser(2, "zoe", "changed"),)
    assert pickle.loads(pickle.dumps(undo)) == undo


def test_undoing_needs_the_right_to_import(store: buu.Store) -> None:
    store.import_file(PAIR, uploader="alice")
    with pytest.raises(PermissionError) as refused:
        store.undo(1, uploader="dave")
    assert isinstance(refused.value, buu.MayNotImportError)
    with pytest.raises(buu.UploaderError):
        store.undo(1, uploader="unknown")


def test_an_import_in_progress_is_not_undone(store: buu.Store) -> None:
    def look(step: str, done: int, of: int) -> None:
        (record,) = store.history(status="in-progress")
        assert (record.end, record.users) == (None, 2)
        with pytest.raises(buu.ImportInProgressError):
            store.undo(record.id, uploader="alice")

    assert store.import_file(upload(*good_rows(2)), uploader="alice", progress=look).created == 2
