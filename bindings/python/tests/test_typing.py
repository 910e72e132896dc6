"""The stubs are true, and type checkers find no fault with the package or with a program that uses it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import bulk_user_upload as buu
import pytest
import typed_usage
from support import python

PACKAGE = Path(buu.__file__).parent
EXAMPLE = Path(typed_usage.__file__)


def needs(tool: str) -> pytest.MarkDecorator:
    """Skips a test if a tool is not installed."""
    return pytest.mark.skipif(importlib.util.find_spec(tool) is None, reason=f"{tool} is not installed")


@needs("mypy")
def test_the_stubs_are_true(tmp_path: Path) -> None:
    # `stubtest` compares names, signatures and defaults with those of the compiled module.
    cache = {"MYPY_CACHE_DIR": str(tmp_path)}
    ended = python("-m", "mypy.stubtest", "bulk_user_upload._native", cwd=tmp_path, env=cache)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@needs("mypy")
@pytest.mark.parametrize("what", [("-p", "bulk_user_upload"), (str(EXAMPLE),)], ids=["package", "example"])
def test_mypy_is_content(what: tuple[str, ...], tmp_path: Path) -> None:
    ended = python("-m", "mypy", "--strict", "--warn-unreachable", "--cache-dir", tmp_path, *what, cwd=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr


@needs("pyright")
def test_pyright_is_content(tmp_path: Path) -> None:
    if python("-m", "pyright", "--version").returncode != 0:
        pytest.skip("pyright cannot be fetched")
    config = tmp_path / "pyrightconfig.json"
    config.write_text('{"reportUnnecessaryTypeIgnoreComment": "error"}')
    for path in (PACKAGE, EXAMPLE):
        ended = python("-m", "pyright", "--pythonpath", sys.executable, path, cwd=tmp_path)
        assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()
    assert (PACKAGE / "_native.pyi").is_file()


def test_the_example_does_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    path.write_bytes(b"Login\nann\nbob\n")
    (message,) = typed_usage.check(path)
    assert "bob" in message
    assert typed_usage.import_file(path, tmp_path).created == 2
    assert typed_usage.catch(tmp_path / "missing.csv") == str(tmp_path / "missing.csv")
