"""What the builder offers, told by the field types: a new type needs no word here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import LazyString, gettext, lazy_gettext

from wedforms.formspec.definition import Field, Option
from wedforms.formspec.expression import grammar
from wedforms.formspec.fieldreading import COMMON_KEYS, MOST_DEPTH, SPECIAL_KEYS
from wedforms.formspec.fieldtypes import FIELD_TYPES, FieldType, title_of_setting
from wedforms.formspec.fieldtypes.base import MOST_FIELDS
from wedforms.formspec.formsettings import FORM_SETTINGS
from wedforms.web.studio.design.choices import choices
from wedforms.web.studio.design.inputs import input_of

_FAMILIES: Final[Mapping[str, LazyString]] = {
    "text": lazy_gettext("Words"),
    "choice": lazy_gettext("Choices"),
    "number": lazy_gettext("Numbers"),
    "price": lazy_gettext("Prices"),
    "date": lazy_gettext("Dates and times"),
    "person": lazy_gettext("People"),
    "group": lazy_gettext("Repeating"),
    "agreement": lazy_gettext("Agreeing and signing"),
    "file": lazy_gettext("Files"),
    "content": lazy_gettext("Content"),
}
_FIXED: Final = frozenset({"field_type", "fields", "validation_rules"})
#: Every key of a field in the order in which the inspector asks, with its words; what comes after
#: `key` is folded away until it is wanted.
_KEYS: Final[Mapping[str, LazyString]] = {
    "label": lazy_gettext("Question"),
    "help": lazy_gettext("Help under the question"),
    "content": lazy_gettext("Text"),
    "options": lazy_gettext("Options"),
    "rows": lazy_gettext("Rows"),
    "columns": lazy_gettext("Columns"),
    "value": lazy_gettext("Worked out as"),
    "min_rows": lazy_gettext("Fewest rows"),
    "max_rows": lazy_gettext("Most rows"),
    "sort_by": lazy_gettext("Rows in the order of"),
    "visible_if": lazy_gettext("Shown only if"),
    "required_if": lazy_gettext("Must be answered if"),
    "key": lazy_gettext("Key"),
    "default": lazy_gettext("Answer to begin with"),
    "locked_if": lazy_gettext("Locked if"),
    "private": lazy_gettext("Private: never printed"),
    "sensitive": lazy_gettext("Sensitive, such as health or diet"),
    "writes_to": lazy_gettext("Written to the client as"),
    "translations": lazy_gettext("Translations"),
}
_LABEL_OF_CONTENT: Final = lazy_gettext("Title")


def palette() -> dict[str, Any]:
    """Everything that the page of the builder knows of types, keys, settings and limits."""
    return {
        "families": [
            {"name": name, "title": str(title), "types": _names(name)}
            for name, title in _FAMILIES.items()
        ],
        "types": {kind.name: _type(kind) for kind in FIELD_TYPES.values()},
        "settings": [
            {"name": name, "title": gettext(one.title)} for name, one in FORM_SETTINGS.items()
        ],
        "choices": choices("currency", "country", "locale"),
        "reserved": sorted(grammar.RESERVED),
        "limits": {"fields": MOST_FIELDS, "depth": MOST_DEPTH},
    }


def title_of(path: str) -> str:
    """What people call the key or the setting that a path begins with; empty where nothing is."""
    name, _, rest = path.partition(".")
    if name == "validation_rules":
        title = title_of_setting(rest.partition(".")[0])
        return str(gettext(title)) if title else ""
    if name == "settings" and (known := FORM_SETTINGS.get(rest.partition(".")[0])):
        return str(gettext(known.title))
    return str(_KEYS.get(name, ""))


def _names(family: str) -> list[str]:
    return [kind.name for kind in FIELD_TYPES.values() if kind.family == family]


def _type(kind: FieldType) -> dict[str, Any]:
    return {
        "title": gettext(kind.title),
        "icon": kind.icon,
        "hasRows": kind.has_rows,
        "hasAnswer": kind.has_answer,
        "needsLabel": kind.needs_label,
        "beginsPage": kind.begins_page,
        "isComputed": kind.is_computed,
        "beginning": kind.beginning,
        "keys": [_key(kind, name) for name in _KEYS if _has(kind, name)],
        "settings": [
            {
                "name": name,
                "title": gettext(one.title),
                "required": one.required,
                "default": one.default,
                **_counted(kind, input_of(one.shape)),
            }
            for name, one in kind.all_settings.items()
        ],
    }


def _has(kind: FieldType, name: str) -> bool:
    return name in kind.field_keys or (name in COMMON_KEYS and name not in _FIXED)


def _key(kind: FieldType, name: str) -> dict[str, Any]:
    known = COMMON_KEYS.get(name) or SPECIAL_KEYS[name]
    words = _LABEL_OF_CONTENT if name == "label" and not kind.has_answer else _KEYS[name]
    told = _default(kind) if name == "default" else input_of(known.shape)
    return {"name": name, "title": str(words), **told}


def _counted(kind: FieldType, told: dict[str, Any]) -> dict[str, Any]:
    """Whole numbers of a kind of money are asked for as pounds and pence."""
    is_amount = kind.counts_minor and told["kind"] == "integer"
    return {**told, "kind": "money"} if is_amount else told


def _default(kind: FieldType) -> dict[str, Any]:
    """The input for an answer to begin with; `json` where one input is not enough."""
    begins = {name: value for name, value in kind.beginning.items() if name == "validation_rules"}
    options = tuple(Option(**one) for one in kind.beginning.get("options", ()))
    schema = kind.schema(Field(kind.name, kind.name, options=options, **begins))
    if "enum" in schema:
        return {"kind": "option"}
    told = _BY_JSON_TYPE.get(schema.get("type", ""), "json")
    if told == "word":
        return {"kind": told, "words": [{"value": v, "title": gettext(w)} for v, w in _YES_NO]}
    return _counted(kind, {"kind": told})


_BY_JSON_TYPE: Final = {
    "string": "text", "integer": "integer", "number": "number", "boolean": "word",
}  # fmt: skip
_YES_NO: Final = ((True, "Yes"), (False, "No"))
