"""The rows-with-errors file is a table to every reader of tables, whatever is in the upload."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import bulk_user_upload as buu
import pytest
from support import COLUMNS, row

#: Cells beyond the header, damaged quotes, cells of several lines, delimiters, formulas, numbers and dates.
ROWS = "\r\n".join(
    [
        ",".join(COLUMNS),
        ",".join(row("bob")) + ",x,,y",
        ",".join(row("bob")) + ",,",
        ",".join(row("bob")[:4]),
        ",".join(row('b"ob')),
        ",".join(row('"two\r\nlines"', Web_RTC="perhaps")),
        ",".join(row('"a,b;c|d\te""f"', Web_RTC="perhaps")),
        ",".join(row("=1+1", Extension="00123", Web_RTC="perhaps")),
        ",".join(row("mar-20", Primary_team="1/2", Capacity_plan="1E5", Web_RTC="perhaps")),
        ",".join(row("Łódź 😀", Web_RTC="perhaps")),
        '"' + ",".join(row("bob")) + '"',
        "a note",
        "",
    ]
)


@pytest.fixture
def file(office: buu.InMemoryDirectory) -> bytes:
    return buu.check(ROWS.encode(), directory=office, uploader="alice").errors_csv()


@pytest.fixture
def path(file: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_bytes(file)
    return path


@pytest.fixture
def table(file: bytes) -> list[list[str]]:
    """The cells as Python's reader of CSV gives them."""
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), strict=True))


def blank_for_none(cell: str | None) -> str:
    """Some readers give a blank cell as None."""
    return "" if cell is None else cell


def test_every_row_has_as_many_cells_as_the_header(table: list[list[str]]) -> None:
    assert table[0][:11] == [*COLUMNS, "Errors"]
    assert len(table) > 8
    assert {len(cells) for cells in table} == {len(COLUMNS) + 1 + 3}


def test_pandas_reads_every_cell(path: Path, table: list[list[str]]) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    assert frame.to_numpy().tolist() == table[1:]
    assert list(frame.columns[:11]) == [*COLUMNS, "Errors"]


def test_polars_reads_every_cell(path: Path, table: list[list[str]]) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    frame = polars.read_csv(path, infer_schema=False)
    assert [list(map(blank_for_none, cells)) for cells in frame.iter_rows()] == table[1:]
    assert frame.columns[:11] == [*COLUMNS, "Errors"]


def test_duckdb_reads_every_cell(path: Path, table: list[list[str]]) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    relation = duckdb.read_csv(str(path), header=True, all_varchar=True)
    assert [list(map(blank_for_none, cells)) for cells in relation.fetchall()] == table[1:]
    assert relation.columns[:11] == [*COLUMNS, "Errors"]
