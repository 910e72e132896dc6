"""A typed program that uses the package. Type checkers check it, and a test runs it.

Type checkers must find an error in each line with `type: ignore`: they report a comment that is not
needed as an error.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, assert_type

import bulk_user_upload as buu


class Ldap:
    """A directory of the program's own."""

    def existing_logins(self, logins: Sequence[buu.Name], uploader: str) -> list[bool]:
        """Its only user is Bob."""
        return [login.key == "bob" for login in logins]

    def permission_groups(self, groups: Sequence[buu.Name], uploader: str) -> list[buu.PermissionGroup]:
        """Every group may be assigned."""
        return [buu.PermissionGroup.assignable(buu.PasswordPolicy.preset("nist")) for _ in groups]

    def primary_teams(self, teams: Sequence[buu.Name], uploader: str) -> tuple[buu.PrimaryTeam, ...]:
        """The uploader is a member of every team."""
        return tuple(buu.PrimaryTeam.member() for _ in teams)

    def capacity_plans(self, plans: Sequence[buu.Name], uploader: str) -> list[buu.CapacityPlan]:
        """Every plan exists."""
        return [buu.CapacityPlan.exists() for _ in plans]


class Half:
    """Not a directory: it lacks `existing_logins` and other methods."""

    def permission_groups(self, groups: Sequence[buu.Name], uploader: str) -> list[buu.PermissionGroup]:
        """No group may be assigned."""
        return [buu.PermissionGroup.insufficient_access() for _ in groups]


def look(report: buu.Report) -> list[str]:
    """Reads a report."""
    assert_type(report.ok, bool)
    assert_type(report.file.size, int | None)
    assert_type(report.errors[:5], buu.Errors)
    assert_type(report.new_users, list[buu.NewUser])
    assert_type(report.errors_csv(passwords="blank", text_cells="plain"), bytes)
    assumed = report.encoding_in_question
    if assumed is not None:
        assert_type(assumed.cells, tuple[str, ...])
        assert_type(assumed.readings, tuple[buu.EncodingReading, ...])
    assert_type([notice.params for notice in report.notices], list[dict[str, Any]])
    errors: Sequence[buu.Problem] = report.errors
    for error in report.errors:
        assert_type(error.code, buu.Code)
        assert_type(error.code.number, int)
        assert_type(error.code.title, str)
        assert_type(error.cell, str | None)
    return [error.message for error in errors]


def check(file: Path) -> list[str]:
    """Checks files and directories of every kind."""
    memory: buu.UserDirectory = buu.InMemoryDirectory({"users": [{"login": "alice"}]})
    template = buu.Template(columns=[{"name": "Login", "kind": "login"}], max_bytes=1_000_000)
    with file.open("rb") as opened:
        for source in (file, str(file), file.read_bytes(), bytearray(b"Login\n"), io.BytesIO(b"Login\n"), opened):
            look(buu.check(source, directory=memory, uploader="alice", template=template))
    buu.check(file, directory=memory, uploader="alice", template=template, encoding=buu.encodings()[0], mapping={})
    checked = buu.prepare(file, template=template, encoding="utf-8", mapping=[("Login", "Login")])
    answers = buu.Answers(logins=[False for _ in checked.questions.logins])
    assert_type(checked.resolve(answers), buu.Report)
    return look(buu.check(file, directory=Ldap(), uploader="alice", name="users.csv", template=template))


def import_file(file: Path, folder: Path) -> buu.ImportRecord:
    """Imports into a store, and reads the history."""
    with buu.Store(folder / "typed.db", memory_kib=8, passes=1) as store:
        store.load({"users": [{"login": "alice", "permission_group": "Admin"}]})
        store.load({"permission_groups": [{"name": "Admin", "level": 1, "bulk_user_upload": True}]})
        template = buu.Template.from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")
        try:
            store.import_file(file, uploader="bob", template=template, encoding="ibm850", mapping={"Login": "Login"})
        except buu.EncodingNotStatedError as error:
            assert_type(error.readings, tuple[buu.EncodingReading, ...])
        except buu.UploaderError:
            pass
        record = store.import_file(file, uploader="alice", template=template, progress=lambda step, done, of: None)
        assert_type(store.history(status=["failed"], users="1..", created=1), list[buu.ImportRecord])
        assert_type(store.details(record.id).file_errors, tuple[buu.Problem, ...])
        assert_type(store.undo(record.id, uploader="alice").skipped, tuple[buu.SkippedUser, ...])
    assert_type(record.start, datetime)
    assert_type(record.end, datetime | None)
    return record


def catch(file: Path) -> str:
    """Catches an exception by the name of the built-in one, or by that of the package."""
    try:
        buu.prepare(file)
    except FileNotFoundError as error:
        return str(error.filename)
    except buu.BulkUserUploadError as error:
        return str(error)
    return ""


def find_fault(report: buu.Report, directory: buu.InMemoryDirectory) -> None:
    """Never runs. Type checkers must find an error in every line."""
    report.users = 5  # type: ignore[misc]
    report.errors[0] = report.errors[1]  # type: ignore[index]
    report.errors_csv(passwords="drop")  # type: ignore[arg-type]
    report.errors_csv(text_cells="formula")  # type: ignore[arg-type]
    buu.prepare(b"", encoding=1252)  # type: ignore[arg-type]
    buu.prepare(b"", mapping={"E-mail": 3})  # type: ignore[arg-type]
    report.errors.append(report.errors[0])  # type: ignore[attr-defined]
    buu.check(io.StringIO("Login"), directory=directory, uploader="alice")  # type: ignore[arg-type]
    buu.check(b"", directory=Half(), uploader="alice")  # type: ignore[arg-type]
    buu.check(b"", directory, "alice")  # type: ignore[call-arg]
    buu.PasswordPolicy(lenght=8)  # type: ignore[call-arg]
    buu.Template(max_bytes=5)  # type: ignore[call-overload]
    buu.Answers(logins=["yes"])  # type: ignore[list-item]
