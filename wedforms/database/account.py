"""Which account of the machine runs the server, and what that account can reach."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypedDict

from wedforms.database.errors import ServerAccountMissing

UNPRIVILEGED: Final = "nobody"
_ENVIRONMENT: Final = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


class _Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """The account that owns the data folder; `ids` is None when it is the present user."""

    ids: tuple[int, int] | None = None

    def give(self, path: Path) -> None:
        """Make this account the owner of `path`."""
        if self.ids is not None:
            os.chown(path, *self.ids)

    def run(
        self, command: Sequence[str], *, patience: float = 10
    ) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as this account to its end."""
        return subprocess.run(  # noqa: S603 - our own words and the operator's folder, no shell
            command,
            check=False,
            timeout=patience,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=_ENVIRONMENT,
            cwd="/",
            **self._identity(),
        )

    def launch(self, command: Sequence[str], *, log: Path) -> subprocess.Popen[bytes]:
        """Start `command` as this account in its own session, with a pipe to its input."""
        with log.open("ab") as output:
            return subprocess.Popen(  # noqa: S603 - as above
                command,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,
                env=_ENVIRONMENT,
                cwd="/",
                **self._identity(),
            )

    def can_enter(self, folder: Path) -> bool:
        """Whether this account reaches `folder` through all the folders above it."""
        return self._succeeds(["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)])

    def can_run(self, program: Path) -> bool:
        """Whether this account can start `program`."""
        return self._succeeds([str(program), "--version"])

    def _succeeds(self, command: Sequence[str]) -> bool:
        try:
            return self.run(command).returncode == 0
        except (OSError, subprocess.SubprocessError):
            return False

    def _identity(self) -> _Identity:
        if self.ids is None:
            return {}
        return {"user": self.ids[0], "group": self.ids[1], "extra_groups": []}


def server_account() -> Account:
    """The present user, or the unprivileged account when the present user is root."""
    if os.geteuid() != 0:
        return Account()
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise ServerAccountMissing(UNPRIVILEGED) from None
    return Account((entry.pw_uid, entry.pw_gid))
