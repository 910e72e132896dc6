"""A directory that is written in Python: what it is asked, and what becomes of its answers."""

from __future__ import annotations

import itertools
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bulk_user_upload as buu
import pytest
from support import Office, python, row, upload

#: For each method, an answer of the right class, and one of a wrong class.
RIGHT: dict[str, Any] = {
    "existing_logins": True,
    "permission_groups": buu.PermissionGroup.assignable(),
    "primary_teams": buu.PrimaryTeam.member(),
    "capacity_plans": buu.CapacityPlan.exists(),
}
WRONG = dict(zip(RIGHT, [1, *RIGHT.values()], strict=False))
METHODS = list(RIGHT)

#: Two distinct names for each method.
CSV = upload(
    row("ann"),
    row("bob", Permission_group="Guest", Primary_team="Support", Capacity_plan="Premium"),
    row("BOB", Permission_group="agent role", Primary_team="SALES", Capacity_plan="standard"),
)


class Saying(Office):
    """The office, with another function for one of its methods."""

    def __init__(self, method: str, say: Callable[..., Any]) -> None:
        """Calls to the method go to `say`."""
        super().__init__()
        setattr(self, method, say)


def check(directory: Any, file: bytes = CSV) -> buu.Report:
    """The report on a file, by Alice."""
    return buu.check(file, directory=directory, uploader="alice")


def test_a_directory_of_ones_own_gives_the_same_report(office: buu.InMemoryDirectory) -> None:
    assert check(Office()).to_json() == check(office).to_json()


def test_each_method_is_called_once_with_distinct_names() -> None:
    directory = Office()
    check(directory)
    assert directory.questions == [
        ("existing_logins", ["ann", "bob"], "alice"),
        ("permission_groups", ["Agent Role", "Guest"], "alice"),
        ("primary_teams", ["Sales", "Support"], "alice"),
        ("capacity_plans", ["Standard", "Premium"], "alice"),
    ]


def test_a_method_without_a_question_is_not_called() -> None:
    directory = Office()
    check(directory, upload(row("", Permission_group="\u200b", Primary_team="", Capacity_plan="")))
    check(directory, b"")
    assert directory.questions == []


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", [RuntimeError, KeyboardInterrupt, StopIteration, buu.StoreError])
def test_what_a_directory_raises_comes_out_as_it_is(method: str, kind: type[BaseException]) -> None:
    error = kind("the database is down")

    def down(names: object, uploader: str) -> Any:
        raise error

    with pytest.raises(kind) as caught:
        check(Saying(method, down))
    assert caught.value is error
    assert "down" in [frame.name for frame in traceback.extract_tb(error.__traceback__)]
    assert error.__cause__ is None


def test_a_directory_that_failed_may_be_asked_again(office: buu.InMemoryDirectory) -> None:
    def down(names: object, uploader: str) -> Any:
        raise TimeoutError

    checked = buu.prepare(CSV)
    for _ in range(2):
        with pytest.raises(TimeoutError):
            checked.ask(Saying("capacity_plans", down), "alice")
    assert checked.ask(office, "alice").to_json() == check(office).to_json()
    with pytest.raises(buu.AnswersError, match="resolved already"):
        checked.ask(office, "alice")


@pytest.mark.parametrize(("method", "right"), list(RIGHT.items()))
@pytest.mark.parametrize("count", [0, 1, 3, 10])
def test_too_few_and_too_many_answers_are_refused(method: str, right: Any, count: int) -> None:
    with pytest.raises(buu.AnswersError, match=f"2 .* were asked about and {count} answers came back") as refused:
        check(Saying(method, lambda names, uploader: [right] * count))
    assert not isinstance(refused.value, TypeError)


@pytest.mark.parametrize(("method", "wrong"), list(WRONG.items()))
def test_an_answer_of_the_wrong_class_is_refused(method: str, wrong: Any) -> None:
    for answers in ([wrong, wrong], [None, None], "ab", [[]]):
        with pytest.raises(buu.AnswersTypeError, match=f"{method} must give answers of the class"):
            check(Saying(method, lambda names, uploader, answers=answers: answers))


@pytest.mark.parametrize(("method", "right"), list(RIGHT.items()))
def test_answers_without_an_order_are_refused(method: str, right: Any) -> None:
    other = False if right is True else type(right).does_not_exist()
    for answers in (None, 1, {right, other}, frozenset([right, other]), {right: 1, other: 2}):
        with pytest.raises(buu.AnswersTypeError, match=f"{method} must give a sequence of .*, not {type(answers).__name__}"):
            check(Saying(method, lambda names, uploader, answers=answers: answers))


@pytest.mark.parametrize(("method", "right"), list(RIGHT.items()))
def test_answers_may_come_one_by_one(method: str, right: Any) -> None:
    def answers(names: list[buu.Name], uploader: str) -> Iterator[Any]:
        for _ in names:
            yield right

    assert check(Saying(method, answers)).users == 3
    assert check(Saying(method, lambda names, uploader: (right, right))).users == 3


def test_answers_without_an_end_are_refused() -> None:
    with pytest.raises(buu.AnswersError, match="2 logins were asked about and 3 answers came back"):
        check(Saying("existing_logins", lambda names, uploader: itertools.repeat(True)))


def test_an_error_between_two_answers_comes_out() -> None:
    def answers(names: list[buu.Name], uploader: str) -> Iterator[bool]:
        yield True
        raise ConnectionError

    class Lazy:
        def __iter__(self) -> Iterator[bool]:
            raise ConnectionError

    for say in (answers, lambda names, uploader: Lazy()):
        with pytest.raises(ConnectionError):
            check(Saying("existing_logins", say))


@pytest.mark.parametrize("method", METHODS)
def test_a_directory_without_a_method_is_named(method: str) -> None:
    directory = type("Half", (), {name: getattr(Office(), name) for name in METHODS if name != method})()
    with pytest.raises(AttributeError, match=f"'Half' object has no attribute '{method}'"):
        check(directory)


def test_the_default_policy_of_a_directory_validates_passwords() -> None:
    file = upload(row("ann", Permission_group="No such group", Password="short"))
    directory = Office()
    assert [error.number for error in check(directory, file).errors] == [601, 501]
    directory.default_password_policy = lambda uploader: buu.PasswordPolicy()
    assert [error.number for error in check(directory, file).errors] == [501]
    directory.default_password_policy = lambda uploader: None
    assert [error.number for error in check(directory, file).errors] == [601, 501]


def test_a_default_policy_that_is_none_is_refused() -> None:
    with pytest.raises(buu.AnswersTypeError, match="default_password_policy must give a PasswordPolicy or None, not dict"):
        check(Saying("default_password_policy", lambda uploader: {"length": 8}))

    def broken(uploader: str) -> Any:
        raise AttributeError("of its own")

    with pytest.raises(AttributeError, match="of its own"):
        check(Saying("default_password_policy", broken))


def test_a_policy_of_a_group_validates_passwords() -> None:
    long = buu.PermissionGroup.assignable(buu.PasswordPolicy(length=20))
    directory = Saying("permission_groups", lambda names, uploader: [long, buu.PermissionGroup.insufficient_access()])
    assert [(error.row, error.number) for error in check(directory).errors if error.number in (502, 601)] == [
        (2, 601),
        (3, 502),
        (4, 601),
    ]


def test_a_directory_may_say_whose_login_it_is() -> None:
    same = buu.ExistingUser(names={"First name": "ANN", "Last name": "Lee"})
    other = buu.ExistingUser(active=False, names={"First name": "Ann", "Last name": "Hill"})
    for answer, params in [(True, {}), (same, {"same_name": True}), (other, {"inactive": True})]:
        directory = Saying("existing_logins", lambda names, uploader, answer=answer: [answer])
        (error,) = check(directory, upload(row("ann"))).errors
        assert (error.code, error.params) == ("login-already-exists", params)


def test_a_suggestion_of_a_directory_is_in_the_report() -> None:
    directory = Office()
    file = upload(row("ann", Primary_team="Salles"))
    directory.primary_teams = lambda names, uploader: [buu.PrimaryTeam.does_not_exist("Sales")]
    (error,) = check(directory, file).errors
    assert (error.code, error.suggestion) == ("primary-team-does-not-exist", "Sales")


def test_a_directory_may_check_another_file_while_it_is_asked(office: buu.InMemoryDirectory) -> None:
    begun, reports = [], []

    def nested(names: list[buu.Name], uploader: str) -> list[bool | buu.ExistingUser]:
        begun.append(names)
        reports.append(check(directory if len(begun) < 4 else office))
        return office.existing_logins(names, uploader)

    directory = Saying("existing_logins", nested)
    reports.append(check(directory))
    assert len(reports) == 5
    assert len({report.to_json() for report in reports}) == 1


ENDLESS = """
import sys
sys.path.insert(0, sys.argv[1])
from test_directories import Saying, check

directory = Saying("existing_logins", lambda names, uploader: check(directory))
try:
    check(directory)
except RecursionError:
    print("too deep")
"""


def test_a_directory_that_never_comes_to_an_end_is_a_recursion_error() -> None:
    ended = python("-c", ENDLESS, Path(__file__).parent)
    assert (ended.returncode, ended.stdout) == (0, "too deep\n"), ended.stderr[-2000:]


def test_a_check_is_not_resolved_from_within_its_own_directory(office: buu.InMemoryDirectory) -> None:
    def nested(names: list[buu.Name], uploader: str) -> list[bool | buu.ExistingUser]:
        for look in (lambda: checked.questions, lambda: checked.ask(office, "alice")):
            with pytest.raises(buu.AnswersError):
                look()
        return office.existing_logins(names, uploader)

    checked = buu.prepare(CSV)
    assert checked.ask(Saying("existing_logins", nested), "alice").users == 3


def test_others_run_while_a_directory_is_slow(office: buu.InMemoryDirectory) -> None:
    asked, done = threading.Event(), threading.Event()

    def slow(names: list[buu.Name], uploader: str) -> list[bool | buu.ExistingUser]:
        asked.set()
        assert done.wait(60), "the other check did not get its turn"
        return office.existing_logins(names, uploader)

    reports: list[buu.Report] = []
    thread = threading.Thread(target=lambda: reports.append(check(Saying("existing_logins", slow))))
    thread.start()
    assert asked.wait(60)
    reports.append(check(office))
    done.set()
    thread.join()
    assert [report.to_json() for report in reports] == [check(office).to_json()] * 2
