"""Reads what a caller gives for a file, where that is not a path."""

from __future__ import annotations

import os
from io import BufferedRandom, BufferedReader, BytesIO, FileIO
from typing import Any


def _read(file: Any, max: int) -> tuple[bytes, int | None]:
    """Read a binary file up to `max` bytes, however few each call of its `read` gives. If it reaches
    `max`, give the file's size as well, if that is known."""
    parts = []
    remaining = max
    while remaining > 0:
        part = file.read(remaining)
        if not isinstance(part, (bytes, bytearray, memoryview)):
            raise TypeError(f"the file gives {type(part).__name__}, not bytes: open it in binary mode")
        if not part:
            break
        parts.append(bytes(part))
        remaining -= len(part)
    read = b"".join(parts)
    return read, _size(file, len(read)) if remaining <= 0 else None


def _size(file: Any, read: int) -> int | None:
    """The size of a file of which `read` bytes were read; `None` if only reading on would tell."""
    # For other classes, to seek may be to read: a compressed file is unpacked.
    on_disk = isinstance(file.raw if isinstance(file, (BufferedReader, BufferedRandom)) else file, FileIO)
    if not (on_disk or isinstance(file, BytesIO)) or not file.seekable():
        return None
    here: int = file.tell()
    end: int = file.seek(0, os.SEEK_END)
    file.seek(here)
    return read + end - here


def _name(file: Any) -> str:
    """The last part of the file's name, or `upload.csv` if it has none."""
    name = getattr(file, "name", None)
    return os.path.basename(name) if isinstance(name, str) and name else "upload.csv"


def _bytes(file: Any) -> bytes:
    try:
        return bytes(memoryview(file))
    except TypeError:
        message = f"a file is a path, bytes or a binary file, not {type(file).__name__}"
        raise TypeError(message) from None
