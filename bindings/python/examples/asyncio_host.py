"""A service on asyncio checks a file, and awaits its directory between the questions and the answers.

Run it from the top of the repository: `python bindings/python/examples/asyncio_host.py`.
"""

import asyncio
from collections.abc import Sequence

import bulk_user_upload as buu


class RemoteDirectory:
    """Stands for a service over the network."""

    async def logins_taken(self, keys: Sequence[str]) -> list[bool]:
        await asyncio.sleep(0.01)
        return [key == "bob.marsh" for key in keys]

    async def groups(self, keys: Sequence[str]) -> list[buu.PermissionGroup]:
        await asyncio.sleep(0.01)
        known = {"agent": buu.PermissionGroup.assignable(), "sys admin": buu.PermissionGroup.insufficient_access()}
        return [known.get(key, buu.PermissionGroup.does_not_exist()) for key in keys]

    async def teams(self, keys: Sequence[str]) -> list[buu.PrimaryTeam]:
        await asyncio.sleep(0.01)
        mine = buu.PrimaryTeam.member()
        return [mine if key in ("sales", "support") else buu.PrimaryTeam.not_a_member() for key in keys]


async def check(path: str, directory: RemoteDirectory) -> buu.Report:
    checked = buu.prepare(path)
    questions = checked.questions
    logins, groups, teams = await asyncio.gather(
        directory.logins_taken([name.key for name in questions.logins]),
        directory.groups([name.key for name in questions.permission_groups]),
        directory.teams([name.key for name in questions.primary_teams]),
    )
    plans = [buu.CapacityPlan.exists() for _ in questions.capacity_plans]
    answers = buu.Answers(logins=logins, permission_groups=groups, primary_teams=teams, capacity_plans=plans)
    return checked.resolve(answers)


async def main() -> None:
    report = await check("docs/sample/users.csv", RemoteDirectory())
    for error in report.errors:
        print(error.cell or f"row {error.row}", error.message)
    print(f"{report.users} users, {report.valid} valid")


if __name__ == "__main__":
    asyncio.run(main())
