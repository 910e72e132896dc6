"""Nothing shows a password unless the caller asks for it."""

from __future__ import annotations

import html
import logging
import pickle
import traceback
from pathlib import Path
from typing import Any

import bulk_user_upload as buu
import pytest
from support import COLUMNS, TESTDATA, Office, csv_of, row

#: Rows of every outcome have one of these passwords. The policies of the groups here accept the first,
#: and refuse the second.
CANARY = "Canary-7-" + "Yellow"
WEAK = "canary" + "yellow"

#: A comma that is not quoted moves the password to the next cell; a quote that is never closed makes it
#: part of another cell.
MOVED = f"Ann,Lee, Jr.,eve,{CANARY},Agent Role,TRUE,0101,Sales,Standard,TRUE\r\n".encode()
DAMAGED = f'Ann,Lee,fay,"{CANARY},Agent Role,TRUE,0101,Sales,Standard,TRUE\r\n'.encode()
FILE = (
    csv_of(
        [
            row("ann", Password=CANARY),
            row("bob", Password=CANARY),
            row("cat", Password=WEAK),
            row("dan", Password=CANARY, Permission_group="Nobody", Web_RTC="yes"),
        ]
    )
    + MOVED
    + DAMAGED
)

#: A file without a header: its first row is a user.
HEADLESS = csv_of([row("bob", Password=CANARY)], columns=row("ann", Password=CANARY))

#: Files in which the password is in the wrong place, and that password.
SLIPPED = {path.stem: path.read_bytes() for path in sorted((TESTDATA / "slipped").glob("*.csv"))}
SLIPPED_PASSWORD = "Zq7Wx9Kv3J"


def assert_without_passwords(*texts: object) -> None:
    """Fails if any of these contains a password."""
    for text in texts:
        shown = text if isinstance(text, str) else repr(text)
        for canary in (CANARY, WEAK, SLIPPED_PASSWORD):
            assert canary not in shown
            assert canary not in html.unescape(shown)


@pytest.fixture(scope="module", params=[FILE, HEADLESS], ids=["rows", "no-header"])
def report(request: pytest.FixtureRequest, office: buu.InMemoryDirectory) -> buu.Report:
    """A report on a file full of passwords."""
    return buu.check(request.param, directory=office, uploader="alice")


def test_no_password_is_shown_with_a_report(report: buu.Report) -> None:
    assert_without_passwords(
        report, str(report), f"{report}", report.to_json(), report.to_dicts(), report._repr_html_(), report.file
    )
    assert_without_passwords(report.errors, list(report.errors), list(map(str, report.errors)), report.notices)
    assert_without_passwords(*(pickle.dumps(error) for error in report.errors))
    assert_without_passwords(*(error.to_dict() for error in report.errors))


def test_no_password_is_shown_with_a_user(report: buu.Report) -> None:
    for user in report.new_users:
        assert_without_passwords(user, str(user), user.values, user.password, f"{user.password}", [user.password])
        assert user.password is not None
        assert user.password.expose() == CANARY
        assert repr(user.password) == str(user.password) == "Secret(…)"
        with pytest.raises(AttributeError):
            user.password.text
        for holder in (user, user.password):
            assert_without_passwords(*dir(holder))
            assert not hasattr(holder, "__dict__")


def test_no_password_is_shown_with_a_check() -> None:
    for file in (FILE, HEADLESS):
        checked = buu.prepare(file)
        questions = checked.questions
        assert_without_passwords(checked, questions, questions.logins, questions.permission_groups)
        assert_without_passwords(questions.primary_teams, questions.capacity_plans)


def test_no_password_is_shown_with_what_a_file_may_say(store: buu.Store) -> None:
    # The names have a letter that depends on the encoding, and so have the passwords.
    file = FILE.replace(CANARY.encode(), CANARY.encode() + b"\xa3").replace(b"Ann", b"\xa3nn")
    report = buu.check(file, directory=store, uploader="alice")
    assumed = report.encoding_in_question
    assert assumed is not None
    assert {sample for reading in assumed.readings for sample in reading.samples} >= {"£nn", "Łnn"}
    assert_without_passwords(assumed, report.notices, report.to_json(), report._repr_html_())
    with pytest.raises(buu.EncodingNotStatedError) as refused:
        store.import_file(file, uploader="alice")
    assert_without_passwords(refused.value, str(refused.value), refused.value.readings, pickle.dumps(refused.value))


def test_no_password_is_in_an_arrow_table(report: buu.Report) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    assert_without_passwords(pyarrow.table(report).to_pydict())


def test_a_rows_with_errors_file_has_no_password_where_it_is_left_blank(report: buu.Report) -> None:
    assert_without_passwords(report.errors_csv(passwords="blank").decode())


def test_a_directory_sees_no_password(office: buu.InMemoryDirectory) -> None:
    directory = Office()
    buu.check(FILE, directory=directory, uploader="alice")
    assert len(directory.questions) == 4
    assert_without_passwords(directory.questions)


@pytest.mark.parametrize("failure", ["raises", "answers wrongly", "answers too little"])
@pytest.mark.parametrize("way", ["path", "bytes"])
def test_no_password_is_in_a_traceback(tmp_path: Path, failure: str, way: str) -> None:
    def answer(names: Any, uploader: str) -> Any:
        if failure == "raises":
            raise RuntimeError(f"the database is down for {names}, {uploader}")
        return [] if failure == "answers too little" else names

    path = tmp_path / "users.csv"
    path.write_bytes(FILE)
    directory = Office()
    directory.existing_logins = answer
    with pytest.raises((RuntimeError, buu.AnswersError)) as caught:
        buu.check(path.read_bytes() if way == "bytes" else path, directory=directory, uploader="alice")
    trace = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert "_check.py" in "".join(trace.format())
    assert_without_passwords(*trace.format(), *traceback.format_exception(caught.value), caught.value.args)


def test_no_password_is_logged(caplog: pytest.LogCaptureFixture, store: buu.Store) -> None:
    with caplog.at_level(logging.DEBUG):
        buu.check(FILE, directory=store, uploader="alice")
        store.import_file(FILE, uploader="alice")
    assert len(caplog.records) >= 2
    assert_without_passwords(*(vars(record) for record in caplog.records), *caplog.messages)


def test_no_password_is_in_the_history(store: buu.Store) -> None:
    for file in (FILE, HEADLESS):
        record = store.import_file(file, uploader="alice")
        assert_without_passwords(record, store.history(), store.details(record.id), store.rows(record.id))
        assert_without_passwords(store.errors_csv(record.id).decode(), store.directory(), store)
        assert_without_passwords(pickle.dumps(store.rows(record.id)), pickle.dumps(store.details(record.id)))
        undo = store.undo(record.id, uploader="alice")
        assert_without_passwords(undo, *store.rows(record.id))
    assert store.details(1).record.created == 1


def test_no_password_is_on_disk(store: buu.Store) -> None:
    record = store.import_file(FILE, uploader="alice")
    files = [path for path in store.path.parent.iterdir() if path.is_file()]
    assert store.path in files
    for path in files:
        content = path.read_bytes()
        assert CANARY.encode() not in content
        assert WEAK.encode() not in content
    assert {buu.fold(column) for column in store.details(record.id).file.columns} == set(map(buu.fold, COLUMNS))


def test_a_policy_names_its_rules_and_not_the_password() -> None:
    policy = buu.PasswordPolicy(length=40, denylist=["something"])
    assert_without_passwords(policy.unmet(CANARY, login=WEAK, names=[WEAK]), policy)


@pytest.mark.parametrize("file", SLIPPED.values(), ids=list(SLIPPED))
def test_a_password_that_slipped_is_shown_nowhere(
    file: bytes, office: buu.InMemoryDirectory, store: buu.Store, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        report = buu.check(file, directory=office, uploader="alice")
        record = store.import_file(file, uploader="alice")
    assert len(report.errors) > 50
    assert_without_passwords(*(vars(logged) for logged in caplog.records), *caplog.messages)
    assert_without_passwords(report, report.to_json(), report.to_dicts(), report._repr_html_(), list(report.errors))
    for said in (*report.errors, *report.notices):
        assert_without_passwords(said, str(said), said.params, said.value, said.suggestion, pickle.dumps(said))
    assert_without_passwords(report.errors_csv(passwords="blank").decode(), report.new_users)
    assert SLIPPED_PASSWORD in report.errors_csv(passwords="keep").decode()
    assert_without_passwords(record, store.history(), store.details(record.id), store.rows(record.id))
    assert_without_passwords(store.errors_csv(record.id).decode())


@pytest.mark.parametrize("file", SLIPPED.values(), ids=list(SLIPPED))
def test_a_password_that_slipped_is_in_no_table(file: bytes, office: buu.InMemoryDirectory) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    report = buu.check(file, directory=office, uploader="alice")
    assert_without_passwords(pyarrow.table(report).to_pydict())


def test_the_files_of_slipped_passwords_are_found() -> None:
    assert len(SLIPPED) == 4
