"""The engine, written in Rust. Use its classes by the names that `bulk_user_upload` gives them.

Values are frozen. Many threads may use any object at once, and other threads run while a file is checked
or imported. The package logs to the logger `bulk_user_upload`. Every exception that it raises by itself
is a `BulkUserUploadError`; if the engine has a bug, any call may raise an `InternalError`. Rows, lines and
cells count from 1, as in a spreadsheet; sizes are in bytes. The examples below continue this one:

>>> import bulk_user_upload as buu
>>> directory = buu.InMemoryDirectory({
...     "users": [{"login": "alice", "permission_group": "Admin", "teams": ["Sales"]}, {"login": "bob"}],
...     "permission_groups": [{"name": "Admin", "level": 50, "bulk_user_upload": True}],
...     "teams": [{"name": "Sales"}],
... })
>>> columns = [{"name": "Login", "kind": "login"}, {"name": "Password", "kind": "password"},
...            {"name": "Team", "kind": "primary-team"}]
>>> template = buu.Template(columns=columns)
>>> csv = b"Login,Password,Team\\nann,Passw0rd,Sales\\nbob,Passw0rd,Sale\\n"
>>> report = buu.check(csv, directory=directory, uploader="alice", template=template)
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Literal, Self, SupportsIndex, TypeAlias, final, overload

from _typeshed import ReadableBuffer, SupportsRead

from ._codes import Code
from ._protocol import UserDirectory
from ._records import EncodingAssumed, FileInfo, ImportDetails, ImportedRow, ImportRecord, Notice, Undo

__all__ = [
    "Answers", "CapacityPlan", "Checked", "Errors", "ExistingUser", "InMemoryDirectory", "Name", "NewUser", "PasswordPolicy",
    "PermissionGroup", "PrimaryTeam", "Problem", "Questions", "Report", "Secret", "Store", "Template", "__version__",
    "_mapping_pair", "encodings", "fold", "prepare",
]  # fmt: skip

__version__: str
_File: TypeAlias = str | os.PathLike[str] | ReadableBuffer | SupportsRead[bytes]
_Mapping: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]]

def fold(name: str) -> str:
    """The key by which names compare: NFKC(full case fold(NFKC(trimmed text))).

    >>> buu.fold(" STRASSE ") == buu.fold("straße")
    True
    """

def encodings() -> list[str]:
    """The names of the encodings that can be stated. The other labels of the WHATWG Encoding Standard
    (`latin1`, `cp1250`) mean one of them.

    >>> "windows-1250" in buu.encodings(), "latin1" in buu.encodings()
    (True, False)
    """

def _mapping_pair(pair: str, template: Template) -> tuple[str, str]:
    """The header and the column of `HEADER=COLUMN`, as the command takes them.

    >>> buu._native._mapping_pair("E-mail=Login", template)
    ('E-mail', 'Login')
    """

def prepare(
    file: _File,
    *,
    template: Template | None = None,
    name: str | None = None,
    encoding: str | None = None,
    mapping: _Mapping | None = None,
) -> Checked:
    """Check a file as far as possible without a directory. The arguments, and the exceptions for a file,
    are those of `check`.

    >>> checked = buu.prepare(csv, template=template)
    >>> checked.questions
    <Questions: 2 logins, 0 permission groups, 2 teams, 0 capacity plans>
    """

@final
class Name:
    """A login, or the name of a group, team or plan, from a file. `Name(value)` works out the key.

    >>> buu.Name("Ann Lee").key
    'ann lee'
    """

    def __new__(cls, value: str) -> Self: ...
    @property
    def value(self) -> str:
        """The name as the file first has it, trimmed."""
    @property
    def key(self) -> str:
        """The name folded (`fold`): names with the same key are the same name."""

@final
class Questions:
    """The questions of a check: four lists of distinct names, each in the order in which the file first
    has them.

    >>> [str(login) for login in buu.prepare(csv, template=template).questions.logins]
    ['ann', 'bob']
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]
    @property
    def logins(self) -> list[Name]:
        """Which of them exist, of active and inactive users alike?"""
    @property
    def permission_groups(self) -> list[Name]:
        """What are they to the uploader?"""
    @property
    def primary_teams(self) -> list[Name]:
        """What are they to the uploader?"""
    @property
    def capacity_plans(self) -> list[Name]:
        """Which of them exist?"""

@final
class Answers:
    """The answers to `Questions`: each list has an answer for each question, in the same order. An
    answer of the wrong class raises a `TypeError`; a list of the wrong length, an `AnswersError` from
    `Checked.resolve`. Without `default_password_policy`, the template's policy applies.

    >>> answers = buu.Answers(
    ...     logins=[False, True], primary_teams=[buu.PrimaryTeam.member(), buu.PrimaryTeam.does_not_exist("Sales")])
    >>> buu.prepare(csv, template=template).resolve(answers).to_json() == report.to_json()
    True
    """

    def __new__(
        cls,
        *,
        logins: Sequence[bool | ExistingUser] = ...,
        permission_groups: Sequence[PermissionGroup] = ...,
        primary_teams: Sequence[PrimaryTeam] = ...,
        capacity_plans: Sequence[CapacityPlan] = ...,
        default_password_policy: PasswordPolicy | None = None,
    ) -> Self: ...

@final
class ExistingUser:
    """What a directory tells of a user who has a login. `active` is `False` if the user is known to be
    inactive. `names` has the names of the user by the template's names of their columns; tell them only if
    the uploader may see this user. The error says whether all of them are those of the row.

    >>> answers = buu.Answers(
    ...     logins=[False, buu.ExistingUser(active=False)],
    ...     primary_teams=[buu.PrimaryTeam.member(), buu.PrimaryTeam.member()])
    >>> buu.prepare(csv, template=template).resolve(answers).errors[0].params
    {'inactive': True}
    """

    def __new__(cls, active: bool = True, names: Mapping[str, str] = ...) -> Self: ...
    @property
    def active(self) -> bool:
        """Whether the user is active, as far as that is known."""
    @property
    def names(self) -> dict[str, str]:
        """The names that are known, by the template's names of their columns."""

@final
class PermissionGroup:
    """What a permission group is to the uploader.

    >>> buu.PermissionGroup.assignable(buu.PasswordPolicy(length=12))
    PermissionGroup.assignable(PasswordPolicy(length=12))
    """

    @staticmethod
    def does_not_exist(suggestion: str | None = None) -> PermissionGroup:
        """No active group has this name. The suggestion is the group that was probably meant, if the
        uploader may assign it."""
    @staticmethod
    def insufficient_access() -> PermissionGroup:
        """The group is above the uploader's level."""
    @staticmethod
    def assignable(password_policy: PasswordPolicy | None = None) -> PermissionGroup:
        """The group is at or below the uploader's level. Its members' passwords are validated by this
        policy, or by the default one."""

@final
class PrimaryTeam:
    """What a team is to the uploader.

    >>> buu.PrimaryTeam.does_not_exist("Sales")
    PrimaryTeam.does_not_exist('Sales')
    """

    @staticmethod
    def does_not_exist(suggestion: str | None = None) -> PrimaryTeam:
        """No active team that the uploader may know of has this name. The suggestion is the team that
        was probably meant."""
    @staticmethod
    def not_a_member() -> PrimaryTeam:
        """The uploader is not a member of the team."""
    @staticmethod
    def member() -> PrimaryTeam:
        """The uploader is a member of the team."""

@final
class CapacityPlan:
    """Whether a capacity plan exists.

    >>> buu.CapacityPlan.exists() == buu.CapacityPlan.does_not_exist()
    False
    """

    @staticmethod
    def does_not_exist(suggestion: str | None = None) -> CapacityPlan:
        """No active plan has this name. The suggestion is the plan that was probably meant."""
    @staticmethod
    def exists() -> CapacityPlan:
        """An active plan has this name."""

@final
class Checked:
    """A file that was checked as far as possible without a directory. A host may await between
    `questions` and `resolve`.

    >>> checked = buu.prepare(csv, template=template)
    >>> checked.ask(directory, "alice").valid
    1
    """

    @property
    def questions(self) -> Questions:
        """What the directory must answer. Once the check was resolved, this raises an `AnswersError`."""
    def resolve(self, answers: Answers) -> Report:
        """The report that these answers give. A check is resolved once: the report takes the file with
        it. It raises an `AnswersError` if there are more or fewer answers than questions, or the check
        was resolved before."""
    def ask(self, directory: UserDirectory | Store, uploader: str) -> Report:
        """Ask a directory the questions on behalf of this uploader, and give the report. It raises what
        `check` does. If the directory fails, it may be asked again."""

@final
class InMemoryDirectory:
    """A `UserDirectory` made from directory JSON: text, or what `json.loads` makes of it. A
    `DirectoryError` says what is wrong with that. Each method raises an `UploaderError` if the uploader
    is not an active user of the directory.

    >>> directory.existing_logins([buu.Name("BOB"), buu.Name("ann")], "alice")
    [True, False]
    """

    def __new__(cls, directory: str | Mapping[str, Any]) -> Self: ...
    def existing_logins(self, logins: Sequence[Name], uploader: str) -> list[bool | ExistingUser]:
        """Whether each login belongs to a user. An `ExistingUser` says that the user is inactive."""
    def permission_groups(self, groups: Sequence[Name], uploader: str) -> list[PermissionGroup]:
        """What each permission group is to the uploader. An unknown one may have a suggestion: a group
        they may assign."""
    def primary_teams(self, teams: Sequence[Name], uploader: str) -> list[PrimaryTeam]:
        """What each team is to the uploader. An unknown one may have a suggestion: one of their own teams."""
    def capacity_plans(self, plans: Sequence[Name], uploader: str) -> list[CapacityPlan]:
        """Whether each capacity plan exists. An unknown one may have a suggestion."""
    def default_password_policy(self, uploader: str) -> PasswordPolicy | None:
        """The directory's own policy `default`; `None` if it has none, so that the template's applies."""

@final
class PasswordPolicy:
    """The rules that a password must meet. A rule that is left out asks for nothing. Lengths are in code
    points. A `PolicyError` says what is wrong with the rules.

    >>> buu.PasswordPolicy(length=8, digits=1).unmet("secret")
    [{'rule': 'length', 'required': 8}, {'rule': 'digits', 'required': 1}]
    """

    def __new__(
        cls,
        *,
        length: int = ...,
        maxLength: int | None = ...,
        digits: int = ...,
        lowerCase: int = ...,
        upperCase: int = ...,
        specialChars: int = ...,
        minCharacterClasses: int = ...,
        maxRepeated: int = ...,
        notUsername: bool = ...,
        notContainsUsername: bool = ...,
        notContainsName: bool = ...,
        denylist: bool | Sequence[str] = ...,
        regexPatterns: Sequence[str] = ...,
    ) -> Self: ...
    @staticmethod
    def preset(name: str) -> PasswordPolicy:
        """A policy that comes with the engine: `default`, `nist` or `active-directory`. Any other name
        is a `PolicyError`."""
    def unmet(self, password: str, *, login: str = "", names: Sequence[str] = ...) -> list[dict[str, Any]]:
        """The rules that a password of the user with this login and these names does not meet, as in the
        report's params."""
    @property
    def rules(self) -> dict[str, Any]:
        """The rules that ask for something, as keyword arguments of the class."""

@final
class Template:
    """What an upload must look like. Without arguments, this is the product's own template. Keyword
    arguments are the keys of a template's JSON: `max_bytes` is in bytes, and lengths in `columns` are in
    characters as a person counts them. A `TemplateError` says what is wrong with the template.

    >>> template.columns, template.max_bytes
    (['Login', 'Password', 'Team'], 102400)
    >>> buu.Template.from_toml(template.to_toml()) == template
    True
    """

    @overload
    def __new__(cls) -> Self: ...
    @overload
    def __new__(
        cls,
        *,
        columns: Sequence[Mapping[str, Any]],
        max_bytes: int = ...,
        extensions: Sequence[str] = ...,
        password_policy: str | Mapping[str, Any] = ...,
    ) -> Self: ...
    @staticmethod
    def from_json(json: str | Mapping[str, Any]) -> Template:
        """A template from JSON: text, or what `json.loads` makes of it."""
    @staticmethod
    def from_toml(toml: str) -> Template:
        """A template from the text of a TOML file."""
    def to_json(self) -> str:
        """The template as JSON, with all that it says. `from_json` reads it back."""
    def to_toml(self) -> str:
        """The template as TOML, with all that it says. `from_toml` reads it back."""
    def csv(self) -> str:
        """An empty file to fill in: a header row, with `*` behind the name of each required column."""
    @property
    def columns(self) -> list[str]:
        """The names of its columns, in their order."""
    @property
    def max_bytes(self) -> int:
        """The largest size of a file, in bytes."""

@final
class Problem:
    """One error of a report: what is wrong, where, and what to do about it. `str(problem)` is its message.

    >>> problem = report.errors[0]
    >>> problem.code, problem.cell, problem.value
    (<Code.LOGIN_ALREADY_EXISTS: 'login-already-exists'>, 'A3', 'bob')
    """

    @property
    def code(self) -> Code:
        """What is wrong."""
    @property
    def number(self) -> int:
        """The number of the code."""
    @property
    def level(self) -> Literal["file", "row", "field"]:
        """What it is about."""
    @property
    def row(self) -> int | None:
        """The row, as a spreadsheet counts, from 1; `None` for an error of the file."""
    @property
    def line(self) -> int | None:
        """The line of the file, from 1, on which the row begins, or on which the damaged quote is."""
    @property
    def column(self) -> str | None:
        """The column, under the template's name; `None` for an error of a row or of the file."""
    @property
    def cell(self) -> str | None:
        """The cell as a spreadsheet names it, `C7`; `None` for an error of a row or of the file."""
    @property
    def value(self) -> str | None:
        """The normalized text of the cell: trimmed. `None` if it is, or may be, a password."""
    @property
    def params(self) -> dict[str, Any]:
        """The details, as in the report's JSON; the keys depend on the code."""
    @property
    def suggestion(self) -> str | None:
        """What to write in the cell instead; `None` if there is no good guess."""
    @property
    def message(self) -> str:
        """What is wrong, with what, and what to do about it, in a sentence."""
    def to_dict(self) -> dict[str, Any]:
        """The error as in the report's JSON."""
    @staticmethod
    def _of(json: str) -> Problem: ...

@final
class Errors(Sequence[Problem]):
    """The errors of a report, or a slice of them: a sequence that makes each error when it is taken.

    >>> [error.cell for error in report.errors[::-1]]
    ['C3', 'A3']
    """

    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __len__(self) -> int: ...
    @overload
    def __getitem__(self, index: SupportsIndex, /) -> Problem: ...
    @overload
    def __getitem__(self, index: slice, /) -> Errors: ...
    def __iter__(self) -> Iterator[Problem]: ...
    def __reversed__(self) -> Iterator[Problem]: ...
    def count(self, value: object) -> int:
        """How often this error occurs in the sequence."""
    def index(self, value: object, start: int = 0, stop: int = ...) -> int:
        """The index at which this error first occurs, from `start` and before `stop`; a `ValueError` if
        it does not."""

@final
class Report:
    """What a check found. It holds the file with its passwords, so it cannot be pickled. `to_json` and
    `to_dicts` have no passwords.

    >>> report
    <Report on "upload.csv": 2 users, 1 valid, 1 rows with errors, 2 errors>
    >>> report.errors_csv().decode("utf-8-sig").splitlines()[1].split(",", 3)[:3]
    ['bob', 'Passw0rd', 'Sale']
    """

    @property
    def ok(self) -> bool:
        """Whether there are no errors."""
    @property
    def users(self) -> int:
        """How many entries the file has: rows that are not blank."""
    @property
    def valid(self) -> int:
        """How many entries have no errors; 0 if the file itself has one."""
    @property
    def rows_with_errors(self) -> int:
        """How many entries have errors."""
    @property
    def file(self) -> FileInfo:
        """What is known of the file itself."""
    @property
    def errors(self) -> Errors:
        """The errors, sorted by row, column and number."""
    @property
    def notices(self) -> list[Notice]:
        """What the engine decided about the file, or saw in it, and the uploader should know: those of the
        file first, then by row and column."""
    @property
    def encoding_in_question(self) -> EncodingAssumed | None:
        """What the file may say, if it does not say how it is encoded, and cells of users depend on it. A
        person must choose a reading: nobody is imported from the file before its `encoding` is stated."""
    @property
    def new_users(self) -> list[NewUser]:
        """The users that may be created, in the order of the file. They hold passwords."""
    def to_json(self) -> str:
        """The report as one JSON object, on one line: the same text as the command and the other
        bindings give."""
    def to_dicts(self) -> list[dict[str, Any]]:
        """A dict for each error, as in the report's JSON."""
    def errors_csv(
        self, *, passwords: Literal["keep", "blank"] = "keep", text_cells: Literal["protected", "plain"] = "protected"
    ) -> bytes:
        """The rows-with-errors file, to mend and upload again: UTF-8 with a byte-order mark, the
        upload's columns, and a column `Errors`. It is empty if no row has an error. With `blank`, its
        passwords are left out. A text that a spreadsheet might take for a number or a date is written as
        `="00123"`, or with `plain` as it is, for a program that does not know that form."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The errors as a stream of Arrow's PyCapsule interface: one batch, without copies, with a
        column for each key of an error's JSON. Text is `large_string`; `params` is JSON as text.
        `pyarrow.table(report)`, `polars.DataFrame(report)` and `pandas.DataFrame.from_arrow(report)`
        read it."""
    def _repr_html_(self) -> str: ...
    def __copy__(self) -> Report: ...
    def __deepcopy__(self, _memo: Any) -> Report: ...

@final
class Secret:
    """A password. Only `expose` gives its text: no `repr`, `str`, pickle or log record shows it.

    >>> report.new_users[0].password
    Secret(…)
    """

    def expose(self) -> str:
        """The password itself, exactly as typed. Hash it, and do not store it."""
    def __copy__(self) -> Secret: ...
    def __deepcopy__(self, _memo: Any) -> Secret: ...

@final
class NewUser:
    """A user that may be created: an entry of the file without errors. It cannot be pickled.

    >>> user = report.new_users[0]
    >>> user.row, user.login, user.values
    (2, 'ann', {'Login': 'ann', 'Team': 'Sales'})
    """

    @property
    def row(self) -> int:
        """The row, as a spreadsheet counts, from 1."""
    @property
    def login(self) -> str:
        """The login as typed, trimmed."""
    @property
    def password(self) -> Secret | None:
        """The password; `None` if the template has none, or the cell is blank."""
    @property
    def values(self) -> dict[str, str]:
        """The text of each cell but the password's, as typed, trimmed. The keys are the template's names
        of the columns."""
    def __copy__(self) -> NewUser: ...
    def __deepcopy__(self, _memo: Any) -> NewUser: ...

@final
class Store:
    """Users and the history of their imports, in one file, which is created if it is missing. It is a
    directory to check against, and a store to import into. Opening it completes or ends each import
    whose process died, and logs a warning of each. Passwords are hashed with Argon2id, with `memory_kib`
    KiB of memory, `passes` over it, and `lanes`; impossible numbers are a `ValueError`. Every method
    raises a `StoreError` if the database cannot do its work, or is closed.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, buu.Store(f"{folder}/users.db", memory_kib=8, passes=1) as store:
    ...     _ = store.load({
    ...         "users": [{"login": "alice", "permission_group": "Admin", "teams": ["Sales"]}],
    ...         "permission_groups": [{"name": "Admin", "level": 50, "bulk_user_upload": True}],
    ...         "teams": [{"name": "Sales"}],
    ...     })
    ...     record = store.import_file(csv, uploader="alice", template=template)
    ...     deactivated = [user.login for user in store.undo(record.id, uploader="alice").deactivated]
    >>> record.status, record.created, record.rows_with_errors, deactivated
    ('failed', 1, 1, ['ann'])
    """

    def __new__(
        cls, path: str | os.PathLike[str], *, memory_kib: int = 19456, passes: int = 2, lanes: int = 1
    ) -> Self: ...
    @property
    def path(self) -> Path:
        """The path of the file."""
    def load(self, directory: str | Mapping[str, Any]) -> dict[str, Any]:
        """Add and change what directory JSON names, given as a dict or as text. What it does not name
        stays as it is. The result has, for each kind, how many were `added`, `changed` and `unchanged`,
        and the `unknown` names. If it raises a `DirectoryError`, nothing has changed."""
    def directory(self) -> dict[str, Any]:
        """The directory as a dict in the form of directory JSON."""
    def import_file(
        self,
        file: _File,
        *,
        uploader: str,
        template: Template | None = None,
        name: str | None = None,
        encoding: str | None = None,
        mapping: _Mapping | None = None,
        all_or_nothing: bool = False,
        progress: Callable[[Literal["hashing", "creating"], int, int], object] | None = None,
    ) -> ImportRecord:
        """Import a file: create a user for every row without errors (with `all_or_nothing`, only if no
        row has any), and record the import in the history. `progress` is called after each batch of
        users with the step, how many users are done, and how many there are. If it raises an exception,
        the import stops, the history records what was created, and the exception reaches you. A
        `MayNotImportError`, an `UploaderError`, or what `check` raises for a file is raised before
        anything is written. So is an `EncodingNotStatedError`, if a person must choose first how the file
        is encoded."""
    def history(
        self,
        *,
        status: str | Sequence[str] = ...,
        users: int | str | None = None,
        created: int | str | None = None,
        rows_with_errors: int | str | None = None,
        uploaded_by: str | None = None,
        file_name: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[ImportRecord]:
        """The imports that meet every part of the filter, the latest first, at most `limit` of them and, for the next
        page, `before` that number. `status` is one of an `ImportRecord`'s, or several; counts are a number or a range with
        both ends (`"1..10"`, `"1.."`, `"..10"`); `file_name` is a part of the name, in any case. A `ValueError` says what is no status, or no range."""
    def details(self, id: int) -> ImportDetails:
        """The details of an import, without its rows. Like every method that takes the number of an
        import, it raises an `UnknownImportError` if the history has no import with that number."""
    def rows(self, id: int, *, outcome: str | None = None) -> list[ImportedRow]:
        """The entries of an import: all, or those with one outcome. An unknown outcome is a `ValueError`."""
    def errors_csv(self, id: int, *, text_cells: Literal["protected", "plain"] = "protected") -> bytes:
        """The rows-with-errors file of an import, without passwords; empty if no row has an error."""
    def undo(self, id: int, *, uploader: str, preview: bool = False) -> Undo:
        """Deactivate the users that an import created and that were not changed since; with `preview`,
        only list them. It raises a `MayNotImportError`, an `UnknownImportError`, or an
        `ImportInProgressError`."""
    def close(self) -> None:
        """Close the file. Closing it again does nothing. The end of a `with` block closes it, too."""
    def __enter__(self) -> Self: ...
    def __exit__(
        self, _kind: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None: ...
