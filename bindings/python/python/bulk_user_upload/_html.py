"""How a notebook shows a report."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._native import Report

#: The table stops after this many errors; `report.errors` has all of them.
_MAX_ERRORS = 50


def _report(report: Report) -> str:
    summary = (
        f"<b>{escape(report.file.name)}</b>: {report.users} users, {report.valid} valid, "
        f"{report.rows_with_errors} rows with errors"
    )
    if report.ok:
        return f"<p>{summary}</p>"
    rows = "".join(
        f"<tr><td>{_text(error.cell or error.row)}</td><td>{_text(error.column)}</td><td>{_text(error.code)}</td>"
        f"<td>{_text(error.value)}</td><td>{_text(error.message)}</td></tr>"
        for error in report.errors[:_MAX_ERRORS]
    )
    more = len(report.errors) - _MAX_ERRORS
    rest = f"<p>and {more} more</p>" if more > 0 else ""
    head = "<tr><th>Cell</th><th>Column</th><th>Code</th><th>Value</th><th>What is wrong, and what to do</th></tr>"
    return f"<p>{summary}</p><table><thead>{head}</thead><tbody>{rows}</tbody></table>{rest}"


def _text(value: object) -> str:
    return "" if value is None else escape(str(value))
