"""An asynchronous host awaits its directory between the questions and the report."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import bulk_user_upload as buu
import pytest
from support import row, upload

Answer = TypeVar("Answer")


async def ask(
    method: Callable[[list[buu.Name], str], list[Answer]], names: list[buu.Name], turns: list[str]
) -> list[Answer]:
    """The answers of a remote directory."""
    turns.append("asked")
    await asyncio.sleep(0)
    turns.append("answered")
    return method(names, "alice")


async def check(file: bytes, office: buu.InMemoryDirectory, turns: list[str]) -> buu.Report:
    """The whole check. The parts that need the processor run in a thread beside the event loop."""
    checked = await asyncio.to_thread(buu.prepare, file)
    questions = checked.questions
    logins, groups, teams, plans = await asyncio.gather(
        ask(office.existing_logins, questions.logins, turns),
        ask(office.permission_groups, questions.permission_groups, turns),
        ask(office.primary_teams, questions.primary_teams, turns),
        ask(office.capacity_plans, questions.capacity_plans, turns),
    )
    answers = buu.Answers(
        logins=logins,
        permission_groups=groups,
        primary_teams=teams,
        capacity_plans=plans,
        default_password_policy=office.default_password_policy("alice"),
    )
    return await asyncio.to_thread(checked.resolve, answers)


def test_an_asynchronous_host_gets_the_same_report(report: buu.Report, office: buu.InMemoryDirectory) -> None:
    turns: list[str] = []
    found = asyncio.run(check(upload(), office, turns))
    assert found.to_json() == report.to_json()
    assert turns == ["asked"] * 4 + ["answered"] * 4, "the directory is asked everything at once"


def test_many_checks_take_turns(office: buu.InMemoryDirectory) -> None:
    async def host() -> list[buu.Report]:
        files = [upload(row(f"user{number}"), row("bob")) for number in range(20)]
        return await asyncio.gather(*(check(file, office, []) for file in files))

    assert [(report.users, report.errors[0].value) for report in asyncio.run(host())] == [(2, "bob")] * 20


def test_a_host_may_give_up_while_it_waits(office: buu.InMemoryDirectory) -> None:
    async def host() -> buu.Report:
        checked = buu.prepare(upload())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), timeout=0)
        return checked.ask(office, "alice")

    assert asyncio.run(host()).users == 4


def test_a_check_is_resolved_once(report: buu.Report) -> None:
    checked = buu.prepare(b"")
    assert checked.resolve(buu.Answers()).errors[0].code == "no-entries"
    for look in (lambda: checked.questions, lambda: checked.resolve(buu.Answers())):
        with pytest.raises(buu.AnswersError, match="resolved already: prepare the file again"):
            look()
    assert repr(checked) == "<Checked: resolved>"


def test_answers_fit_the_questions() -> None:
    for few in (buu.Answers(), buu.Answers(logins=[False] * 5)):
        with pytest.raises(buu.AnswersError, match="4 logins were asked about and . answers came back"):
            buu.prepare(upload()).resolve(few)


def test_answers_are_of_their_class() -> None:
    for wrong in (
        {"logins": [1]},
        {"logins": "yes"},
        {"logins": None},
        {"permission_groups": [True]},
        {"primary_teams": [buu.CapacityPlan.exists()]},
        {"capacity_plans": [None]},
        {"default_password_policy": "nist"},
        {"teams": []},
    ):
        with pytest.raises(TypeError):
            buu.Answers(**wrong)
    with pytest.raises(TypeError):
        buu.prepare(b"").resolve({})


def test_a_directory_that_is_asynchronous_is_named() -> None:
    class Later:
        async def existing_logins(self, logins: list[buu.Name], uploader: str) -> list[bool]:
            return [False for _ in logins]

    message = "existing_logins must give a sequence of bool or ExistingUser, not coroutine"
    with pytest.warns(RuntimeWarning, match="never awaited"), pytest.raises(buu.AnswersTypeError, match=message):
        buu.check(upload(), directory=Later(), uploader="alice")
