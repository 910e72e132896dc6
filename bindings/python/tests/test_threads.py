"""Many threads may use any object at once, and other threads run while the engine works."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import bulk_user_upload as buu
import pytest
from support import good_rows, row, upload

THREADS = 8

#: Large enough that another thread gets a turn during the check.
LARGE = upload(*good_rows(5_000))
LARGE_TEMPLATE = buu.Template.from_json(
    """{"max_bytes": 10000000, "columns": [{"name": "Login", "kind": "login"}, {"name": "Password", "kind": "password"},
    {"name": "Primary team", "kind": "primary-team"}]}"""
)


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """The results of threads that all begin at the same moment."""
    gate = threading.Barrier(THREADS)

    def begin(number: int) -> Any:
        gate.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


def test_many_threads_check_one_file(report: buu.Report, office: buu.InMemoryDirectory) -> None:
    def work(number: int) -> set[str]:
        return {buu.check(upload(), directory=office, uploader="alice").to_json() for _ in range(20)}

    assert at_once(work) == [{report.to_json()}] * THREADS


def test_many_threads_check_files_of_their_own(store: buu.Store, office: buu.InMemoryDirectory) -> None:
    def work(number: int) -> list[tuple[int, str]]:
        file = upload(*(row(f"user{number}") for _ in range(number + 1)), row("bob"))
        directories = (store, office) * 10
        reports = (buu.check(file, directory=directory, uploader="alice") for directory in directories)
        return [(report.users, report.errors[-1].value or "") for report in reports]

    assert at_once(work) == [[(number + 2, "bob")] * 20 for number in range(THREADS)]


def test_many_threads_read_one_report(report: buu.Report) -> None:
    expected = (report.to_json(), report.errors_csv(), report.to_dicts(), list(report.errors), report._repr_html_())

    def work(number: int) -> bool:
        return all(
            (report.to_json(), report.errors_csv(), report.to_dicts(), list(report.errors), report._repr_html_())
            == expected
            for _ in range(10)
        )

    assert all(at_once(work))


def test_an_iterator_gives_each_error_once_to_many_threads(office: buu.InMemoryDirectory) -> None:
    rows = [[*cells[:5], "yes", *cells[6:]] for cells in good_rows(400)]
    errors = buu.check(upload(*rows), directory=office, uploader="alice").errors
    ahead = iter(errors)
    found = [error.row for part in at_once(lambda number: list(ahead)) for error in part]
    assert sorted(found) == [error.row for error in errors]


def test_one_of_many_threads_resolves_a_check(office: buu.InMemoryDirectory) -> None:
    checked = buu.prepare(upload())

    def work(number: int) -> buu.Report | None:
        try:
            return checked.ask(office, "alice")
        except buu.AnswersError:
            return None

    assert sum(report is not None for report in at_once(work)) == 1


@pytest.fixture
def turns() -> Iterator[Callable[[Callable[[], object]], int]]:
    """Counts the turns that another thread gets because some work releases the interpreter."""
    interval = sys.getswitchinterval()
    state = {"working": False, "ended": False, "turns": 0}

    def run() -> None:
        while not state["ended"]:
            state["turns"] += state["working"]
            # This ends the turn at once.
            time.sleep(0)

    def during(work: Callable[[], object]) -> int:
        state["turns"] = 0
        state["working"] = True
        work()
        state["working"] = False
        return state["turns"]

    thread = threading.Thread(target=run)
    # Python would interrupt the work only after this many seconds, so every turn comes from the work itself.
    sys.setswitchinterval(1_000_000)
    thread.start()
    yield during
    state["ended"] = True
    sys.setswitchinterval(interval)
    thread.join()


def until_it_gets_one(turns: Callable[[Callable[[], object]], int], work: Callable[[], object]) -> bool:
    """Whether the other thread gets a turn. The system may wake it late, so the work is done many times."""
    return any(turns(work) > 0 for _ in range(1000))


def test_only_work_that_releases_the_interpreter_gives_turns(turns: Callable[[Callable[[], object]], int]) -> None:
    assert turns(lambda: sum(range(1_000_000))) == 0
    assert until_it_gets_one(turns, lambda: time.sleep(0.001))


def test_others_run_while_a_file_is_checked(turns: Callable[[Callable[[], object]], int], tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    path.write_bytes(LARGE)
    for file in (LARGE, path):
        assert until_it_gets_one(turns, lambda file=file: buu.prepare(file, template=LARGE_TEMPLATE))


def test_others_run_while_answers_are_asked_for_and_resolved(
    turns: Callable[[Callable[[], object]], int], office: buu.InMemoryDirectory, store: buu.Store
) -> None:
    member = buu.PrimaryTeam.member()
    answers = buu.Answers(logins=[False] * 5_000, primary_teams=[member])
    for finish in (
        lambda checked: checked.ask(office, "alice"),
        lambda checked: checked.ask(store, "alice"),
        lambda checked: checked.resolve(answers),
    ):
        # A check is resolved once, so each chance needs a new one.
        checks = (buu.prepare(LARGE, template=LARGE_TEMPLATE) for _ in range(1000))
        assert any(turns(lambda: finish(checked)) > 0 for checked in checks)


def test_others_run_while_a_report_is_written(
    turns: Callable[[Callable[[], object]], int], office: buu.InMemoryDirectory
) -> None:
    file = LARGE.replace(b"Sales", b"Nowhere")
    report = buu.check(file, directory=office, uploader="alice", template=LARGE_TEMPLATE)
    assert len(report.errors) == 5_000
    for write in (report.to_json, report.errors_csv, report.__arrow_c_stream__):
        assert until_it_gets_one(turns, write)


def test_others_run_while_passwords_are_hashed(
    turns: Callable[[Callable[[], object]], int], store: buu.Store
) -> None:
    assert until_it_gets_one(turns, lambda: store.import_file(upload(*good_rows(60)), uploader="alice"))
    assert until_it_gets_one(turns, store.history)
