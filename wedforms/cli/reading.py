"""What commands take: files of JSON and texts; what cannot be read is said in words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import click

from wedforms.cli.errors import CouldNotRun
from wedforms.cli.output import refuse
from wedforms.formspec.definition import Definition
from wedforms.formspec.errors import DefinitionRejected, Problem
from wedforms.formspec.jsontext import BrokenJson, parse_json
from wedforms.formspec.reading import read_definition
from wedforms.formspec.text import storable

_LARGEST_JSON: Final = 10_000_000
_SLUG: Final = re.compile("[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
_MEGABYTE: Final = 1_000_000

#: A file that is read; "-" is standard input.
FILE: Final = click.Path(path_type=Path, dir_okay=False, allow_dash=True)


class Text(click.ParamType[str, Any]):
    """A text that is not empty, not longer than `most` characters, and can be stored."""

    name = "text"

    def __init__(self, *, most: int = 200) -> None:
        self._most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text without spaces around it."""
        text = str(value).strip()
        if not storable(text):
            self.fail("holds characters that cannot be stored.", param, ctx)
        if not text:
            self.fail("is empty.", param, ctx)
        if len(text) > self._most:
            self.fail(f"is longer than {self._most} characters.", param, ctx)
        return text


class FormSlug(Text):
    """A form's part of an address."""

    name = "slug"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The slug as it stands."""
        slug = super().convert(value, param, ctx)
        if not _SLUG.fullmatch(slug):
            self.fail("is not 1 to 80 lower-case letters, digits and hyphens.", param, ctx)
        return slug


def read_file(path: Path, *, most: int) -> bytes:
    """The content of a file of at most `most` bytes ("-": standard input)."""
    try:
        with click.open_file(str(path), "rb") as file:
            content: bytes = file.read(most + 1)
    except OSError as fault:
        raise CouldNotRun(f"{path} cannot be read: {fault.strerror}.") from fault
    if len(content) > most:
        raise CouldNotRun(f"{path} is larger than {most // _MEGABYTE} MB.")
    return content


def read_json(path: Path) -> Any:
    """The JSON in a file."""
    try:
        return parse_json(read_file(path, most=_LARGEST_JSON))
    except BrokenJson as fault:
        raise CouldNotRun(f"{path}: {fault}") from fault


def read_form(path: Path) -> Definition:
    """The definition in a file; one that is not a form ends the command with its problems."""
    try:
        return read_definition(read_json(path))
    except DefinitionRejected as rejected:
        refuse(rejected.problems, about="definition")


def read_foreign(path: Path, source: str) -> tuple[Definition, list[Problem]]:
    """The form in a file of another program, and a warning for all that could not be carried."""
    from wedforms.forms.importing import ImportRefused
    from wedforms.forms.importing.jsonschema import read_json_schema
    from wedforms.forms.importing.xlsform import read_xlsform

    read = {"xlsform": read_xlsform, "json-schema": read_json_schema}[source]
    try:
        imported = read(read_file(path, most=_LARGEST_JSON), name=path.stem)
    except ImportRefused as refused:
        refuse([Problem("", "import", source, refused.words)], about="definition")
    told = [
        Problem(one.place, "import", one.what, f"{one.what}: {one.why} {one.instead}", "warning")
        for one in imported.remarks
    ]
    return imported.definition, told
