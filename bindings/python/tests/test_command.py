"""`python -m bulk_user_upload check` prints what `check` finds, and ends with 0, 1 or 2."""

from __future__ import annotations

import sys
from pathlib import Path

import bulk_user_upload as buu
import pytest
from bulk_user_upload.__main__ import main
from support import GOOD, OFFICE, python, row, upload

COMMAND = ("-m", "bulk_user_upload")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files, a directory and a template."""
    (tmp_path / "good.csv").write_bytes(upload(GOOD))
    (tmp_path / "bad.csv").write_bytes(upload())
    (tmp_path / "office.json").write_text(OFFICE, encoding="utf-8-sig")
    (tmp_path / "members.toml").write_text("[[columns]]\nname = 'Login'\nkind = 'login'\n", encoding="utf-8")
    (tmp_path / "members.csv").write_text("Login\nJörg Straße\nann\n", encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Runs the command in this process. Gives its exit code and what it printed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        code = main(["check", *arguments, "--as", "alice"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_file_without_errors_ends_with_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(folder, "good.csv", "--directory", "office.json", capsys=capsys)
    assert (code, out, err) == (0, "good.csv: 1 users, 1 valid, 0 rows with errors.\n", "")


def test_a_file_with_errors_ends_with_1(folder: Path, report: buu.Report, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(folder, "bad.csv", "--directory", "office.json", capsys=capsys)
    assert (code, err) == (1, "")
    *lines, last = out.splitlines()
    assert lines == [f"{error.cell}: {error.code}: {error.message}" for error in report.errors]
    assert last == "bad.csv: 4 users, 1 valid, 3 rows with errors."


def test_errors_of_a_row_and_of_a_file_have_positions_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "odd.csv").write_bytes(upload([*GOOD, "more"]).replace(b"Lee", b"L\xe9e"))
    _, out, _ = run(folder, "odd.csv", "--directory", "office.json", capsys=capsys)
    assert out.startswith("row 2: row-field-count: ")
    assert "\nnote: " in out
    (folder / "none.csv").write_bytes(b"")
    _, out, _ = run(folder, "none.csv", "--directory", "office.json", capsys=capsys)
    assert out.startswith("no-entries: ")


def test_an_encoding_and_a_mapping_are_stated(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = upload(row("lukasz", First_name="Lukasz")).replace(b"Lukasz", b"\xa3ukasz").replace(b"Login", b"E=mail")
    (folder / "other.csv").write_bytes(file)
    command = ("other.csv", "--directory", "office.json", "--map", "E=mail=Login")
    code, out, _ = run(folder, *command, capsys=capsys)
    assert code == 0
    assert "\n  --encoding windows-1250  “Łukasz”\n" in out
    assert out.startswith("note: The file does not say how it is encoded")
    code, out, _ = run(folder, *command, "--encoding", "windows-1250", capsys=capsys)
    assert (code, out) == (0, "other.csv: 1 users, 1 valid, 0 rows with errors.\n")


def test_the_json_is_the_report_s(folder: Path) -> None:
    arguments = ("members.csv", "--directory", "office.json", "--as", "alice", "--template", "members.toml")
    # JSON is UTF-8, whatever the terminal is set to.
    ended = python(*COMMAND, "check", *arguments, "--format", "json", cwd=folder, env={"PYTHONIOENCODING": "ascii"})
    template = buu.Template(columns=[{"name": "Login", "kind": "login"}])
    expected = buu.check(
        folder / "members.csv", directory=buu.InMemoryDirectory(OFFICE), uploader="alice", template=template
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, expected.to_json() + "\n", "")
    assert "Jörg Straße" in ended.stdout


def test_a_database_is_a_directory_as_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with buu.Store(folder / "users.db") as store:
        store.load(OFFICE)
    found = [run(folder, "bad.csv", *source, capsys=capsys) for source in DIRECTORIES]
    assert found[0] == found[1]
    code, out, err = run(folder, "bad.csv", "--db", "missing.db", capsys=capsys)
    assert (code, out, err) == (2, "", "error: there is no database missing.db\n")
    assert not (folder / "missing.db").exists()


DIRECTORIES = [("--directory", "office.json"), ("--db", "users.db")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.csv", "--directory", "office.json"), "missing.csv"),
        ((".", "--directory", "office.json"), "'.'"),
        (("good.csv", "--directory", "missing.json"), "missing.json"),
        (("good.csv", "--directory", "good.csv"), "directory"),
        (("good.csv", "--directory", "latin1.json"), "0xe9"),
        (("good.csv", "--directory", "office.json", "--template", "office.json"), "template"),
        (("good.csv", "--directory", "office.json", "--template", "missing.toml"), "missing.toml"),
        (("good.csv", "--db", "bad.csv"), "not a database"),
        (("good.csv", "--directory", "empty.json"), "alice"),
        (("good.csv", "--directory", "office.json", "--encoding", "utf-9"), "windows-1250"),
        (("good.csv", "--directory", "office.json", "--map", "Login"), "E-mail=Login"),
        (("good.csv", "--directory", "office.json", "--map", "Mail=Login"), "Mail"),
        (("good.csv", "--directory", "office.json", "--map", "Login=Login", "--map", "Login=Extension"), "mapped twice"),
    ],
    ids=str,
)
def test_what_cannot_run_ends_with_2(
    folder: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "latin1.json").write_bytes('{"users": [{"login": "andré"}]}'.encode("latin-1"))
    (folder / "empty.json").write_text("{}")
    code, out, err = run(folder, *arguments, capsys=capsys)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert said in err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("check",),
        ("check", "good.csv", "--as", "alice"),
        ("check", "good.csv", "--directory", "office.json"),
        ("check", "good.csv", "--directory", "office.json", "--db", "users.db", "--as", "alice"),
        ("check", "good.csv", "--directory", "office.json", "--as", "alice", "--format", "xml"),
        ("import", "good.csv"),
    ],
    ids=str,
)
def test_what_is_not_understood_ends_with_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m bulk_user_upload" in capsys.readouterr().err


def test_a_process_ends_as_the_command_does(folder: Path) -> None:
    for file, code in (("good.csv", 0), ("bad.csv", 1), ("missing.csv", 2)):
        ended = python(*COMMAND, "check", file, "--directory", "office.json", "--as", "alice", cwd=folder)
        assert ended.returncode == code
        assert (ended.stdout == "") == (code == 2)
        assert (ended.stderr == "") == (code != 2)


def test_the_version_is_the_package_s(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"{buu.__version__}\n"


def test_control_characters_do_not_reach_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "evil.csv").write_bytes(upload(row("ann", Web_RTC="\x1b[2Jyes")))
    _, out, _ = run(folder, "evil.csv", "--directory", "office.json", capsys=capsys)
    assert "\x1b" not in out
    assert "<U+001B>[2Jyes" in out


def test_importing_the_package_imports_no_large_package() -> None:
    modules = ("pyarrow", "pandas", "polars", "argparse", "asyncio", "sqlite3")
    code = f"import sys, bulk_user_upload; print([name for name in {modules} if name in sys.modules])"
    assert python("-c", code).stdout == "[]\n"
    assert "bulk_user_upload" in sys.modules
