"""What the package logs goes through `logging`, under its own name."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import bulk_user_upload as buu
import pytest
from support import python, upload

NAME = "bulk_user_upload"


def logged(caplog: pytest.LogCaptureFixture) -> list[tuple[str, int, str]]:
    """The records that were logged since the last call."""
    records = [(record.name, record.levelno, record.getMessage()) for record in caplog.records]
    caplog.clear()
    return records


def test_a_check_is_logged_at_the_level_debug(
    caplog: pytest.LogCaptureFixture, office: buu.InMemoryDirectory
) -> None:
    caplog.set_level(logging.INFO, NAME)
    buu.check(upload(), directory=office, uploader="alice")
    assert logged(caplog) == []
    # The level may change at any time.
    caplog.set_level(logging.DEBUG, NAME)
    buu.check(upload(), directory=office, uploader="alice")
    assert logged(caplog) == [(NAME, logging.DEBUG, "checked a file: 4 users, 3 rows with errors")]
    caplog.set_level(logging.INFO, NAME)
    buu.check(upload(), directory=office, uploader="alice")
    assert logged(caplog) == []


def test_an_import_is_logged(caplog: pytest.LogCaptureFixture, store: buu.Store) -> None:
    caplog.set_level(logging.INFO, NAME)
    store.import_file(upload(), uploader="alice")
    message = "import 1: failed, 4 users, 1 created, 3 rows with errors"
    assert logged(caplog) == [(NAME, logging.INFO, message)]


def test_nothing_is_printed_without_a_handler() -> None:
    code = (
        "import bulk_user_upload as buu\n"
        "directory = buu.InMemoryDirectory({'users': [{'login': 'alice'}]})\n"
        "buu.check(b'', directory=directory, uploader='alice')\n"
    )
    ended = python("-c", code)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


class Broken(logging.Handler):
    """A handler that raises an exception."""

    def emit(self, record: logging.LogRecord) -> None:
        """Raises it."""
        raise OSError("the log is full")


@pytest.fixture
def broken() -> Iterator[None]:
    """The package's logger has a broken handler during the test."""
    logger, handler = logging.getLogger(NAME), Broken()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.mark.usefixtures("broken")
def test_what_a_handler_raises_comes_out_as_it_does_in_python(office: buu.InMemoryDirectory, store: buu.Store) -> None:
    with pytest.raises(OSError, match="the log is full"):
        logging.getLogger(NAME).debug("In Python.")
    with pytest.raises(OSError, match="the log is full"):
        buu.check(upload(), directory=office, uploader="alice")
    with pytest.raises(OSError, match="the log is full"):
        store.import_file(upload(), uploader="alice")
    assert store.history()[0].created == 1, "what was done stays done"

    def enough(*step: object) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        store.import_file(upload(), uploader="alice", progress=enough)


def test_the_module_may_be_imported_a_second_time() -> None:
    code = (
        "import sys, bulk_user_upload\n"
        "for name in [name for name in sys.modules if name.startswith('bulk_user_upload')]:\n"
        "    del sys.modules[name]\n"
        "import bulk_user_upload as buu\n"
        "directory = buu.InMemoryDirectory({'users': [{'login': 'alice'}]})\n"
        "print(buu.check(b'', directory=directory, uploader='alice').errors[0].code)\n"
    )
    ended = python("-c", code)
    assert (ended.returncode, ended.stdout) == (0, "no-entries\n"), ended.stderr
