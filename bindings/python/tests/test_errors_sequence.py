"""`report.errors` is a sequence like any other, but makes each error when it is taken."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import bulk_user_upload as buu
import pytest
from support import good_rows, upload

SLICES = [
    slice(None),
    slice(None, None, -1),
    slice(2, 5),
    slice(-3, None),
    slice(None, -3),
    slice(None, None, 2),
    slice(1, None, 3),
    slice(-1, 0, -2),
    slice(5, 2),
    slice(100, 200),
    slice(-100, 100),
    slice(None, None, sys.maxsize),
    slice(None, None, -sys.maxsize),
]


@pytest.fixture(scope="module")
def errors(office: buu.InMemoryDirectory) -> buu.Errors:
    """Eight errors, one in each row."""
    rows = [[*cells[:5], "yes", *cells[6:]] for cells in good_rows(8)]
    return buu.check(upload(*rows), directory=office, uploader="alice").errors


def test_errors_are_counted_without_being_worked_out(errors: buu.Errors) -> None:
    assert len(errors) == 8
    assert bool(errors)
    assert not errors[8:]
    assert repr(errors) == "<Errors: 8 errors>"
    assert repr(errors[:1]) == "<Errors: 1 error>"


def test_errors_are_a_sequence(errors: buu.Errors) -> None:
    assert isinstance(errors, Sequence)
    match errors:
        case [first, *_, last]:
            assert (first.row, last.row) == (2, 9)
        case _:
            pytest.fail("a sequence has a first and a last")


def test_errors_are_found_by_index(errors: buu.Errors) -> None:
    found = list(errors)
    for index in range(-8, 8):
        assert errors[index] == found[index]
    for index in (8, -9, 2**70, -(2**70)):
        with pytest.raises(IndexError):
            errors[index]
    for wrong in ("0", 1.0, None):
        with pytest.raises(TypeError):
            errors[wrong]


def test_an_index_may_be_whatever_stands_for_an_integer(errors: buu.Errors) -> None:
    class Third:
        def __index__(self) -> int:
            return 2

    assert errors[Third()] == errors[2]
    assert errors[True] == errors[1]


@pytest.mark.parametrize("first", SLICES, ids=str)
def test_a_slice_is_what_a_slice_of_the_list_is(errors: buu.Errors, first: slice) -> None:
    part, expected = errors[first], list(errors)[first]
    assert isinstance(part, buu.Errors)
    assert list(part) == expected
    assert len(part) == len(expected)
    for second in SLICES:
        assert list(part[second]) == expected[second]
        assert list(part[second][::-1]) == expected[second][::-1]


def test_a_slice_without_a_step_is_refused(errors: buu.Errors) -> None:
    with pytest.raises(ValueError, match="zero"):
        errors[::0]


def test_errors_are_gone_through_either_way(errors: buu.Errors) -> None:
    assert [error.row for error in errors] == list(range(2, 10))
    assert [error.row for error in reversed(errors)] == list(range(9, 1, -1))
    ahead = iter(errors)
    assert iter(ahead) is ahead
    assert next(ahead) == errors[0]
    assert len(list(ahead)) == 7
    assert next(ahead, None) is None


def test_errors_know_what_is_among_them(errors: buu.Errors) -> None:
    third = errors[2]
    assert third in errors
    assert third not in errors[3:]
    assert "yes" not in errors
    assert (errors.count(third), errors[3:].count(third), errors.count("yes")) == (1, 0, 0)


def test_errors_know_where_one_is(errors: buu.Errors) -> None:
    third = errors[2]
    assert errors.index(third) == 2
    assert errors[::-1].index(third) == 5
    assert errors.index(third, 1, 3) == errors.index(third, -6) == errors.index(third, -100, 100) == 2
    for start, stop in [(3, 100), (0, 2), (-5, 100), (0, -6), (100, 200)]:
        with pytest.raises(ValueError, match="not in the report"):
            errors.index(third, start, stop)
    with pytest.raises(ValueError, match="not in the report"):
        errors.index("yes")


def test_errors_are_equal_where_each_of_them_is(errors: buu.Errors, report: buu.Report) -> None:
    assert errors == errors[:]
    assert errors != errors[::-1]
    assert errors[:0] == report.errors[:0]
    assert errors != report.errors
    assert errors != list(errors), "as a tuple is no list"
    with pytest.raises(TypeError, match="unhashable"):
        hash(errors)


def test_errors_outlive_their_report(office: buu.InMemoryDirectory) -> None:
    error = buu.check(b"", directory=office, uploader="alice").errors[0]
    assert error.code == "no-entries"


def test_errors_are_not_to_be_changed(errors: buu.Errors) -> None:
    with pytest.raises(TypeError):
        errors[0] = errors[1]
    with pytest.raises(TypeError):
        del errors[0]
    with pytest.raises(AttributeError):
        errors.extra = 1
