"""Every exception has the same base, and the built-in exception that a caller would catch."""

from __future__ import annotations

import copy
import errno
import pickle

import bulk_user_upload as buu
import pytest

BUILTINS = {
    buu.InternalError: RuntimeError,
    buu.TemplateError: ValueError,
    buu.PolicyError: ValueError,
    buu.DirectoryError: ValueError,
    buu.UploaderError: LookupError,
    buu.AnswersError: ValueError,
    buu.AnswersTypeError: TypeError,
    buu.EncodingError: LookupError,
    buu.EncodingNotStatedError: ValueError,
    buu.MappingError: ValueError,
    buu.FileError: OSError,
    buu.FileMissingError: FileNotFoundError,
    buu.FilePermissionError: PermissionError,
    buu.FileIsDirectoryError: IsADirectoryError,
    buu.StoreError: RuntimeError,
    buu.StoreBusyError: TimeoutError,
    buu.UnknownImportError: LookupError,
    buu.ImportInProgressError: RuntimeError,
    buu.MayNotImportError: PermissionError,
}


@pytest.mark.parametrize("kind", BUILTINS, ids=lambda kind: kind.__name__)
def test_an_exception_is_caught_as_the_package_s_and_as_python_s(kind: type[buu.BulkUserUploadError]) -> None:
    assert issubclass(kind, buu.BulkUserUploadError)
    assert issubclass(kind, BUILTINS[kind])
    assert kind.__doc__
    assert kind.__name__ in buu.__all__


def test_every_exception_is_known_here() -> None:
    kinds = {kind for kind in vars(buu).values() if isinstance(kind, type) and issubclass(kind, Exception)}
    assert kinds == {*BUILTINS, buu.BulkUserUploadError}


@pytest.mark.parametrize("kind", BUILTINS, ids=lambda kind: kind.__name__)
def test_an_exception_is_pickled(kind: type[Exception]) -> None:
    arguments = (errno.ENOENT, "No such file", "users.csv") if issubclass(kind, buu.FileError) else ("It failed.",)
    error = kind(*arguments)
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is kind
        assert (again.args, str(again)) == (error.args, str(error))
        assert getattr(again, "filename", None) == getattr(error, "filename", None)


def test_what_a_file_may_say_is_pickled_with_the_exception() -> None:
    readings = [buu.EncodingReading("windows-1250", ("Łukasz",))]
    error = buu.EncodingNotStatedError("State the encoding.", ["A2"], readings)
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert (str(again), again.cells, again.readings) == ("State the encoding.", ("A2",), tuple(readings))


def test_a_template_that_contradicts_itself_is_named() -> None:
    login = {"name": "Login", "kind": "login"}
    for columns in ([], [login, login], [login | {"min": 5, "max": 2}], [{"name": "Login", "kind": "logon"}]):
        with pytest.raises(buu.TemplateError) as refused:
            buu.Template(columns=columns)
        assert len(str(refused.value)) > 10
    for read, text in ((buu.Template.from_json, "{"), (buu.Template.from_toml, "=")):
        with pytest.raises(buu.TemplateError):
            read(text)
    with pytest.raises(TypeError):
        buu.Template(columns=[object()])


def test_a_policy_that_contradicts_itself_is_named() -> None:
    with pytest.raises(buu.PolicyError):
        buu.PasswordPolicy(length=9, maxLength=8)
    with pytest.raises(buu.PolicyError, match="lenght"):
        buu.PasswordPolicy(lenght=9)
    with pytest.raises(buu.PolicyError, match="strictest"):
        buu.PasswordPolicy.preset("strictest")
    with pytest.raises(buu.PolicyError):
        buu.PasswordPolicy(regexPatterns=["("])


def test_a_directory_that_contradicts_itself_is_named() -> None:
    for directory in ("{", {"user": []}, {"users": [{"login": "ann", "team": "Sales"}]}, "1"):
        with pytest.raises(buu.DirectoryError):
            buu.InMemoryDirectory(directory)
    with pytest.raises(TypeError):
        buu.InMemoryDirectory({"users": {1, 2}})


@pytest.mark.parametrize("uploader", ["zoe", "carol", ""])
def test_an_uploader_is_an_active_user_of_the_directory(office: buu.InMemoryDirectory, uploader: str) -> None:
    with pytest.raises(buu.UploaderError):
        buu.check(b"", directory=office, uploader=uploader)
    with pytest.raises(buu.UploaderError):
        office.existing_logins([], uploader)


def test_an_uploader_is_text(office: buu.InMemoryDirectory) -> None:
    with pytest.raises(TypeError):
        buu.check(b"", directory=office, uploader=None)
