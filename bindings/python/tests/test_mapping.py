"""Which header is which column, as the caller states it."""

from __future__ import annotations

from collections import OrderedDict
from types import MappingProxyType
from typing import Any

import bulk_user_upload as buu
import pytest
from support import COLUMNS, csv_of, row, upload

#: The logins stand under `E-mail`.
FILE = csv_of([row("ann")], columns=[{"Login": "E-mail"}.get(column, column) for column in COLUMNS])


@pytest.mark.parametrize(
    "mapping",
    [
        {"E-mail": "Login"},
        {"e_mail": "LOGIN*"},
        OrderedDict({"E-mail": "Login"}),
        MappingProxyType({"E-mail": "Login"}),
        [("E-mail", "Login")],
        iter([("E-mail", "Login")]),
        {"E-mail": "Login"}.items(),
    ],
    ids=lambda mapping: type(mapping).__name__,
)
def test_a_mapping_is_whatever_makes_a_dict(office: buu.InMemoryDirectory, mapping: Any) -> None:
    report = buu.check(FILE, directory=office, uploader="alice", mapping=mapping)
    assert report.ok
    assert report.new_users[0].login == "ann"


@pytest.mark.parametrize("mapping", [None, {}, []], ids=repr)
def test_nothing_is_mapped_by_default(office: buu.InMemoryDirectory, mapping: Any) -> None:
    report = buu.check(FILE, directory=office, uploader="alice", mapping=mapping)
    assert [error.code for error in report.errors] == [buu.Code.TEMPLATE_MISSING_COLUMN]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"Mail": "Login"}, "Mail"),
        ({"E-mail": "Logn"}, "Logn"),
        ({"E-mail": "Password"}, "Password"),
        ({"Errors": "Login"}, "Errors"),
        ({"E-mail": "Login", "e_mail": "Login"}, "e_mail"),
        ([("E-mail", "Login"), ("E-mail", "Extension")], "E-mail"),
    ],
    ids=str,
)
def test_a_mapping_that_does_not_fit_is_an_error(store: buu.Store, mapping: Any, said: str) -> None:
    for use in (
        lambda: buu.prepare(FILE, mapping=mapping),
        lambda: buu.check(FILE, directory=store, uploader="alice", mapping=mapping),
        lambda: store.import_file(FILE, uploader="alice", mapping=mapping),
    ):
        with pytest.raises(buu.MappingError, match=said):
            use()
    assert store.history() == []


def test_an_error_of_the_file_goes_first(office: buu.InMemoryDirectory) -> None:
    for mapping in ({"Mail": "Login"}, {"E-mail": "Logn"}):
        report = buu.check(b"", directory=office, uploader="alice", mapping=mapping)
        assert [error.code for error in report.errors] == [buu.Code.NO_ENTRIES]


@pytest.mark.parametrize("mapping", [5, "E-mail=Login", ["E-mail"], {"E-mail": 3}, {3: "Login"}, [("a", "b", "c")]], ids=repr)
def test_what_is_no_mapping_is_refused(mapping: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="mapping"):
        buu.prepare(FILE, mapping=mapping)


def test_what_a_mapping_raises_comes_out() -> None:
    def pairs() -> Any:
        raise ConnectionResetError("gone")
        yield

    with pytest.raises(ConnectionResetError):
        buu.prepare(FILE, mapping=pairs())


def test_a_mapped_file_is_imported(store: buu.Store) -> None:
    assert store.import_file(FILE, uploader="alice", mapping={"E-mail": "Login"}).created == 1
    assert store.rows(1)[0].login == "ann"
    assert buu.check(upload(row("ann")), directory=store, uploader="alice").errors[0].number == 402
