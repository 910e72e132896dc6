"""What may be given for a file: a path, bytes, a binary file; and what cannot be read."""

from __future__ import annotations

import errno
import gzip
import io
import mmap
import os
import tempfile
from pathlib import Path
from typing import Any

import bulk_user_upload as buu
import pytest
from support import GOOD, upload

LIMIT = buu.Template().max_bytes
CSV = upload(GOOD)


class Counting(io.RawIOBase):
    """An endless file that counts the bytes that were read. It gives at most `max` bytes at a time."""

    def __init__(self, max: int = 1 << 30) -> None:
        """Nothing was read yet."""
        self.max = max
        self.taken = 0

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer."""
        count = min(len(buffer), self.max)
        buffer[:count] = b"x" * count
        self.taken += count
        return count


class Trickling(io.BytesIO):
    """A file that gives three bytes at a time."""

    def read(self, size: int | None = -1) -> bytes:
        """Three bytes at most."""
        return super().read(3 if size is None or size < 0 else min(3, size))


class Named:
    """An object that `os` takes for a path."""

    def __init__(self, path: Path) -> None:
        """Wraps a path."""
        self.path = path

    def __fspath__(self) -> str:
        """The path."""
        return str(self.path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file on disk. Its name is not ASCII."""
    path = tmp_path / "üsers.csv"
    path.write_bytes(CSV)
    return path


def check(file: Any, office: buu.InMemoryDirectory, **options: Any) -> buu.Report:
    """The report on a file, by Alice."""
    return buu.check(file, directory=office, uploader="alice", **options)


def test_a_path_may_be_of_any_class_that_os_takes(path: Path, office: buu.InMemoryDirectory) -> None:
    entry = next(os.scandir(path.parent))
    for file in (path, str(path), Named(path), entry, os.path.relpath(path)):
        report = check(file, office)
        assert (report.ok, report.file.name, report.file.size) == (True, "üsers.csv", len(CSV))
    assert check(path, office, name="other.csv").file.name == "other.csv"


def test_bytes_may_be_anything_that_holds_them(office: buu.InMemoryDirectory) -> None:
    with mmap.mmap(-1, len(CSV)) as mapped:
        mapped[:] = CSV
        every_other = memoryview(bytes(byte for pair in zip(CSV, CSV, strict=True) for byte in pair))[::2]
        for file in (CSV, bytearray(CSV), memoryview(CSV), every_other, mapped):
            report = check(file, office)
            assert (report.ok, report.file.name, report.file.size) == (True, "upload.csv", len(CSV))
            del file
    assert check(CSV, office, name="users.txt").file.name == "users.txt"


def test_bytes_may_be_changed_once_they_were_checked(office: buu.InMemoryDirectory) -> None:
    content = bytearray(CSV)
    checked = buu.prepare(content)
    content[:] = b"x" * len(content)
    assert checked.ask(office, "alice").new_users[0].login == "ann.lee"


def test_a_file_may_be_anything_binary(path: Path, office: buu.InMemoryDirectory) -> None:
    with path.open("rb") as buffered, path.open("rb", buffering=0) as raw, path.open("r+b") as both:
        for file, name in (
            (buffered, "üsers.csv"),
            (raw, "üsers.csv"),
            (both, "üsers.csv"),
            (io.BytesIO(CSV), "upload.csv"),
            (Trickling(CSV), "upload.csv"),
            (io.BufferedReader(Trickling(CSV)), "upload.csv"),
        ):
            report = check(file, office)
            assert (report.ok, report.file.name, report.file.size) == (True, name, len(CSV))
    with tempfile.TemporaryFile() as nameless:
        nameless.write(CSV)
        nameless.seek(0)
        assert check(nameless, office).file.name == "upload.csv"
        nameless.seek(0)
        assert check(nameless, office, name="users.csv").file.name == "users.csv"


def test_a_file_is_read_from_its_position(office: buu.InMemoryDirectory) -> None:
    file = io.BytesIO(b"read already" + CSV)
    file.seek(len(b"read already"))
    assert check(file, office).ok
    assert file.tell() == len(file.getvalue())
    assert not file.closed


@pytest.mark.parametrize("max", [1, 1_000, 1 << 30])
def test_no_more_is_read_than_the_limit_and_a_byte(max: int, office: buu.InMemoryDirectory) -> None:
    for limit in (100, LIMIT):
        template = buu.Template(columns=[{"name": "Login", "kind": "login"}], max_bytes=limit)
        endless = Counting(max)
        report = check(endless, office, template=template)
        assert endless.taken == limit + 1
        assert [error.code for error in report.errors] == ["file-size-exceeds-limit"]
        assert (report.file.size, report.file.sha256) == (None, None)


def test_no_more_than_a_buffer_is_read_beyond_the_limit(office: buu.InMemoryDirectory) -> None:
    endless = Counting()
    check(io.BufferedReader(endless), office)
    assert endless.taken <= LIMIT + 1 + io.DEFAULT_BUFFER_SIZE


def test_a_file_over_the_limit_says_its_size_where_it_can(path: Path, office: buu.InMemoryDirectory) -> None:
    content = CSV + b"\n" * 200_000
    path.write_bytes(content)
    with path.open("rb") as file, path.open("rb", buffering=0) as raw:
        for source in (path, file, raw, io.BytesIO(content)):
            report = check(source, office)
            assert (report.errors[0].number, report.file.size, report.file.sha256) == (102, len(content), None)
        assert file.tell() == raw.tell() == LIMIT + 1, "its position is where reading ended"
    assert check(content, office).file.size == len(content)


def test_a_compressed_file_is_not_unpacked_to_its_end(tmp_path: Path, office: buu.InMemoryDirectory) -> None:
    path = tmp_path / "users.csv.gz"
    path.write_bytes(gzip.compress(CSV + b"\n" * 5_000_000))
    with gzip.open(path) as file:
        report = check(file, office, name="users.csv")
        assert (report.errors[0].number, report.file.size) == (102, None)
        assert file.tell() <= LIMIT + 1


def test_what_reading_raises_comes_out(office: buu.InMemoryDirectory) -> None:
    class Broken(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise error

    error = ConnectionResetError("gone")
    with pytest.raises(ConnectionResetError) as caught:
        check(Broken(), office)
    assert caught.value is error


def test_a_file_of_text_is_refused(path: Path, office: buu.InMemoryDirectory) -> None:
    with path.open(encoding="utf-8") as file, pytest.raises(TypeError, match="open it in binary mode"):
        check(file, office)
    with pytest.raises(TypeError, match="gives str, not bytes"):
        check(io.StringIO("Login\n"), office)
    with pytest.raises(ValueError, match="closed"):
        file = path.open("rb")
        file.close()
        check(file, office)


@pytest.mark.parametrize("file", [None, 5, 1.5, object(), [b"Login"], {"file": b""}], ids=repr)
def test_what_is_no_file_is_refused(file: Any, office: buu.InMemoryDirectory) -> None:
    with pytest.raises(TypeError, match="a file is a path, bytes or a binary file, not "):
        check(file, office)


@pytest.mark.parametrize("surrogate", ["", "\udcff"], ids=["plain", "undecodable"])
def test_a_missing_file_says_which(tmp_path: Path, office: buu.InMemoryDirectory, surrogate: str) -> None:
    path = tmp_path / f"missing{surrogate}.csv"
    with pytest.raises(FileNotFoundError) as missing:
        check(path, office)
    error = missing.value
    assert isinstance(error, buu.FileMissingError)
    assert (error.errno, error.filename, error.strerror) == (errno.ENOENT, str(path), os.strerror(errno.ENOENT))
    with pytest.raises(FileNotFoundError):
        buu.prepare(str(path))


def test_a_folder_is_no_file(tmp_path: Path, office: buu.InMemoryDirectory) -> None:
    with pytest.raises(IsADirectoryError if os.name == "posix" else PermissionError) as refused:
        check(tmp_path, office)
    assert isinstance(refused.value, buu.FileError)
    assert refused.value.filename == str(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read by root")
def test_a_file_that_may_not_be_read_says_so(path: Path, office: buu.InMemoryDirectory) -> None:
    path.chmod(0)
    with pytest.raises(PermissionError) as refused:
        check(path, office)
    assert isinstance(refused.value, buu.FilePermissionError)
    assert (refused.value.errno, refused.value.filename) == (errno.EACCES, str(path))


def test_a_path_that_no_system_takes_is_refused(office: buu.InMemoryDirectory) -> None:
    with pytest.raises(buu.FileError):
        check("users\0.csv", office)
    with pytest.raises(TypeError):
        check(type("Bad", (), {"__fspath__": lambda self: 5})(), office)


def test_a_name_goes_by_its_last_extension(office: buu.InMemoryDirectory) -> None:
    assert check(CSV, office, name="USERS.CSV").ok
    for name in ("users.csv.exe", "users", ""):
        assert check(CSV, office, name=name).errors[0].code == "file-type-invalid"
    with pytest.raises(TypeError):
        check(CSV, office, name=5)
