"""Files: kept by id and hash; their bytes live in the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import FieldType, Inputs, Setting
from wedforms.formspec.fieldtypes.showing import show_size, with_commas
from wedforms.formspec.jsontext import BrokenJson, canonical_json, parse_json
from wedforms.formspec.shapes import Integer, JsonSchema, ListOf, Word
from wedforms.formspec.text import clean_line

LARGEST_FILE: Final = 25 * 1024 * 1024
MOST_FILES: Final = 50
SHA256_PATTERN: Final = "^[0-9a-f]{64}$"

#: The MIME type under which each kind of file is stored.
MIME_TYPES: Final[Mapping[str, str]] = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
}
IMAGE_TYPES: Final = tuple(MIME_TYPES[kind] for kind in ("jpg", "png", "webp"))


def file_schema(types: Sequence[str], largest: int) -> JsonSchema:
    """The schema of one stored file."""
    return {
        "type": "object",
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "sha256": {"type": "string", "pattern": SHA256_PATTERN},
            "name": {"type": "string", "minLength": 1, "maxLength": 255},
            "size": {"type": "integer", "minimum": 1, "maximum": largest},
            "type": {"enum": list(types)},
        },
        "required": ["id", "sha256", "name", "size", "type"],
        "additionalProperties": False,
    }


def parse_file(text: str) -> Any:
    """The facts of a stored file out of an input that holds them as JSON; else the text."""
    try:
        return parse_json(text)
    except BrokenJson:
        return text


class File(FieldType):
    """One or several uploaded files."""

    name = "file"
    title = "File"
    icon = "file"
    family = "file"
    summary = "files"
    takes_files = True
    settings: ClassVar[Mapping[str, Setting]] = {
        "accept": Setting(
            ListOf(Word(tuple(MIME_TYPES)), len(MIME_TYPES), min_items=1, unique=True),
            "Kinds of file",
            default=tuple(MIME_TYPES),
        ),
        "max_size": Setting(Integer(1, LARGEST_FILE), "Most bytes a file", default=LARGEST_FILE),
        "max_files": Setting(Integer(1, MOST_FILES), "Most files", default=1),
    }

    def types(self, field: Field) -> tuple[str, ...]:
        """The MIME types that may be uploaded."""
        return tuple(MIME_TYPES[kind] for kind in self.setting(field, "accept"))

    def schema(self, field: Field) -> JsonSchema:
        """A list of stored files."""
        return {
            "type": "array",
            "items": file_schema(self.types(field), self.setting(field, "max_size")),
            "minItems": 1,
            "maxItems": self.setting(field, "max_files"),
        }

    def canonical(self, field: Field, raw: Any) -> Any:
        """The list of files; none is no answer."""
        del field
        if not isinstance(raw, list | tuple):
            return None if raw == "" else raw
        return [_tidy(file) for file in raw] or None

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """One hidden input a file, each with the file's facts as JSON."""
        return self.canonical(field, [parse_file(text) for text in inputs.get("", ()) if text])

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """One hidden input a file."""
        del field
        return {"": [canonical_json(file) for file in value]}

    def files(self, value: Any) -> dict[str, Any]:
        """Each by its place in the list."""
        return {str(at): file for at, file in enumerate(value)}

    def show_limit(self, field: Field, limit: int | Decimal, locale: str) -> str:
        """So many bytes."""
        del field
        return show_size(int(limit), locale)

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The names of the files."""
        del field
        return with_commas((str(file["name"]) for file in value), locale)


class Image(File):
    """One or several pictures, made anew by the server."""

    name = "image"
    title = "Picture upload"
    icon = "image"
    settings: ClassVar[Mapping[str, Setting]] = {
        "max_size": File.settings["max_size"],
        "max_files": File.settings["max_files"],
    }

    def types(self, field: Field) -> tuple[str, ...]:
        """Pictures only."""
        del field
        return IMAGE_TYPES


def _tidy(file: Any) -> Any:
    if isinstance(file, Mapping) and isinstance(file.get("name"), str):
        return {**file, "name": clean_line(file["name"])}
    return file
