"""The commands, run in this process as a shell would, on a database with published forms."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import URL

from tests.published import (
    database,
    engine,
    module_database,
    ours,
    published,
    theirs,
    two_organizations,
)
from wedforms.cli import wedforms
from wedforms.formspec.jsontext import parse_json

__all__ = [
    "database",
    "engine",
    "module_database",
    "ours",
    "published",
    "theirs",
    "two_organizations",
]

Run = Callable[..., "Done"]


@dataclass(frozen=True)
class Done:
    """What a command left: its status and what it wrote."""

    status: int
    output: bytes
    errors: str

    @property
    def answer(self) -> Any:
        """Standard output as the JSON that it must be, decimals exact."""
        return parse_json(self.output)

    @property
    def problems(self) -> list[dict[str, Any]]:
        """Standard error as the list of problems that it must be."""
        return parse_json(self.errors)


def done(result: Result) -> Done:
    """What a command did; a failure that was not said in words is raised again."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout_bytes, result.stderr)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command without a database; `env` are further variables."""

    def command(*words: str | Path, env: dict[str, str] | None = None, given: bytes = b"") -> Done:
        inherited = dict.fromkeys((n for n in os.environ if n.startswith("WEDFORMS_")), None)
        own = {"WEDFORMS_DATA_FOLDER": str(tmp_path / "data"), **(env or {})}
        runner = CliRunner()
        return done(
            runner.invoke(wedforms, [str(word) for word in words], env=inherited | own, input=given)
        )

    return command


def plain(url: URL) -> str:
    """An address as an operator writes it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture
def environment(database) -> dict[str, str]:
    """The variables with which commands find the database of this test."""
    return {
        "WEDFORMS_DATABASE_URL": plain(database.app),
        "WEDFORMS_WORKER_DATABASE_URL": plain(database.worker),
        "WEDFORMS_OWNER_DATABASE_URL": plain(database.owner),
        "WEDFORMS_SECRET_KEY": "forty characters that sign nothing real.",
    }


@pytest.fixture
def run_in_database(run: Run, environment: dict[str, str]) -> Run:
    """Run a command on the database of this test."""

    def command(*words: str | Path, env: dict[str, str] | None = None, given: bytes = b"") -> Done:
        return run(*words, env=environment | (env or {}), given=given)

    return command


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Put a text or bytes into a file and return its path."""

    def written(content: str | bytes, name: str = "file.json") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written
