"""Values are frozen, comparable, hashable and picklable where that is safe, and refuse to be where it is
not."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, datetime
from typing import Any

import bulk_user_upload as buu
import pytest
from support import OFFICE, upload

NAME = "O'Brien \N{LATIN SMALL LETTER SHARP S}\n\\"

VALUES = {
    "Name": lambda: buu.Name("Ann Lee"),
    "PasswordPolicy": lambda: buu.PasswordPolicy(length=8, denylist=["passw0rd"], regexPatterns=["[a-z]"]),
    "ExistingUser": lambda: buu.ExistingUser(),
    "ExistingUser, inactive": lambda: buu.ExistingUser(active=False),
    "ExistingUser with names": lambda: buu.ExistingUser(names={"First name": "Ann", "Last name": NAME}),
    "PermissionGroup.does_not_exist": lambda: buu.PermissionGroup.does_not_exist(),
    "PermissionGroup.does_not_exist with a suggestion": lambda: buu.PermissionGroup.does_not_exist(NAME),
    "PermissionGroup.insufficient_access": lambda: buu.PermissionGroup.insufficient_access(),
    "PermissionGroup.assignable": lambda: buu.PermissionGroup.assignable(),
    "PermissionGroup.assignable with a policy": lambda: buu.PermissionGroup.assignable(buu.PasswordPolicy(length=12)),
    "PrimaryTeam.does_not_exist": lambda: buu.PrimaryTeam.does_not_exist(),
    "PrimaryTeam.does_not_exist with a suggestion": lambda: buu.PrimaryTeam.does_not_exist(NAME),
    "PrimaryTeam.not_a_member": lambda: buu.PrimaryTeam.not_a_member(),
    "PrimaryTeam.member": lambda: buu.PrimaryTeam.member(),
    "CapacityPlan.does_not_exist": lambda: buu.CapacityPlan.does_not_exist(),
    "CapacityPlan.does_not_exist with a suggestion": lambda: buu.CapacityPlan.does_not_exist(NAME),
    "CapacityPlan.exists": lambda: buu.CapacityPlan.exists(),
    "Code": lambda: buu.Code("login-already-exists"),
    "FileInfo": lambda: buu.FileInfo("users.csv", 10, None, "utf-8", ","),
    "EncodingReading": lambda: buu.EncodingReading("windows-1250", (NAME,)),
    "EncodingAssumed": lambda: buu.EncodingAssumed("windows-1252", ("A2",), (buu.EncodingReading("ibm850", (NAME,)),)),
    "Notice": lambda: buu.Notice(
        buu.NoticeCode.VALUE_LOOKS_CONVERTED, 2, 2, "Login", "C2", NAME, None, {"kind": "quoted"}, "It looks converted."
    ),
    "Undone": lambda: buu.Undone("alice", datetime(2026, 11, 23, tzinfo=UTC), 3),
    "UndoneUser": lambda: buu.UndoneUser(2, "ann"),
    "SkippedUser": lambda: buu.SkippedUser(2, "ann", "changed"),
    "ErrorCount": lambda: buu.ErrorCount(buu.Code.NO_ENTRIES, 103, "No entries", 1),
}
EVALUATED = [name for name in VALUES if name not in ("Code", "Notice", "Undone", "ErrorCount")]


@pytest.fixture(params=VALUES)
def made(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    """A value, made twice."""
    make = VALUES[request.param]
    return make(), make()


@pytest.fixture
def problem(report: buu.Report) -> buu.Problem:
    """An error with everything that one can have."""
    return report.errors[1]


def test_values_that_are_made_alike_are_equal(made: tuple[Any, Any]) -> None:
    one, other = made
    assert one == other
    assert hash(one) == hash(other)
    assert {one: 1}[other] == 1


def test_values_that_differ_are_not_equal() -> None:
    values = [make() for make in VALUES.values()]
    for index, value in enumerate(values):
        assert values.index(value) == index
        assert value != object()
        assert value is not None


def test_a_value_is_pickled(made: tuple[Any, Any]) -> None:
    value, _ = made
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(value, protocol))
        assert (again, type(again), repr(again)) == (value, type(value), repr(value))


def test_a_value_is_copied(made: tuple[Any, Any]) -> None:
    value, _ = made
    assert copy.copy(value) == copy.deepcopy(value) == value


@pytest.mark.parametrize("name", EVALUATED)
def test_a_value_is_shown_as_what_makes_it(name: str) -> None:
    value = VALUES[name]()
    assert eval(repr(value), vars(buu)) == value


@pytest.mark.parametrize("name", [name for name in VALUES if name != "Code"])
def test_a_value_is_frozen(name: str) -> None:
    value = VALUES[name]()
    for attribute in ("value", "row", "extra"):
        # A dataclass with slots raises a TypeError for a field that it does not have.
        with pytest.raises((AttributeError, TypeError)):
            setattr(value, attribute, "other")


def test_a_problem_is_a_value(problem: buu.Problem, report: buu.Report) -> None:
    again = pickle.loads(pickle.dumps(problem))
    assert again == problem == report.errors[1] == copy.copy(problem) == copy.deepcopy(problem)
    assert hash(again) == hash(problem) == hash(report.errors[1])
    assert (repr(again), str(again), again.to_dict()) == (repr(problem), str(problem), problem.to_dict())
    for attribute in problem.to_dict():
        assert getattr(again, attribute) == getattr(problem, attribute)
        with pytest.raises(AttributeError):
            setattr(problem, attribute, None)
    assert len(set(report.errors)) == len(report.errors)
    assert repr(problem) == "<Problem permission-group-does-not-exist E4>"
    assert isinstance(problem.code, buu.Code)


def test_what_a_problem_gives_out_can_be_changed_without_changing_it(report: buu.Report) -> None:
    password = report.errors[3]
    password.params["unmet"].clear()
    password.to_dict().clear()
    assert password.params["unmet"]


def test_a_template_is_a_value() -> None:
    columns = [{"name": "Login", "kind": "login", "aliases": ["User"]}]
    made = buu.Template(columns=columns, max_bytes=100)
    texts = ['{"max_bytes": 100, "columns": [{"name": "Login", "kind": "login", "aliases": ["User"]}]}']
    texts.append(texts[0].replace(" ", ""))
    toml = "max_bytes = 100\n[[columns]]\nname = 'Login'\nkind = 'login'\naliases = ['User']"
    same = [made, buu.Template.from_toml(toml), *map(buu.Template.from_json, texts)]
    for template in [*same, *(pickle.loads(pickle.dumps(template)) for template in same)]:
        assert template == made
        assert hash(template) == hash(made)
    assert buu.Template() == pickle.loads(pickle.dumps(buu.Template())) == copy.deepcopy(buu.Template())
    assert buu.Template() != made
    for template in (made, buu.Template()):
        assert buu.Template.from_json(template.to_json()) == buu.Template.from_toml(template.to_toml()) == template
    assert json.loads(made.to_json())["columns"][0]["aliases"] == ["User"]
    assert (made.columns, made.max_bytes, made.csv()) == (["Login"], 100, "\ufeffLogin*\r\n")
    assert repr(made) == "<Template: Login>"


def test_a_directory_is_pickled() -> None:
    directory = buu.InMemoryDirectory(OFFICE)
    for again in (pickle.loads(pickle.dumps(directory)), copy.deepcopy(directory)):
        assert again.existing_logins([buu.Name("bob"), buu.Name("zoe")], "alice") == [True, False]


def test_questions_and_answers_say_how_many() -> None:
    checked, again = buu.prepare(upload()), buu.prepare(upload())
    expected = "<Questions: 4 logins, 2 permission groups, 1 teams, 1 capacity plans>"
    assert repr(checked.questions) == expected
    assert checked.questions == again.questions
    assert repr(buu.Answers(logins=[True])) == "<Answers: 1 logins, 0 permission groups, 0 teams, 0 capacity plans>"
    assert repr(checked).startswith("<Checked")


def test_names_compare_by_what_stands_in_the_file() -> None:
    assert buu.Name("BOB") != buu.Name("bob")
    assert buu.Name("BOB").key == buu.Name("bob").key == buu.fold(" Bob ") == "bob"
    assert str(buu.Name("BOB")) == "BOB"
    with pytest.raises(TypeError):
        buu.Name(1)


def test_what_holds_passwords_is_not_pickled(report: buu.Report) -> None:
    user = report.new_users[0]
    for holder in (report, user, user.password):
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(holder)
        assert copy.copy(holder) is copy.deepcopy(holder) is holder, "nothing is doubled"
    for holder in (report.errors, buu.prepare(upload())):
        with pytest.raises(TypeError, match="pickle"):
            pickle.dumps(holder)


def test_codes_are_their_texts() -> None:
    code = buu.Code.LOGIN_ALREADY_EXISTS
    assert code == "login-already-exists"
    assert str(code) == f"{code}" == "login-already-exists"
    assert (code.number, code.title) == (402, "Login: already exists")
    assert pickle.loads(pickle.dumps(code)) is copy.deepcopy(code) is code
    assert len({code.number for code in buu.Code}) == len(buu.Code) == 26
    with pytest.raises(ValueError, match="no-such-code"):
        buu.Code("no-such-code")
    notice = buu.NoticeCode.COLUMN_IGNORED
    assert notice == str(notice) == "column-ignored"
    assert len(buu.NoticeCode) == 8
    assert pickle.loads(pickle.dumps(notice)) is notice
    with pytest.raises(ValueError, match="no-such-code"):
        buu.NoticeCode("no-such-code")


@pytest.mark.parametrize("name", ["Report", "Errors", "Problem", "Checked", "Secret", "NewUser", "PrimaryTeam"])
def test_what_only_the_engine_makes_is_not_made_by_hand(name: str) -> None:
    with pytest.raises(TypeError, match="instances"):
        getattr(buu, name)()


def test_everything_public_says_what_it_is() -> None:
    for name in buu.__all__:
        thing = getattr(buu, name)
        assert getattr(thing, "__doc__", None), f"{name} has no docstring"
        if not isinstance(thing, type) or thing.__module__ != "bulk_user_upload":
            continue
        for attribute, member in vars(thing).items():
            if not attribute.startswith("_"):
                assert member.__doc__, f"{name}.{attribute} has no docstring"
