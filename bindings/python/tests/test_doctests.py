"""Every example in the stubs, and in Python's own part of the package, runs."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil
from pathlib import Path
from typing import Any

import bulk_user_upload as buu
import pytest

STUB = Path(buu.__file__).with_name("_native.pyi")
TREE = ast.parse(STUB.read_text(encoding="utf-8"))
DEFINED = [node for node in TREE.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))]
MODULES = [f"bulk_user_upload.{module.name}" for module in pkgutil.iter_modules(buu.__path__)]


def docstrings() -> dict[str, tuple[str, int]]:
    """Each docstring of the stubs with the line on which its class or function begins."""
    found = {"the module": (ast.get_docstring(TREE) or "", 1)}
    for node in DEFINED:
        found[node.name] = (ast.get_docstring(node) or "", node.lineno)
        for member in ast.iter_child_nodes(node):
            if isinstance(member, ast.FunctionDef):
                found[f"{node.name}.{member.name}"] = (ast.get_docstring(member) or "", member.lineno)
    return found


EXAMPLES = {name: found for name, found in docstrings().items() if ">>>" in found[0]}


def run(name: str, names: dict[str, Any]) -> None:
    """Runs the examples of a docstring, and says which of them differs."""
    text, line = EXAMPLES[name]
    test = doctest.DocTestParser().get_doctest(text, names, name, str(STUB), line)
    said: list[str] = []
    results = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL).run(test, out=said.append, clear_globs=False)
    assert not results.failed, "".join(said)
    assert results.attempted
    names.update(test.globs)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_of_the_stubs_gives_what_it_says(name: str) -> None:
    names: dict[str, Any] = {}
    run("the module", names)
    if name != "the module":
        run(name, names)


def test_every_class_of_the_stubs_has_an_example() -> None:
    assert {node.name for node in DEFINED} <= EXAMPLES.keys()


def test_everything_public_in_the_stubs_has_a_docstring() -> None:
    silent = [name for name, (text, _) in docstrings().items() if not text]
    assert [name for name in silent if not name.split(".")[-1].startswith("_")] == []


@pytest.mark.parametrize("name", ["bulk_user_upload", *MODULES])
def test_an_example_of_a_module_gives_what_it_says(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert not results.failed
