"""The errors of a report as an Arrow table."""

from __future__ import annotations

import json
from typing import Any

import bulk_user_upload as buu
import pytest
from support import GOOD, good_rows, row, upload

COLUMNS = ["code", "number", "level", "row", "line", "column", "cell", "value", "params", "suggestion", "message"]
TEXTS = {"code", "level", "params", "message"}


@pytest.fixture(params=["rows", "file", "none", "many", "lines"])
def report(request: pytest.FixtureRequest, report: buu.Report, office: buu.InMemoryDirectory) -> buu.Report:
    """Reports: errors of rows, an error of the file, no errors, very many errors, rows of more than one
    line."""
    many = [[*cells[:5], "yes", *cells[6:]] for cells in good_rows(500)]
    files = {"file": b"", "none": upload(GOOD), "many": upload(*many)}
    files["lines"] = upload(row("ann", Capacity_plan="two\nlines"), row("bob"))
    if request.param == "rows":
        return report
    return buu.check(files[request.param], directory=office, uploader="alice")


def expected(report: buu.Report) -> list[dict[str, Any]]:
    """The errors as the table has them: `params` is JSON as text."""
    return [error | {"params": json.dumps(error["params"], separators=(",", ":"))} for error in report.to_dicts()]


def with_params(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a table, with the JSON of `params` always formatted in the same way."""
    return [entry | {"params": json.dumps(json.loads(entry["params"]), separators=(",", ":"))} for entry in rows]


def test_pyarrow_reads_a_report(report: buu.Report) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    table = pyarrow.table(report)
    assert table.column_names == COLUMNS
    assert with_params(table.to_pylist()) == expected(report)
    table.validate(full=True)
    # Offsets into a `large_string` have 64 bits: a column may hold more than 2 GiB of text.
    types = {field.name: (str(field.type), field.nullable) for field in table.schema}
    assert types == {name: ("large_string", name not in TEXTS) for name in COLUMNS} | {
        "number": ("uint16", False),
        "row": ("uint32", True),
        "line": ("uint32", True),
    }


def test_a_table_outlives_its_report(office: buu.InMemoryDirectory) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    table = pyarrow.table(buu.check(b"", directory=office, uploader="alice"))
    assert table["code"].to_pylist() == ["no-entries"]


def test_a_report_may_be_read_more_than_once(report: buu.Report) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    assert pyarrow.table(report).equals(pyarrow.table(report))
    reader = pyarrow.RecordBatchReader.from_stream(report)
    assert reader.read_all().equals(pyarrow.table(report))


def test_a_stream_need_not_be_read(report: buu.Report) -> None:
    for _ in range(3):
        assert "arrow_array_stream" in repr(report.__arrow_c_stream__())
        assert "arrow_array_stream" in repr(report.__arrow_c_stream__(None))
        assert "arrow_array_stream" in repr(report.__arrow_c_stream__(requested_schema=None))


def test_polars_reads_a_report(report: buu.Report) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    structs = polars.from_arrow(report)
    for frame in (polars.DataFrame(report), structs if isinstance(structs, polars.DataFrame) else structs.struct.unnest()):
        assert frame.columns == COLUMNS
        assert with_params(frame.to_dicts()) == expected(report)


def test_pandas_reads_a_report(report: buu.Report) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    frames = [pyarrow.table(report).to_pandas()]
    if hasattr(pandas.DataFrame, "from_arrow"):
        frames.append(pandas.DataFrame.from_arrow(report))
    for frame in frames:
        assert list(frame.columns) == COLUMNS
        rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
        assert with_params(rows) == expected(report)
