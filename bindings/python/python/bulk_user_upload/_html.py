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
    return f"<p>{summary}</p>{_readings(report)}{_errors(report)}"


def _readings(report: Report) -> str:
    """What the file may say, where its encoding is not known."""
    assumed = report.encoding_in_question
    if assumed is None:
        return ""
    rows = [_row("td", reading.encoding, *reading.samples) for reading in assumed.readings]
    note = "The file does not say how it is encoded. State the encoding under which these cells are right:"
    return f"<p>{note}</p><table><thead>{_row('th', 'Encoding', *assumed.cells)}</thead><tbody>{''.join(rows)}</tbody></table>"


def _errors(report: Report) -> str:
    if report.ok:
        return ""
    rows = "".join(
        _row("td", error.cell or error.row, error.column, error.code, error.value, error.message)
        for error in report.errors[:_MAX_ERRORS]
    )
    more = len(report.errors) - _MAX_ERRORS
    rest = f"<p>and {more} more</p>" if more > 0 else ""
    head = _row("th", "Cell", "Column", "Code", "Value", "What is wrong, and what to do")
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>{rest}"


def _row(tag: str, *values: object) -> str:
    texts = ("" if value is None else escape(str(value)) for value in values)
    return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>"
