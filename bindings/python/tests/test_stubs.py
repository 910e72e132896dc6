"""Properties and methods give values of the classes that the stubs say, which `stubtest` does not check."""

from __future__ import annotations

import ast
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import bulk_user_upload as buu
from support import OFFICE, row, upload

TREE = ast.parse(Path(buu.__file__).with_name("_native.pyi").read_text(encoding="utf-8"))


def fits(value: Any, kind: Any) -> bool:
    """Whether a value is what an annotation says."""
    origin, arguments = get_origin(kind), get_args(kind)
    if kind is Any or kind is None:
        return kind is Any or value is None
    if origin in (Union, types.UnionType):
        return any(fits(value, argument) for argument in arguments)
    if origin is Literal:
        return value in arguments
    if origin is dict:
        return type(value) is dict and all(fits(key, arguments[0]) and fits(value[key], arguments[1]) for key in value)
    if origin is list:
        return type(value) is list and all(fits(element, arguments[0]) for element in value)
    return isinstance(value, kind)


def given(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The properties of a class of the stubs, and the methods without arguments: their names, and the
    annotations."""
    for member in node.body:
        if isinstance(member, ast.FunctionDef) and not member.name.startswith("_") and member.returns:
            is_static = any(isinstance(mark, ast.Name) and mark.id == "staticmethod" for mark in member.decorator_list)
            if len(member.args.args) == 1 and not is_static:
                yield member.name, ast.unparse(member.returns)


def test_what_the_stubs_say_is_given_is_given(tmp_path: Path) -> None:
    names = vars(buu) | {"Any": Any, "Literal": Literal, "Path": Path}
    files = [b"", upload(), upload(row("ann", First_name="O\N{RIGHT SINGLE QUOTATION MARK}Brien")), upload([*row("a"), "x"])]
    files.append(upload(row("ann")).replace(b"Lee", b"L\xe9e"))
    reports = [buu.check(file, directory=buu.InMemoryDirectory(OFFICE), uploader="alice") for file in files]
    users = [user for report in reports for user in report.new_users]
    checked = buu.prepare(upload())
    with buu.Store(tmp_path / "users.db") as store:
        samples: list[Any] = [*reports, *users, *(error for report in reports for error in report.errors), store]
        samples += [users[0].password, checked, checked.questions, buu.Template(), buu.Name("a"), buu.PasswordPolicy(digits=1)]
        seen = 0
        for node in TREE.body:
            for name, returned in given(node) if isinstance(node, ast.ClassDef) else ():
                if name == "close":
                    continue
                kind = eval(returned, names)
                values = [getattr(sample, name) for sample in samples if type(sample).__name__ == node.name]
                values = [value() if callable(value) else value for value in values]
                assert all(fits(value, kind) for value in values), f"{node.name}.{name} is no {returned}: {values}"
                # What may be `None` is `None` in one sample at least, and not in another.
                is_optional = type(None) in get_args(kind) and node.name == "Problem"
                assert not is_optional or {value is None for value in values} == {True, False}, f"{node.name}.{name}"
                seen += len(values) > 0
    assert seen > 35
