"""The protocol for a directory of your own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ._native import CapacityPlan, ExistingUser, Name, PermissionGroup, PrimaryTeam


class UserDirectory(Protocol):
    """A directory of users. A check calls each method at most once, with a list of distinct names. The
    method gives an answer for each name, in the same order. Compare names by their `key`. A group, team
    or plan that is inactive does not exist for a check; a login exists even if its user is inactive.

    A directory may also have a method `default_password_policy(uploader) -> PasswordPolicy | None`. Its
    policy is for users whose permission group has none, is unknown, or may not be assigned.

    >>> class Empty:
    ...     '''A directory without users, in which the uploader may do everything.'''
    ...     def existing_logins(self, logins, uploader):
    ...         return [False for _ in logins]
    ...     def permission_groups(self, groups, uploader):
    ...         return [PermissionGroup.assignable() for _ in groups]
    ...     def primary_teams(self, teams, uploader):
    ...         return [PrimaryTeam.member() for _ in teams]
    ...     def capacity_plans(self, plans, uploader):
    ...         return [CapacityPlan.exists() for _ in plans]
    >>> from bulk_user_upload import Template, check
    >>> template = Template(columns=[{"name": "Login", "kind": "login"}])
    >>> check(b"Login\\nann\\n", directory=Empty(), uploader="me", template=template).ok
    True
    """

    def existing_logins(self, logins: Sequence[Name], uploader: str, /) -> Sequence[bool | ExistingUser]:
        """Which of these logins exist, of active and inactive users alike. An `ExistingUser` tells more of
        the user than `True` does."""
        ...

    def permission_groups(self, groups: Sequence[Name], uploader: str, /) -> Sequence[PermissionGroup]:
        """What each of these permission groups is to the uploader."""
        ...

    def primary_teams(self, teams: Sequence[Name], uploader: str, /) -> Sequence[PrimaryTeam]:
        """What each of these teams is to the uploader."""
        ...

    def capacity_plans(self, plans: Sequence[Name], uploader: str, /) -> Sequence[CapacityPlan]:
        """Which of these capacity plans exist."""
        ...
