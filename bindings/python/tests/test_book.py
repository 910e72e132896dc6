"""The code in the book's page on Python runs."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BLOCKS = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs/python.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)


def test_a_file_is_checked_and_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    names: dict[str, object] = {}
    ran = 0
    for block in BLOCKS:
        # Blocks that need a service of the reader's own are read only.
        compile(block.replace("…", "None"), "docs/python.md", "exec", flags=__import__("ast").PyCF_ALLOW_TOP_LEVEL_AWAIT)
        if "await" not in block:
            exec(block, names)
            ran += 1
    assert ran == 3
    output = capsys.readouterr().out
    assert "H13 You are not a member of the team “Night Shift”." in output
    assert "creating 2 2\nfailed 2 10\n" in output


def test_the_example_of_an_asyncio_host_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    runpy.run_path(str(ROOT / "bindings/python/examples/asyncio_host.py"), run_name="__main__")
    assert capsys.readouterr().out.endswith("12 users, 2 valid\n")
