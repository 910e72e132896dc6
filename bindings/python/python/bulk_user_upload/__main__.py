"""`python -m bulk_user_upload check FILE --directory D.json --as LOGIN`: checks a file as
`bulk-user-upload check` does."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from . import (
    BulkUserUploadError,
    InMemoryDirectory,
    NoticeCode,
    Report,
    Store,
    Template,
    UserDirectory,
    __version__,
    check,
)
from ._native import _mapping_pair


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Gives 0 if the file has no errors, 1 if it has some, 2 if the check could not run."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # JSON is always UTF-8, and names may have any character.
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        template = _template(options.template)
        report = check(
            options.file,
            directory=_directory(options),
            uploader=options.uploader,
            template=template,
            encoding=options.encoding,
            mapping=[_mapping_pair(pair, template) for pair in options.mapping],
        )
    except (BulkUserUploadError, OSError, UnicodeDecodeError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(report.to_json() if options.format == "json" else _human(report))
    return 0 if report.ok else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bulk_user_upload", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("check", help="check a file: what is wrong, in which cell, and what to do about it")
    command.add_argument("file", metavar="FILE", type=Path)
    source = command.add_mutually_exclusive_group(required=True)
    source.add_argument("--directory", metavar="D.json", type=Path, help="the directory to check against, as JSON")
    source.add_argument("--db", metavar="FILE", type=Path, help="the database to check against")
    command.add_argument("--as", dest="uploader", metavar="LOGIN", required=True, help="who uploads")
    command.add_argument("--template", metavar="T", type=Path, help="a template other than the product's: TOML or JSON")
    command.add_argument("--encoding", metavar="LABEL", help="the encoding of a file that does not say it itself, such as windows-1250")
    command.add_argument(
        "--map", dest="mapping", metavar="HEADER=COLUMN", action="append", default=[],
        help="take a header of the file for a column of the template that has another name: E-mail=Login; can be given several times",
    )  # fmt: skip
    command.add_argument("--format", choices=["human", "json"], default="human", help="how the report is shown")
    return parser


def _directory(options: argparse.Namespace) -> UserDirectory | Store:
    if options.db is None:
        return InMemoryDirectory(options.directory.read_text(encoding="utf-8-sig"))
    if not options.db.exists():
        raise FileNotFoundError(f"there is no database {options.db}")
    return Store(options.db)


def _template(path: Path | None) -> Template:
    if path is None:
        return Template()
    text = path.read_text(encoding="utf-8-sig")
    return Template.from_toml(text) if path.suffix.lower() == ".toml" else Template.from_json(text)


def _human(report: Report) -> str:
    lines = [f"{_position(error.cell, error.row)}{error.code}: {error.message}" for error in report.errors]
    for notice in report.notices:
        lines.append(f"note: {_position(notice.cell, notice.row)}{notice.message}")
        if notice.code is NoticeCode.ENCODING_ASSUMED:
            lines += _readings(report)
    counts = f"{report.users} users, {report.valid} valid, {report.rows_with_errors} rows with errors"
    return "\n".join(line.translate(_VISIBLE) for line in [*lines, f"{report.file.name}: {counts}."])


def _readings(report: Report) -> list[str]:
    """For each encoding that the file may have, the option that states it, and what the cells are under it."""
    assumed = report.encoding_in_question
    readings = () if assumed is None else assumed.readings
    return [f"  --encoding {reading.encoding}  " + " ".join(f"“{sample}”" for sample in reading.samples) for reading in readings]


def _position(cell: str | None, row: int | None) -> str:
    if cell is not None:
        return f"{cell}: "
    return "" if row is None else f"row {row}: "


#: Control characters, which a terminal would obey, and what is printed instead.
_VISIBLE = {code: f"<U+{code:04X}>" for code in [*range(32), *range(127, 160)]}


if __name__ == "__main__":
    sys.exit(main())
