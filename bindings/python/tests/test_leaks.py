"""A thousand checks leave no object and no memory behind."""

from __future__ import annotations

import gc
import sys
import weakref
from pathlib import Path
from typing import Any

import bulk_user_upload as buu
import pytest
from support import Office, good_rows, python, row, upload

#: Prints how much memory is in use after each hundred checks. It runs in a process of its own, where
#: nothing else uses any.
GROWTH = """
import gc, sys
sys.path.insert(0, sys.argv[1])
import bulk_user_upload as buu
from support import OFFICE, good_rows, row, upload
from test_leaks import everything

directory = buu.InMemoryDirectory(OFFICE)
rows = [[*cells[:5], "yes", *cells[6:]] for cells in good_rows(20)]
file = upload(*rows, row("ann"), row("bob"))
for hundred in range(10):
    for _ in range(100):
        everything(file, directory)
    gc.collect()
    pages = int(open("/proc/self/statm").read().split()[1])
    print(pages * 4096, sys.getallocatedblocks())
"""


def everything(file: bytes, directory: Any) -> None:
    """A check, and every way to read its report."""
    report = buu.check(file, directory=directory, uploader="alice")
    for error in report.errors[:10]:
        error.to_dict()
    report.to_json()
    report.errors_csv()
    report._repr_html_()
    report.__arrow_c_stream__()
    str(report.file), report.notices, [user.password for user in report.new_users]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell how much memory is in use")
def test_a_thousand_checks_take_no_more_memory_than_a_few_hundred() -> None:
    ended = python("-c", GROWTH, Path(__file__).parent)
    assert ended.returncode == 0, ended.stderr
    hundreds = [tuple(map(int, line.split())) for line in ended.stdout.splitlines()]
    assert len(hundreds) == 10
    (memory, blocks), (memory_at_last, blocks_at_last) = hundreds[2], hundreds[-1]
    # Seven hundred files of more than 1,500 bytes were checked in between, and each report holds more
    # than its file.
    assert memory_at_last - memory < 600_000, hundreds
    assert blocks_at_last - blocks < 350, hundreds


def of_the_package() -> int:
    """How many objects of the package's classes the garbage collector knows."""
    gc.collect()
    return sum(str(type(thing).__module__).startswith("bulk_user_upload") for thing in gc.get_objects())


@pytest.mark.parametrize("way", ["in memory", "written in Python", "raises", "answers wrongly", "no file", "in a store"])
def test_no_object_is_left_of_a_thousand_checks(way: str, office: buu.InMemoryDirectory, store: buu.Store) -> None:
    def down(names: Any, uploader: str) -> Any:
        raise ConnectionError(names)

    directory: Any = {"in memory": office, "in a store": store}.get(way) or Office()
    if way == "raises":
        directory.capacity_plans = down
    if way == "answers wrongly":
        directory.capacity_plans = lambda names, uploader: names
    file: Any = 5 if way == "no file" else upload(*good_rows(3), row("bob"))

    def check() -> None:
        try:
            buu.check(file, directory=directory, uploader="alice")
        except (ConnectionError, TypeError):
            pass
        if isinstance(directory, Office):
            directory.questions.clear()

    def counts() -> tuple[int, int, int]:
        return of_the_package(), sys.getrefcount(directory), sys.getrefcount(file)

    for _ in range(100):
        check()
    before, blocks = counts(), sys.getallocatedblocks()
    for _ in range(1000):
        check()
    assert counts() == before
    assert sys.getallocatedblocks() - blocks < 500, "a block for every other check was not freed"


def test_a_directory_is_freed() -> None:
    directory = Office()
    gone = weakref.ref(directory)
    report = buu.check(upload(), directory=directory, uploader="alice")
    del directory
    gc.collect()
    assert gone() is None
    assert report.users == 4


def test_an_exception_of_a_directory_is_freed() -> None:
    class Down(Exception):
        """Raised by a directory that is out of reach."""

    def down(names: Any, uploader: str) -> Any:
        raise Down

    directory = Office()
    directory.existing_logins = down
    checked = buu.prepare(upload())
    with pytest.raises(Down) as caught:
        checked.ask(directory, "alice")
    gone = weakref.ref(caught.value)
    del caught
    gc.collect()
    assert gone() is None


def test_a_caller_s_progress_is_freed(store: buu.Store) -> None:
    class Progress:
        def __call__(self, *step: object) -> None:
            """Does nothing."""

    progress = Progress()
    gone = weakref.ref(progress)
    store.import_file(upload(), uploader="alice", progress=progress)
    del progress
    gc.collect()
    assert gone() is None
