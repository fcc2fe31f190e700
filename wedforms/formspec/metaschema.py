"""The JSON Schema 2020-12 of definitions themselves, for editors and other programs.

It is made from the same shapes that reading uses and shipped as `definition.schema.json`. It says
what single values may be; what spans several (names, circles, counts) reading alone says.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Final

from wedforms.formspec.fieldreading import COMMON_KEYS, SPECIAL_KEYS, settings_shape
from wedforms.formspec.fieldtypes import FIELD_TYPES, FieldType
from wedforms.formspec.fieldtypes.base import AUTOCOMPLETE, REQUIRED
from wedforms.formspec.jsontext import parse_json
from wedforms.formspec.reading import FORM
from wedforms.formspec.shapes import JsonSchema, or_null

META_SCHEMA_ID: Final = "https://wedforms.example/definition.schema.json"
_FILE: Final = "definition.schema.json"
#: What a key may hold that the type has no use for: nothing.
_IDLE: Final[JsonSchema] = {"enum": [None, "", [], {}]}
#: Settings that nearly every type has.
_SHARED: Final = {"required": REQUIRED, "autocomplete": AUTOCOMPLETE}
_FIELD: Final[JsonSchema] = {"$ref": "#/$defs/field"}


def meta_schema() -> dict[str, Any]:
    """The shipped schema of definitions."""
    text = files("wedforms.formspec").joinpath(_FILE).read_text(encoding="utf-8")
    shipped: dict[str, Any] = parse_json(text)
    return shipped


def build_meta_schema() -> dict[str, Any]:
    """The schema as the code states it now; a test holds the shipped one against it."""
    form = FORM.schema()
    form["properties"]["fields"]["items"] = _FIELD
    special = {name: or_null(key.shape.schema()) for name, key in SPECIAL_KEYS.items()}
    special["fields"] = {"type": "array", "items": _FIELD, "minItems": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": META_SCHEMA_ID,
        "title": "WedForms form definition",
        **form,
        "$defs": {
            "field": {
                "type": "object",
                "properties": _common(),
                "required": ["key", "field_type"],
                "allOf": [_of_type(kind) for kind in FIELD_TYPES.values()],
                "unevaluatedProperties": False,
            },
            **special,
            **{name: or_null(setting.shape.schema()) for name, setting in _SHARED.items()},
        },
    }


def _common() -> JsonSchema:
    keys = {name: or_null(key.shape.schema()) for name, key in COMMON_KEYS.items()}
    required = {name: COMMON_KEYS[name].shape.schema() for name in ("key", "field_type")}
    return {**keys, **required, "validation_rules": True}


def _of_type(kind: FieldType) -> JsonSchema:
    """What holds for a field while it has this type."""
    is_it = {"properties": {"field_type": {"const": kind.name}}, "required": ["field_type"]}
    own = {
        name: {"$ref": f"#/$defs/{name}"} if name in kind.field_keys else _IDLE
        for name in SPECIAL_KEYS
    }
    then: JsonSchema = {"properties": {"validation_rules": _rules(kind), **own}}
    needed = _needed(kind)
    return {"if": is_it, "then": {**then, "required": needed} if needed else then}


def _rules(kind: FieldType) -> JsonSchema:
    rules = settings_shape(kind).schema()
    for name in kind.all_settings:
        if name in _SHARED:
            rules["properties"][name] = {"$ref": f"#/$defs/{name}"}
    return rules if "required" in rules else or_null(rules)


def _needed(kind: FieldType) -> list[str]:
    needed = ["options"] if kind.options == "must" else []
    if any(setting.required for setting in kind.settings.values()):
        needed.append("validation_rules")
    return [*needed, *kind.needed_keys]
