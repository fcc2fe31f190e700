"""The data folder of an embedded server: where it lies, its secrets, how it is made."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from wedforms.database.account import Account
from wedforms.database.binaries import SHARED_FOLDER, Binaries
from wedforms.database.errors import FolderInUse, FolderUnusable

SUPERUSER: Final = "postgres"
_BUILTIN_LOCALES_SINCE: Final = 17


@dataclass(frozen=True, slots=True)
class Passwords:
    """The generated passwords of one server; kept in a file that only its owner reads."""

    superuser: str
    app: str
    worker: str
    backup: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """One data folder with its passwords and its log."""

    folder: Path
    data: Path
    passwords: Passwords

    @property
    def log(self) -> Path:
        """Where the server writes what it has to say."""
        return self.folder / "server.log"

    @property
    def process_file(self) -> Path:
        """Where the running server notes its process id."""
        return self.data / "postmaster.pid"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold `folder` for one launcher; another one is told so at once."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "launcher.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        raise FolderUnusable(folder, fault.strerror or str(fault)) from fault
    try:
        _lock(handle, folder)
        yield
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise FolderInUse(folder) from None


def open_cluster(folder: Path, *, binaries: Binaries, account: Account) -> Cluster:
    """The cluster in `folder`, made on first use; a folder of another major version is refused."""
    try:
        cluster = Cluster(folder, _data_folder(folder, account), _passwords(folder))
        if not (cluster.data / "PG_VERSION").exists():
            _make(cluster, binaries=binaries, account=account)
    except OSError as fault:
        raise FolderUnusable(folder, fault.strerror or str(fault)) from fault
    made_by = (cluster.data / "PG_VERSION").read_text().strip()
    if made_by != str(binaries.major):
        raise FolderUnusable(
            folder,
            f"its data were made by PostgreSQL {made_by} and this is PostgreSQL "
            f"{binaries.major}; set WEDFORMS_PG_BIN to version {made_by} or choose another folder",
        )
    return cluster


def _data_folder(folder: Path, account: Account) -> Path:
    """`folder`/data, or a place outside when the server's account cannot get there.

    Who may enter a folder can change; where its data were made never does. A folder that was thrown
    away and made again begins anew: the data outside belong to the passwords that went with it.
    """
    inside, note = folder / "data", folder / "data-is-elsewhere"
    is_inside = (inside / "PG_VERSION").exists() or account.can_enter(folder)
    if is_inside and not note.exists():
        return inside
    if not note.exists():
        note.write_text(f"{SHARED_FOLDER / f'data-{secrets.token_hex(6)}'}\n")
    outside = Path(note.read_text().strip())
    outside.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    return outside


def _passwords(folder: Path) -> Passwords:
    """The passwords kept in `folder`, generated on first use."""
    path = folder / "passwords.json"
    if path.exists():
        return Passwords(**json.loads(path.read_text()))
    made = Passwords(*(secrets.token_urlsafe(32) for _ in range(4)))
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(asdict(made), file)
    partial.rename(path)
    return made


def _make(cluster: Cluster, *, binaries: Binaries, account: Account) -> None:
    """Run initdb beside the final place; what a crash left half-made is made again."""
    partial = cluster.data.with_name(f"{cluster.data.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700)
    account.give(partial)
    with _password_file(cluster, account) as password_file:
        command = _initdb_command(partial, binaries, password_file)
        done = account.run(command, patience=120)
    if done.returncode != 0:
        raise FolderUnusable(cluster.data, f"initdb failed: {done.stderr.strip()[-300:]}")
    partial.rename(cluster.data)


@contextmanager
def _password_file(cluster: Cluster, account: Account) -> Iterator[Path]:
    """The superuser's password for initdb, in a file that only the server's account reads."""
    path = cluster.data.with_name(f"{cluster.data.name}.password")
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(cluster.passwords.superuser)
        account.give(path)
        yield path
    finally:
        path.unlink()


def _initdb_command(data: Path, binaries: Binaries, password_file: Path) -> list[str]:
    locale = ["--locale=C.UTF-8"]
    if binaries.major >= _BUILTIN_LOCALES_SINCE:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return [
        str(binaries.program("initdb")),
        f"--pgdata={data}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--no-instructions",
        *locale,
    ]
