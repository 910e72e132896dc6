"""A store: its directory, its imports, and how an import ends that is stopped."""

from __future__ import annotations

import logging
import os
import threading
from datetime import timedelta
from pathlib import Path

import bulk_user_upload as buu
import pytest
from support import GOOD, OFFICE, csv_of, good_rows, python, row, upload

#: More users than one batch of passwords that are hashed, so that `progress` is called between two batches.
MANY = upload(*good_rows(100))


def test_a_store_is_a_directory_to_check_against(store: buu.Store, report: buu.Report) -> None:
    assert buu.check(upload(), directory=store, uploader="alice").to_json() == report.to_json()
    assert buu.prepare(upload()).ask(store, "alice").to_json() == report.to_json()
    with pytest.raises(buu.UploaderError):
        buu.check(upload(), directory=store, uploader="zoe")


def test_loading_says_what_changed(tmp_path: Path) -> None:
    with buu.Store(tmp_path / "users.db") as store:
        loaded = store.load({"users": [{"login": "ann", "teams": ["Sales"]}]})
        assert loaded["users"] == {"added": 1, "changed": 0, "unchanged": 0}
        assert loaded["unknown"] == ["the team `Sales` of `ann`"]
        assert store.load('{"users": [{"login": "ann"}]}')["users"]["added"] == 0
        with pytest.raises(buu.DirectoryError):
            store.load({"user": []})
        assert [user["login"] for user in store.directory()["users"]] == ["ann"]
        assert buu.InMemoryDirectory(store.directory()).existing_logins([buu.Name("ann")], "ann") == [True]


def test_an_import_creates_what_has_no_errors(store: buu.Store) -> None:
    record = store.import_file(upload(), uploader="alice", name="new.csv")
    assert (record.id, record.status, record.users, record.created) == (1, "failed", 4, 1)
    assert (record.rows_with_errors, record.not_attempted) == (3, 0)
    assert (record.uploaded_by, record.file_name, record.mode) == ("alice", "new.csv", "partial-success")
    assert record.end is not None
    assert record.start.utcoffset() == record.end.utcoffset() == timedelta(0)
    assert "ann.lee" in [user["login"] for user in store.directory()["users"]]
    assert buu.check(upload(GOOD), directory=store, uploader="alice").errors[0].number == 402


def test_an_import_may_be_all_or_nothing(store: buu.Store) -> None:
    record = store.import_file(upload(), uploader="alice", all_or_nothing=True)
    assert (record.status, record.created, record.rows_with_errors, record.not_attempted) == ("failed", 0, 3, 1)
    assert record.mode == "all-or-nothing"
    assert store.import_file(upload(GOOD), uploader="alice", all_or_nothing=True).status == "succeeded"


def test_the_same_file_is_recognised(store: buu.Store) -> None:
    first, second = (store.import_file(upload(), uploader="alice") for _ in range(2))
    assert (first.same_file_as, second.same_file_as) == (None, first.id)
    assert first.sha256 == second.sha256


def test_an_import_takes_a_template_of_ones_own_and_any_file(store: buu.Store, tmp_path: Path) -> None:
    columns = [{"name": "Login", "kind": "login"}, {"name": "Desk", "kind": "text"}]
    path = tmp_path / "desks.csv"
    path.write_bytes(csv_of([["ann", "3b"]], columns=["Login", "Desk"]))
    record = store.import_file(path, uploader="alice", template=buu.Template(columns=columns))
    assert (record.status, record.file_name) == ("succeeded", "desks.csv")
    with pytest.raises(FileNotFoundError):
        store.import_file(tmp_path / "missing.csv", uploader="alice")
    with pytest.raises(TypeError):
        store.import_file(5, uploader="alice")
    assert len(store.history()) == 1


@pytest.mark.parametrize(("uploader", "kind"), [("dave", buu.MayNotImportError), ("zoe", buu.UploaderError)])
def test_importing_needs_the_right_to_import(store: buu.Store, uploader: str, kind: type[Exception]) -> None:
    with pytest.raises(kind, match=uploader):
        store.import_file(upload(), uploader=uploader)
    assert store.history() == []


def test_progress_tells_each_batch(store: buu.Store) -> None:
    steps: list[tuple[str, int, int]] = []
    record = store.import_file(MANY, uploader="alice", progress=lambda *step: steps.append(step))
    assert record.created == 100
    assert steps == [("hashing", 64, 100), ("hashing", 100, 100), ("creating", 100, 100)]


@pytest.mark.parametrize("kind", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_exception_in_progress_ends_the_import(store: buu.Store, kind: type[BaseException]) -> None:
    error = kind("enough")

    def enough(step: str, done: int, of: int) -> None:
        raise error

    with pytest.raises(kind) as caught:
        store.import_file(MANY, uploader="alice", progress=enough)
    assert caught.value is error
    (record,) = store.history()
    assert (record.status, record.created, record.not_attempted) == ("interrupted", 0, 100)
    assert record.end is not None
    assert store.import_file(MANY, uploader="alice").created == 100, "what the stopped import left does not prevent another"


def test_an_exception_once_users_are_created_leaves_them(store: buu.Store) -> None:
    def enough(step: str, done: int, of: int) -> None:
        if step == "creating":
            raise ValueError(done)

    with pytest.raises(ValueError, match="100"):
        store.import_file(MANY, uploader="alice", progress=enough)
    assert store.history()[0].created == 100


def test_a_signal_ends_the_import(tmp_path: Path) -> None:
    # Python handles signals in the main thread of a process, so this needs a process of its own.
    ended = python("-c", SIGNALLED, Path(__file__).parent, tmp_path / "users.db")
    assert (ended.returncode, ended.stdout) == (0, "interrupted\n"), ended.stderr


SIGNALLED = """
import _thread, sys, threading
sys.path.insert(0, sys.argv[1])
import bulk_user_upload as buu
from support import OFFICE, good_rows, upload

def interrupt():
    while not store.history():
        pass
    _thread.interrupt_main()

with buu.Store(sys.argv[2], memory_kib=4096, passes=3) as store:
    store.load(OFFICE)
    try:
        threading.Thread(target=interrupt).start()
        store.import_file(upload(*good_rows(1000)), uploader="alice")
    except KeyboardInterrupt:
        print(store.history()[0].status)
"""

KILLED = """
import os, sys
sys.path.insert(0, sys.argv[1])
import bulk_user_upload as buu
from support import OFFICE, good_rows, upload

store = buu.Store(sys.argv[2], memory_kib=8, passes=1)
store.load(OFFICE)
store.import_file(upload(*good_rows(100)), uploader="alice", progress=lambda *step: os._exit(3))
"""


def test_an_import_whose_process_died_is_brought_to_its_end(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "users.db"
    ended = python("-c", KILLED, Path(__file__).parent, path)
    assert ended.returncode == 3, ended.stderr
    with buu.Store(path) as store:
        (record,) = store.history()
        assert (record.status, record.created, record.not_attempted) == ("interrupted", 0, 100)
    (warning,) = [entry for entry in caplog.records if entry.levelno == logging.WARNING]
    assert warning.name == "bulk_user_upload"
    assert warning.getMessage().startswith("import 1, whose process had died, was brought to its end: interrupted")


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    path = tmp_path / "users.db"
    with buu.Store(path) as store:
        store.load(OFFICE)
    store.close()
    for use in (
        lambda: store.history(),
        lambda: store.directory(),
        lambda: store.import_file(upload(), uploader="alice"),
        lambda: buu.check(upload(), directory=store, uploader="alice"),
        lambda: store.__enter__().details(1),
    ):
        with pytest.raises(buu.StoreError, match="closed"):
            use()
    assert (store.path, repr(store)) == (path, f"<Store {path}>")


def test_a_store_is_closed_where_its_with_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), buu.Store(tmp_path / "users.db") as store:
        raise ZeroDivisionError
    with pytest.raises(buu.StoreError, match="closed"):
        store.history()


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    path.write_bytes(upload())
    with pytest.raises(buu.StoreError, match="not a database"):
        buu.Store(path)
    assert path.read_bytes() == upload()
    with pytest.raises(buu.StoreError, match="cannot open"):
        buu.Store(tmp_path / "missing" / "users.db")


def test_how_passwords_are_hashed_must_make_sense(tmp_path: Path) -> None:
    for options in ({"memory_kib": 0}, {"passes": 0}, {"lanes": 0}):
        with pytest.raises(ValueError, match="Argon2id"):
            buu.Store(tmp_path / "users.db", **options)
    with pytest.raises(OverflowError):
        buu.Store(tmp_path / "users.db", passes=-1)
    assert not (tmp_path / "users.db").exists()


def test_two_stores_on_one_file_see_the_same(store: buu.Store) -> None:
    with buu.Store(os.fspath(store.path), memory_kib=8, passes=1) as other:
        first = store.import_file(upload(), uploader="alice")
        second = other.import_file(upload(row("zoe")), uploader="alice")
        assert [record.id for record in store.history()] == [second.id, first.id]
        assert store.history() == other.history()
        assert other.details(first.id) == store.details(first.id)


def test_many_threads_import_at_once(store: buu.Store) -> None:
    records: list[buu.ImportRecord] = []

    def work(number: int) -> None:
        # Each has a user of its own, and one that all of them want.
        file = upload(row(f"user{number}"), row("wanted"))
        records.append(store.import_file(file, uploader="alice"))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(record.id for record in records) == list(range(1, 9))
    assert sorted(record.created for record in records) == [1] * 7 + [2], "one login has one winner"
    assert all(record.created + record.rows_with_errors == record.users for record in records)
