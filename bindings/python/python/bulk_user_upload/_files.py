"""What a file that is not on disk gives."""

from __future__ import annotations

import os
from typing import Any


def _read(file: Any, most: int) -> bytes:
    """At most so many bytes of a binary file, however few it gives at a time."""
    parts = []
    while most > 0:
        part = file.read(most)
        if not isinstance(part, (bytes, bytearray, memoryview)):
            raise TypeError(f"the file gives {type(part).__name__}, not bytes: open it in binary mode")
        if not part:
            break
        parts.append(bytes(part))
        most -= len(part)
    return b"".join(parts)


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
