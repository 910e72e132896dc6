"""If the engine panics, which is a bug, every function and method raises an exception of the package.

The tests rehearse one: in builds with debug assertions, `_native._panic_next` makes the engine panic at
its next work.
"""

from __future__ import annotations

import ast
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import bulk_user_upload as buu
import pytest
from bulk_user_upload import _native
from support import OFFICE, Office, python, upload

pytestmark = pytest.mark.skipif(not hasattr(_native, "_panic_next"), reason="this build cannot rehearse a panic")

STUBS = ast.parse(Path(buu.__file__).with_name("_native.pyi").read_text(encoding="utf-8"))

#: The message of a panic may quote a cell.
MESSAGE = "byte index 3 is not a char boundary of `Passw0rd-Canary`"

#: These classes, properties and methods only store and give values: they do not run the engine.
HOLDERS = {"Questions", "Answers", "ExistingUser", "PermissionGroup", "PrimaryTeam", "CapacityPlan", "Secret", "NewUser"}
HELD = {"Name.value", "Name.key", "Store.path", "Store.close"}

#: Calls that run the engine, by their name in the stubs. A name that is not here is read, or called
#: without arguments.
CALLS: dict[str, Callable[[SimpleNamespace], Any]] = {
    "fold": lambda at: buu.fold("ann"),
    "prepare": lambda at: buu.prepare(b""),
    "encodings": lambda at: buu.encodings(),
    "_mapping_pair": lambda at: _native._mapping_pair("E-mail=Login", at.Template),
    "Name": lambda at: buu.Name("ann"),
    "Checked.ask": lambda at: at.Checked.ask(at.InMemoryDirectory, "alice"),
    "Checked.ask, a store": lambda at: at.Checked.ask(at.Store, "alice"),
    "Checked.ask, a directory written in Python": lambda at: at.Checked.ask(Office(), "alice"),
    "Checked.resolve": lambda at: at.Checked.resolve(at.answers),
    "Checked, shown": lambda at: repr(at.Checked),
    "InMemoryDirectory": lambda at: buu.InMemoryDirectory(OFFICE),
    "InMemoryDirectory.existing_logins": lambda at: at.InMemoryDirectory.existing_logins([at.Name], "alice"),
    "InMemoryDirectory.permission_groups": lambda at: at.InMemoryDirectory.permission_groups([at.Name], "alice"),
    "InMemoryDirectory.primary_teams": lambda at: at.InMemoryDirectory.primary_teams([at.Name], "alice"),
    "InMemoryDirectory.capacity_plans": lambda at: at.InMemoryDirectory.capacity_plans([at.Name], "alice"),
    "InMemoryDirectory.default_password_policy": lambda at: at.InMemoryDirectory.default_password_policy("alice"),
    "PasswordPolicy": lambda at: buu.PasswordPolicy(digits=1),
    "PasswordPolicy.preset": lambda at: buu.PasswordPolicy.preset("nist"),
    "PasswordPolicy.unmet": lambda at: at.PasswordPolicy.unmet("secret"),
    "PasswordPolicy, shown": lambda at: repr(at.PasswordPolicy),
    "PasswordPolicy, pickled": lambda at: pickle.dumps(at.PasswordPolicy),
    "Template": lambda at: buu.Template(),
    "Template, of keywords": lambda at: buu.Template(columns=[{"name": "Login", "kind": "login"}]),
    "Template.from_json": lambda at: buu.Template.from_json("{}"),
    "Template.from_toml": lambda at: buu.Template.from_toml(""),
    "Template, shown": lambda at: repr(at.Template),
    "Template, hashed": lambda at: hash(at.Template),
    "Problem, shown": lambda at: repr(at.Problem),
    "Problem, as text": lambda at: str(at.Problem),
    "Problem, compared": lambda at: at.Problem == at.Errors[1],
    "Problem, hashed": lambda at: hash(at.Problem),
    "Problem, pickled": lambda at: pickle.dumps(at.Problem),
    "Problem, unpickled": lambda at: pickle.loads(at.pickled),
    "Errors.count": lambda at: at.Errors.count(at.Problem),
    "Errors.index": lambda at: at.Errors.index(at.Problem),
    "Errors, compared": lambda at: at.Errors == at.Errors[:],
    "Report, shown": lambda at: repr(at.Report),
    "Report, in a notebook": lambda at: at.Report._repr_html_(),
    "Report, as a table": lambda at: at.Report.__arrow_c_stream__(),
    "Store": lambda at: buu.Store(at.Store.path),
    "Store.load": lambda at: at.Store.load(OFFICE),
    "Store.import_file": lambda at: at.Store.import_file(upload(), uploader="alice"),
    "Store.details": lambda at: at.Store.details(1),
    "Store.rows": lambda at: at.Store.rows(1),
    "Store.errors_csv": lambda at: at.Store.errors_csv(1),
    "Store.undo": lambda at: at.Store.undo(1, uploader="alice"),
}


def of_the_stubs() -> Iterator[str]:
    """What the stubs name: functions, classes that can be called, and the properties and methods of
    classes."""
    for node in STUBS.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef) and node.name not in HOLDERS:
            names = dict.fromkeys(member.name for member in node.body if isinstance(member, ast.FunctionDef))
            yield from [node.name] if "__new__" in names else []
            yield from (f"{node.name}.{name}" for name in names if not name.startswith("_"))


NAMES = [*dict.fromkeys([*of_the_stubs(), *CALLS])]


@pytest.fixture
def at(tmp_path: Path, office: buu.InMemoryDirectory, report: buu.Report) -> Iterator[SimpleNamespace]:
    """An instance of each class, by the name of the class."""
    with buu.Store(tmp_path / "users.db", memory_kib=8, passes=1) as store:
        store.load(OFFICE)
        store.import_file(upload(), uploader="alice")
        yield SimpleNamespace(
            **{type(made).__name__: made for made in (office, report, report.errors, report.errors[0], store)},
            **{type(made).__name__: made for made in (buu.Name("ann"), buu.Template(), buu.PasswordPolicy(digits=1))},
            Checked=buu.prepare(b""),
            answers=buu.Answers(),
            pickled=pickle.dumps(report.errors[0]),
        )


def use(name: str, at: SimpleNamespace) -> Any:
    """Calls the function or method of this name, or reads the property."""
    if name in CALLS:
        return CALLS[name](at)
    kind, member = name.split(".")
    found = getattr(getattr(at, kind), member)
    return found() if callable(found) else found


@pytest.mark.parametrize("name", [name for name in NAMES if name not in HELD])
def test_a_panic_is_an_exception_of_the_package(name: str, at: SimpleNamespace) -> None:
    _native._panic_next(MESSAGE)
    try:
        with pytest.raises(buu.InternalError) as caught:
            use(name, at)
    finally:
        assert _native._panic_next(None) is None, f"{name} ran nothing in the guard"
    assert isinstance(caught.value, Exception)
    assert str(caught.value).startswith("bulk_user_upload has a bug and could not do this: please report it")
    assert "Canary" not in repr(caught.value)


@pytest.mark.parametrize("name", HELD)
def test_what_only_gives_a_value_does_not_run_the_engine(name: str, at: SimpleNamespace) -> None:
    _native._panic_next(MESSAGE)
    use(name, at)
    assert _native._panic_next(None) == MESSAGE


def test_everything_works_after_a_panic(at: SimpleNamespace, report: buu.Report) -> None:
    """After a panic, the same call may be made again. Only a check that was being resolved is lost."""
    for name in NAMES:
        if name not in HELD | {"Checked.resolve"}:
            _native._panic_next(MESSAGE)
            with pytest.raises(buu.InternalError):
                use(name, at)
    assert [record.id for record in at.Store.history()] == [1]
    assert at.Report.to_json() == report.to_json()
    assert at.Checked.ask(at.InMemoryDirectory, "alice").errors[0].code == "no-entries"


def test_a_directory_of_ones_own_gets_the_exception_of_what_it_calls(at: SimpleNamespace) -> None:
    def existing_logins(names: list[buu.Name], uploader: str) -> list[bool | buu.ExistingUser]:
        _native._panic_next(MESSAGE)
        with pytest.raises(buu.InternalError):
            at.InMemoryDirectory.existing_logins(names, uploader)
        return at.InMemoryDirectory.existing_logins(names, uploader)

    directory = Office()
    directory.existing_logins = existing_logins
    assert buu.check(upload(), directory=directory, uploader="alice").to_json() == at.Report.to_json()


def test_standard_error_says_where_and_no_more() -> None:
    code = (
        "import sys\n"
        "import bulk_user_upload as buu\n"
        "buu._native._panic_next(sys.argv[1])\n"
        "try:\n"
        "    buu.fold('ann')\n"
        "except Exception as error:\n"
        "    print(type(error).__name__)\n"
    )
    ended = python("-c", code, MESSAGE)
    assert (ended.returncode, ended.stdout) == (0, "InternalError\n"), ended.stderr
    (line,) = ended.stderr.splitlines()
    assert line.startswith("bulk_user_upload: a bug at ")
    assert "guard.rs:" in line
    assert line.endswith(": please report it")
