"""A signature: drawn, typed or uploaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import Column, FieldType, Inputs, Scalar, Setting, first
from wedforms.formspec.fieldtypes.files import IMAGE_TYPES, file_schema, parse_file
from wedforms.formspec.fieldtypes.showing import show_size
from wedforms.formspec.jsontext import BrokenJson, parse_json
from wedforms.formspec.shapes import JsonSchema, ListOf, Word
from wedforms.formspec.text import clean_line

KINDS: Final = ("drawn", "typed", "uploaded")
BOX_WIDTH: Final = 600
BOX_HEIGHT: Final = 200
_MOST_STROKES: Final = 200
_MOST_POINTS: Final = 2_000
_LONGEST: Final = 200
_LARGEST_IMAGE: Final = 5_000_000


def _strokes() -> JsonSchema:
    across = {"type": "integer", "minimum": 0, "maximum": BOX_WIDTH}
    down = {"type": "integer", "minimum": 0, "maximum": BOX_HEIGHT}
    point = {"type": "array", "prefixItems": [across, down], "minItems": 2, "maxItems": 2}
    stroke = {"type": "array", "items": point, "minItems": 1, "maxItems": _MOST_POINTS}
    return {"type": "array", "items": stroke, "minItems": 1, "maxItems": _MOST_STROKES}


_WORDS: Final[JsonSchema] = {"type": "string", "minLength": 1, "maxLength": _LONGEST}
_DATA: Final[Mapping[str, JsonSchema]] = {
    "drawn": _strokes(),
    "typed": _WORDS,
    "uploaded": file_schema(IMAGE_TYPES, _LARGEST_IMAGE),
}


class Signature(FieldType):
    """A person's signature with their name; the time is set by the server."""

    name = "signature"
    title = "Signature"
    icon = "signature"
    family = "agreement"
    summary = "texts"
    takes_files = True
    is_dated = True
    parts = 5
    settings: ClassVar[Mapping[str, Setting]] = {
        "kinds": Setting(
            ListOf(Word(KINDS), len(KINDS), min_items=1, unique=True), "Ways to sign", default=KINDS
        ),
    }

    def schema(self, field: Field) -> JsonSchema:
        """An object whose data has the form of its kind."""
        kinds = [kind for kind in KINDS if kind in self.setting(field, "kinds")]
        properties = {
            "kind": {"enum": kinds},
            "name": _WORDS,
            "data": True,
            "at": {"type": "string", "format": "date-time"},
        }
        return {
            "type": "object",
            "properties": properties,
            "required": ["kind", "name", "data"],
            "additionalProperties": False,
            "allOf": [_data_of(kind) for kind in kinds],
        }

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed words; a typed signature is its own name when none is given."""
        del field
        if not isinstance(raw, Mapping):
            return None if raw == "" else raw
        parts = {k: clean_line(v) if isinstance(v, str) else v for k, v in raw.items()}
        parts = {name: part for name, part in parts.items() if part not in ("", None, [])}
        if parts.get("kind") == "typed" and "data" in parts:
            parts.setdefault("name", parts["data"])
        return None if set(parts) <= {"kind"} else parts

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """Inputs `kind`, `name` and `typed`, `drawn` (strokes as JSON) or `uploaded` (a file)."""
        kind = first(inputs, "kind") or self._only_filled(field, inputs)
        if kind is None:
            return None
        text = first(inputs, kind)
        data = _read_data(kind, text) if text else None
        parts = {"kind": kind, "name": first(inputs, "name"), "data": data}
        return self.canonical(field, parts)

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """Nothing: a signature is given anew whenever the answers are sent again."""
        del field, value
        return {}

    def files(self, value: Any) -> dict[str, Any]:
        """The picture of an uploaded signature."""
        return {"": value["data"]} if value["kind"] == "uploaded" else {}

    def show_limit(self, field: Field, limit: int | Decimal, locale: str) -> str:
        """So many bytes."""
        del field
        return show_size(int(limit), locale)

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The name of who signed."""
        del field, locale
        return str(value.get("name", ""))

    def scalars(self, value: Any) -> Sequence[Scalar]:
        """The name of who signed."""
        return (Scalar("text", value["name"]),) if value.get("name") else ()

    def columns(self, field: Field) -> Sequence[Column]:
        """Who signed, and when."""
        return (Column("name", field.label), Column("at", f"{field.label}: at"))

    def cells(self, field: Field, value: Any, locale: str) -> tuple[str, ...]:
        """Name and time."""
        del field, locale
        return tuple(str((value or {}).get(part, "")) for part in ("name", "at"))

    def _only_filled(self, field: Field, inputs: Inputs) -> str | None:
        return next((kind for kind in self.setting(field, "kinds") if first(inputs, kind)), None)


def _data_of(kind: str) -> JsonSchema:
    chosen = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
    return {"if": chosen, "then": {"properties": {"data": _DATA[kind]}}}


def _read_data(kind: str, text: str) -> Any:
    if kind == "uploaded":
        return parse_file(text)
    if kind != "drawn":
        return text
    try:
        return parse_json(text)
    except BrokenJson:
        return text
