"""Every block of code on the book's page on Python, in the package's README and in the examples runs."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import bulk_user_upload as buu
import pytest

ROOT = Path(__file__).parents[3]
FENCED = re.compile(r"^```(.*?)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def run_blocks(page: str) -> None:
    """Runs the blocks of Python one after the other, as one program. Any other block is for a shell."""
    names: dict[str, object] = {}
    for language, block in FENCED.findall((ROOT / page).read_text(encoding="utf-8")):
        if language == "python":
            exec(compile(block, page, "exec"), names)
        else:
            assert (language, block.split()[0]) == ("text", "pip"), f"{page} has a block that no test runs: {block}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: an empty folder with the book in it."""
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_on_python_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_blocks("docs/python.md")
    output = capsys.readouterr().out
    assert "H13 You are not a member of the team “Night Shift”." in output
    assert output.count("12 users, 4 valid\n") == 2, "a directory of your own gives the same awaited or not"
    assert "\nwindows-1250 {'A2': 'Łukasz'}\n" in output
    assert "\nŁukasz None\n" in output
    assert "creating 2 2\nfailed 2 10\n" in output
    assert "\nsucceeded windows-1250\n" in output
    assert "\namara.okafor Secret(…)\n" in output
    assert (folder / "to-mend.csv").exists()


def test_the_readme_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "users.csv").write_bytes((ROOT / "docs/sample/users.csv").read_bytes())
    with buu.Store("users.db") as store:
        store.load((ROOT / "docs/sample/directory.json").read_text(encoding="utf-8"))
    run_blocks("bindings/python/README.md")
    assert "H13 You are not a member of the team “Night Shift”." in capsys.readouterr().out
    assert (folder / "to-mend.csv").exists()


def test_the_example_of_an_asyncio_host_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(ROOT / "bindings/python/examples/asyncio_host.py"), run_name="__main__")
    assert capsys.readouterr().out.endswith("12 users, 2 valid\n")
