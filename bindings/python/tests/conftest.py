"""What the tests share."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import bulk_user_upload as buu
import pytest
from support import OFFICE, upload

try:
    from hypothesis import configuration, settings
except ImportError:
    # Without hypothesis, the tests of properties are skipped.
    pass
else:
    # Otherwise it would store files about earlier runs in the source tree.
    configuration.set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "bulk-user-upload-hypothesis")
    settings.register_profile("tests", deadline=None, database=None, derandomize=True)
    settings.load_profile("tests")


@pytest.fixture(scope="session")
def office() -> buu.InMemoryDirectory:
    """The directory that most cases use. Alice may assign most of its groups and teams."""
    return buu.InMemoryDirectory(OFFICE)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[buu.Store]:
    """A store with the same directory. Its passwords are hashed fast."""
    with buu.Store(tmp_path / "users.db", memory_kib=8, passes=1) as store:
        store.load(OFFICE)
        yield store


@pytest.fixture(scope="session")
def report(office: buu.InMemoryDirectory) -> buu.Report:
    """A report on a row without errors, and three rows with an error or two."""
    return buu.check(upload(), directory=office, uploader="alice")
