"""What a file that is not on disk gives."""

from __future__ import annotations

import os
from io import BufferedRandom, BufferedReader, BytesIO, FileIO
from typing import Any


def _read(file: Any, max: int) -> tuple[bytes, int | None]:
    """At most so many bytes of a binary file, however few it gives at a time; and where that is not all of them, how many
    there are, if the file can say so."""
    parts = []
    left = max
    while left > 0:
        part = file.read(left)
        if not isinstance(part, (bytes, bytearray, memoryview)):
            raise TypeError(f"the file gives {type(part).__name__}, not bytes: open it in binary mode")
        if not part:
            break
        parts.append(bytes(part))
        left -= len(part)
    read = b"".join(parts)
    return read, _size(file, len(read)) if left <= 0 else None


def _size(file: Any, read: int) -> int | None:
    """How many bytes a file has, of which so many were read, where that can be told without reading on."""
    # Others may have to read on: a compressed file does.
    on_disk = isinstance(file.raw if isinstance(file, (BufferedReader, BufferedRandom)) else file, FileIO)
    if not (on_disk or isinstance(file, BytesIO)) or not file.seekable():
        return None
    here: int = file.tell()
    end: int = file.seek(0, os.SEEK_END)
    file.seek(here)
    return read + end - here


def _name(file: Any) -> str:
    """The last part of the file's name, where it has one."""
    name = getattr(file, "name", None)
    return os.path.basename(name) if isinstance(name, str) and name else "upload.csv"


def _bytes(file: Any) -> bytes:
    try:
        return bytes(memoryview(file))
    except TypeError:
        message = f"a file is a path, bytes or a binary file, not {type(file).__name__}"
        raise TypeError(message) from None
