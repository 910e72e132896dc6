"""Prints the time of a check from Python, of the same check in Rust, and of the same rules in pydantic
and pandera.

`python benches/compare.py CHECK_TIME FILE DIRECTORY.json`: `CHECK_TIME` is the program that times the
check in Rust. The contenders take turns in one run, and the times are medians.
"""

from __future__ import annotations

import csv
import io
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bulk_user_upload as buu

UPLOADER = "admin"
ROUNDS = 15
CALLS = 40


def main(check_time: str, file: str, directory: str) -> None:
    content = Path(file).read_bytes()
    data = json.loads(Path(directory).read_text())
    known = buu.InMemoryDirectory(data)

    def rust() -> list[float]:
        command = [check_time, file, directory, UPLOADER, str(CALLS)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return [int(line) / 1e9 for line in output.split()][CALLS // 4 :]

    ours = lambda: buu.check(content, name="users.csv", directory=known, uploader=UPLOADER)
    contenders: dict[str, Callable[[], list[float]]] = {
        "the engine, from Rust": rust,
        "bulk_user_upload": lambda: timed(ours, CALLS)[CALLS // 4 :],
    }
    assert ours().ok
    for name, make in (("pydantic", pydantic_validator), ("pandera", pandera_validator)):
        try:
            validate = make(data)
        except ImportError:
            print(f"{name} is not installed: left out", file=sys.stderr)
            continue
        assert validate(content) == 0, f"{name} finds errors in a clean file"
        contenders[name] = lambda validate=validate: timed(lambda: validate(content), 2)

    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, contender in contenders.items():
            times[name] += contender()
    medians = {name: statistics.median(found) for name, found in times.items()}
    floor = medians["the engine, from Rust"]
    users = content.count(b"\n") - 1
    print(f"| {users} users, {len(content)} bytes | a check | × Rust |\n|---|--:|--:|")
    for name, median in medians.items():
        print(f"| {name} | {median * 1e3:.2f} ms | {median / floor:.2f} |")
    print_errors(known)


def print_errors(known: buu.InMemoryDirectory) -> None:
    """Prints the time to take an error out of a report, and to read its row as well."""
    template = buu.Template(columns=[{"name": "Login", "kind": "login"}], max_bytes=10_000_000)
    content = b"Login\n" + b"admin\n" * 100_000
    errors = buu.check(content, directory=known, uploader=UPLOADER, template=template).errors
    taken = min(timed(lambda: [None for _ in errors], 5)) / len(errors)
    read = min(timed(lambda: [error.row for error in errors], 5)) / len(errors)
    print(f"\nAn error taken out: {taken * 1e6:.3f} µs; its row read as well: {read * 1e6:.3f} µs.")


def timed(call: Callable[[], Any], calls: int) -> list[float]:
    times = []
    for _ in range(calls):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return times


NAME = r"[\w +\-%,/().£$!?@']+"
COLUMNS = (
    "First name*", "Last name*", "Login*", "Password*", "Permission group*", "Web RTC*", "Extension", "Primary team*",
    "Capacity plan", "Active*",
)  # fmt: skip


def pydantic_validator(data: dict[str, Any]) -> Callable[[bytes], int]:
    """A model of a row. Duplicates, and logins of the directory, are found in the loop over the rows."""
    from typing import Annotated

    from pydantic import AfterValidator, BaseModel, Field, StringConstraints, TypeAdapter, ValidationError

    groups = {group["name"].casefold() for group in data["permission_groups"]}
    teams = {team["name"].casefold() for team in data["teams"]}
    plans = {plan["name"].casefold() for plan in data["capacity_plans"]} | {""}
    logins = {user["login"].casefold() for user in data["users"]}

    def one_of(names: set[str]) -> AfterValidator:
        def check(value: str) -> str:
            if value.casefold() not in names:
                raise ValueError("does not exist")
            return value

        return AfterValidator(check)

    def strong(value: str) -> str:
        if not (any(map(str.isdigit, value)) and any(map(str.islower, value)) and any(map(str.isupper, value))):
            raise ValueError("complexity not met")
        return value

    Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=f"^{NAME}$")]
    Bool = Annotated[str, StringConstraints(pattern="(?i)^(true|false)$")]

    class User(BaseModel):
        first: Name = Field(alias=COLUMNS[0])
        last: Name = Field(alias=COLUMNS[1])
        login: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)] = Field(alias=COLUMNS[2])
        password: Annotated[str, StringConstraints(min_length=8), AfterValidator(strong)] = Field(alias=COLUMNS[3])
        group: Annotated[str, one_of(groups)] = Field(alias=COLUMNS[4])
        rtc: Bool = Field(alias=COLUMNS[5])
        extension: Annotated[str, StringConstraints(pattern="^[0-9]{0,20}$")] = Field(alias=COLUMNS[6])
        team: Annotated[str, one_of(teams)] = Field(alias=COLUMNS[7])
        plan: Annotated[str, one_of(plans)] = Field(alias=COLUMNS[8])
        active: Bool = Field(alias=COLUMNS[9])

    model = TypeAdapter(User)

    def validate(content: bytes) -> int:
        errors, seen = 0, set(logins)
        for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            try:
                key = model.validate_python(row).login.casefold()
                errors += key in seen
                seen.add(key)
            except ValidationError as error:
                errors += error.error_count()
        return errors

    return validate


def pandera_validator(data: dict[str, Any]) -> Callable[[bytes], int]:
    """A schema of the whole table."""
    import pandas
    import pandera.pandas as pandera
    from pandera import Check, Column

    def one_of(kind: str, *more: str) -> Check:
        names = {found["name"].casefold() for found in data[kind]} | set(more)
        return Check(lambda cells: cells.str.casefold().isin(names))

    logins = {user["login"].casefold() for user in data["users"]}
    name = [Check.str_length(1, 100), Check.str_matches(f"^{NAME}$")]
    boolean = Check.str_matches(re.compile("^(true|false)$", re.IGNORECASE))
    password = [Check.str_length(min_value=8), *(Check.str_contains(part) for part in ("[0-9]", "[a-z]", "[A-Z]"))]
    login = [
        Check.str_length(1, 40),
        Check(lambda cells: ~cells.str.casefold().isin(logins)),
        Check(lambda cells: ~cells.str.casefold().duplicated(keep=False)),
    ]
    rules = [
        name, name, login, password, one_of("permission_groups"), boolean, Check.str_matches("^[0-9]{0,20}$"),
        one_of("teams"), one_of("capacity_plans", ""), boolean,
    ]  # fmt: skip
    schema = pandera.DataFrameSchema({column: Column(str, rule) for column, rule in zip(COLUMNS, rules, strict=True)})

    def validate(content: bytes) -> int:
        table = pandas.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
        try:
            schema.validate(table, lazy=True)
        except pandera.errors.SchemaErrors as error:
            return len(error.failure_cases)
        return 0

    return validate


if __name__ == "__main__":
    main(*sys.argv[1:])
