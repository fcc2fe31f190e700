"""What commands read and write: JSON files in, JSON on standard output, words on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from wedforms.formspec.errors import Problem
from wedforms.formspec.jsontext import BrokenJson, parse_json

_LARGEST_FILE = 10_000_000


def answer(value: Any) -> None:
    """Write `value` as JSON on standard output."""
    click.echo(_json(value))


def say(words: str) -> None:
    """Write words on standard error."""
    click.echo(words, err=True)


def refuse(problems: Iterable[Problem]) -> None:
    """Write the problems as JSON on standard error and end with status 1."""
    click.echo(_json({"problems": [as_json(one) for one in problems]}), err=True)
    sys.exit(1)


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    """Decimals as the numbers they are; identifiers and dates as text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def as_json(problem: Problem) -> Mapping[str, Any]:
    """A problem as JSON, without what it does not say."""
    return {key: value for key, value in asdict(problem).items() if value is not None}


def read_json(path: Path) -> Any:
    """The JSON in a file ("-": standard input); a file that cannot be read is said in words."""
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as fault:
        raise click.ClickException(f"{path} cannot be read: {fault.strerror}.") from fault
    if len(content) > _LARGEST_FILE:
        raise click.ClickException(f"{path} is larger than 10 MB.")
    try:
        return parse_json(content)
    except BrokenJson as fault:
        raise click.ClickException(f"{path}: {fault}") from fault
