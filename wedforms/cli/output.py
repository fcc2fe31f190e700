"""What commands write: results on standard output, problems and words on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final, Literal, NoReturn

import click

from wedforms.formspec.errors import Problem
from wedforms.formspec.jsontext import canonical_json

About = Literal["definition", "answers"]
_INDENT: Final = "  "


def answer(value: Any) -> None:
    """Write `value` as JSON on standard output; numbers stay exact."""
    write([_json(value), "\n"])


def answer_list(values: Iterable[Any]) -> None:
    """Write a JSON list one item at a time, so that a long one needs no memory."""
    write(_listed(values))


def write(texts: Iterable[str]) -> None:
    """Write texts on standard output as UTF-8, whatever the terminal speaks."""
    stream = sys.stdout.buffer
    for text in texts:
        stream.write(_bytes(text))
    stream.flush()


def say(words: str) -> None:
    """Write words on standard error."""
    click.echo(words, err=True)


def warn(problems: Iterable[Problem], *, about: About) -> None:
    """Write problems as a JSON list on standard error; nothing when there are none."""
    if told := [as_json(problem, about=about) for problem in problems]:
        click.echo(_bytes(_json(told)), err=True)


def refuse(problems: Iterable[Problem], *, about: About) -> NoReturn:
    """Write the problems as a JSON list on standard error and end with status 1."""
    warn(problems, about=about)
    sys.exit(1)


def as_json(problem: Problem, *, about: About) -> Mapping[str, Any]:
    """A problem as JSON: what it is about, and what it says."""
    said = {key: value for key, value in asdict(problem).items() if value is not None}
    return {"about": about, **said}


def _listed(values: Iterable[Any]) -> Iterator[str]:
    before = "["
    for value in values:
        yield f"{before}\n{_INDENT}{_json(value, _INDENT)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _json(value: Any, margin: str = "") -> str:
    """JSON laid out for reading; decimals as the numbers they are, never through a float."""
    inner = margin + _INDENT
    if isinstance(value, Mapping) and value:
        members = (f"{inner}{_json(key)}: {_json(one, inner)}" for key, one in value.items())
        return "{\n" + ",\n".join(members) + f"\n{margin}}}"
    if isinstance(value, list | tuple) and value:
        items = (inner + _json(one, inner) for one in value)
        return "[\n" + ",\n".join(items) + f"\n{margin}]"
    return canonical_json(value)


def _bytes(text: str) -> bytes:
    # Half a surrogate pair has no UTF-8; written like this it is JSON's own escape.
    return text.encode("utf-8", errors="backslashreplace")
