"""One property of a JSON Schema as a field: its type, its options, its limits."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from wedforms.forms.importing.jsonplaces import said_plainly
from wedforms.forms.importing.jsonrefs import Schema
from wedforms.forms.importing.report import Report
from wedforms.formspec.fieldtypes.base import MOST_ROWS
from wedforms.lib.text import slug_of

_FORMATS: Final[Mapping[str, str]] = {
    "email": "email", "idn-email": "email", "date": "date", "time": "time",
    "date-time": "date_time", "uri": "url", "url": "url", "iri": "url", "phone": "phone",
    "tel": "phone", "textarea": "long_text", "hostname": "text", "uuid": "text", "ipv4": "text",
    "ipv6": "text",
}  # fmt: skip
_FILES: Final = frozenset({"data-url", "binary", "byte"})
_FREE: Final = frozenset({"hostname", "uuid", "ipv4", "ipv6"})
_LONG: Final = 200
_FEW: Final = 6
_LARGEST: Final = 10**12
#: So much is said of a question, and so many characters are taken.
MOST_TITLE: Final = 500
MOST_DESCRIPTION: Final = 2_000
_MOST_TEXT: Final = 500
_MOST_LONG_TEXT: Final = 5_000
_LEFT_OUT: Final = "It was left out."
#: What is read here or elsewhere, or says nothing that a person would miss.
READ: Final = frozenset(
    {"$schema", "$id", "id", "$comment", "$defs", "definitions", "$anchor", "$vocabulary", "title",
     "description", "default", "examples", "type", "enum", "enumNames", "const", "oneOf", "anyOf",
     "format", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum",
     "exclusiveMaximum", "multipleOf", "items", "minItems", "maxItems", "uniqueItems", "properties",
     "required", "allOf", "if", "then", "else", "dependentRequired", "dependentSchemas",
     "dependencies", "readOnly", "writeOnly", "deprecated", "additionalProperties",
     "unevaluatedProperties", "contentEncoding", "contentMediaType", "$dynamicAnchor"}
)  # fmt: skip


def choices_in(schema: Schema) -> list[tuple[Any, str]] | None:
    """What can be chosen, each with its words; None where nothing is listed."""
    if isinstance(listed := schema.get("enum"), list):
        called = schema.get("enumNames")
        names = called if isinstance(called, list) and len(called) == len(listed) else listed
        named = zip(listed, names, strict=True)
        return [(one, str(name)) for one, name in named if _is_scalar(one)]
    for name in ("oneOf", "anyOf"):
        listed = schema.get(name)
        if isinstance(listed, list) and listed and all(_is_choice(one) for one in listed):
            return [(one["const"], str(one.get("title") or one["const"])) for one in listed]
    return None


def _is_choice(raw: Any) -> bool:
    return isinstance(raw, Mapping) and "const" in raw and _is_scalar(raw["const"])


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int | float | Decimal)


def options_of(listed: Sequence[tuple[Any, str]]) -> dict[Any, dict[str, str]]:
    """Options of ours by the values that they had; each value is one that we can keep."""
    options: dict[Any, dict[str, str]] = {}
    taken: set[str] = set()
    for given, label in listed:
        if given in options:
            continue
        made = slug_of(str(given))[:60]
        value, number = made, 1
        while value in taken:
            number += 1
            value = f"{made}-{number}"
        taken.add(value)
        options[given] = {"value": value, "label": label[:500] or value}
    return options


def kind_of(schema: Schema) -> str:
    """The one type of a schema, `null` apart; told by its keywords where it does not say."""
    said = schema.get("type")
    kinds = [one for one in said if one != "null"] if isinstance(said, list) else [said]
    if len(kinds) == 1 and isinstance(kinds[0], str):
        return kinds[0]
    if kinds in (["integer", "number"], ["number", "integer"]):
        return "number"
    if "properties" in schema:
        return "object"
    if "items" in schema:
        return "array"
    if isinstance(schema.get("const"), bool):
        return "boolean"
    return "string" if not kinds or kinds == [None] else ""


def text_field(schema: Schema, report: Report, place: str) -> dict[str, Any]:
    """A string by its format and its limits."""
    said = str(schema.get("format", ""))
    if schema.get("contentEncoding") == "base64" or said in _FILES or "contentMediaType" in schema:
        return {"field_type": "file"}
    kind = _FORMATS.get(said, "text")
    if said and (said not in _FORMATS or said in _FREE):
        why = "This format is not known here."
        report.add(place, f"format: {said}", why=why, instead="Any text is taken.")
    longest = _count(schema.get("maxLength"))
    if kind == "text" and "pattern" not in schema and longest is not None and longest > _LONG:
        kind = "long_text"
    rules: dict[str, Any] = {}
    if kind in ("text", "long_text"):
        most = _MOST_LONG_TEXT if kind == "long_text" else _MOST_TEXT
        _lengths(schema, rules, most)
        if longest is not None and longest > most:
            why, instead = "It is longer than an answer may be here.", f"At most {most:,}."
            report.add(place, f"maxLength: {longest}", why=why, instead=instead)
    if kind == "text" and isinstance(pattern := schema.get("pattern"), str):
        rules["pattern"] = whole_pattern(pattern)
    elif "pattern" in schema:
        why = "An answer of this kind has its own shape."
        report.add(place, f"pattern: {schema['pattern']}", why=why, instead=_LEFT_OUT)
    return {"field_type": kind, "validation_rules": rules}


def _lengths(schema: Schema, rules: dict[str, Any], most: int) -> None:
    for theirs, ours in (("minLength", "min_length"), ("maxLength", "max_length")):
        if (limit := _count(schema.get(theirs))) is not None:
            rules[ours] = min(limit, most)


def whole_pattern(pattern: str) -> str:
    """A pattern that fits the whole answer, for one that may fit anywhere in it."""
    start = "" if pattern.startswith("^") else ".*"
    end = "" if pattern.endswith("$") and not pattern.endswith("\\$") else ".*"
    inner = pattern.removeprefix("^").removesuffix("$" if not end else "")
    if "|" in inner and (start or end or pattern.startswith("^")):
        inner = f"(?:{inner})"
    return f"{start}{inner}{end}"


def number_field(schema: Schema, report: Report, place: str) -> dict[str, Any]:
    """A number with its limits; what lies strictly between is made a limit of its own."""
    is_whole = kind_of(schema) == "integer"
    step = _decimal(schema.get("multipleOf"))
    places = 0 if is_whole else _places(step)
    rules: dict[str, Any] = {} if is_whole else {"decimals": places}
    least, most = Decimal(1).scaleb(-places), Decimal(-1).scaleb(-places)
    for name, strict, nudge, ours in (
        ("minimum", "exclusiveMinimum", least, "min"),
        ("maximum", "exclusiveMaximum", most, "max"),
    ):
        limit, beyond = _decimal(schema.get(name)), _decimal(schema.get(strict))
        if schema.get(strict) is True and limit is not None:
            limit, beyond = None, limit
        if beyond is not None:
            limit = beyond + nudge
        if limit is not None and abs(limit) < _LARGEST:
            rules[ours] = _plain(limit, whole=is_whole, up=ours == "min")
    if step is not None and step not in (Decimal(1), Decimal(1).scaleb(-places)):
        why = "Numbers have no steps of their own here."
        report.add(place, f"multipleOf: {step}", why=why, instead="Every number within is taken.")
    return {"field_type": "number", "validation_rules": rules}


def _places(step: Decimal | None) -> int:
    if step is None or step <= 0:
        return 6
    exponent = step.normalize().as_tuple().exponent
    return min(max(-exponent, 0), 6) if isinstance(exponent, int) else 6


def _decimal(raw: Any) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return None
    if isinstance(raw, float) and not math.isfinite(raw):
        return None
    return Decimal(str(raw))


def _plain(number: Decimal, *, whole: bool, up: bool) -> int | Decimal:
    if number == number.to_integral_value():
        return int(number)
    if not whole:
        return number
    return math.ceil(number) if up else math.floor(number)


def _count(raw: Any) -> int | None:
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and raw >= 0 else None


def choice_type(options: Mapping[Any, Any]) -> str:
    """A few choices are shown, many are folded."""
    return "single_choice" if len(options) <= _FEW else "dropdown"


def remark_unread(schema: Schema, report: Report, place: str) -> None:
    """Tell every keyword that says something which is not said here."""
    for name, said in schema.items():
        if name not in READ and not name.startswith(("x-", "ui:")):
            why = "There is nothing like it here."
            report.add(place, f"{name}: {said_plainly(said)}", why=why, instead=_LEFT_OUT)
    for name in ("writeOnly", "deprecated"):
        if schema.get(name) is True:
            why = "There is nothing like it here."
            report.add(place, name, why=why, instead="It is an ordinary question.")
    _remark_too_much(schema, report, place)
    if schema.get("uniqueItems") is True and not choices_in(_items(schema)):
        why = "Rows may be alike here."
        report.add(place, "uniqueItems", why=why, instead=_LEFT_OUT)
    for name in ("additionalProperties", "unevaluatedProperties"):
        if isinstance(schema.get(name), Mapping):
            why = "Only questions that are listed are asked."
            report.add(place, name, why=why, instead=_LEFT_OUT)


def _remark_too_much(schema: Schema, report: Report, place: str) -> None:
    """Tell what is longer or more than a form holds, and choices that are no texts."""
    for name, most in (("title", MOST_TITLE), ("description", MOST_DESCRIPTION)):
        if rest := str(schema.get(name, ""))[most:]:
            why = f"It has more than {most:,} characters."
            report.add(place, f"the end of its {name}: {rest}", why=why, instead=_LEFT_OUT)
    rows = _count(schema.get("maxItems"))
    if rows is not None and rows > MOST_ROWS and not choices_in(_items(schema)):
        why, instead = "There are fewer rows here.", f"At most {MOST_ROWS}."
        report.add(place, f"maxItems: {rows}", why=why, instead=instead)
    listed = schema.get("enum")
    for one in listed if isinstance(listed, list) else ():
        if one is not None and not _is_scalar(one):
            why = "A choice is a text or a number here."
            report.add(place, f"the choice “{said_plainly(one)}”", why=why, instead=_LEFT_OUT)


def _items(schema: Schema) -> Schema:
    items = schema.get("items")
    return items if isinstance(items, Mapping) else {}


TEXT_OR_NUMBER: Final[Mapping[str, Callable[[Schema, Report, str], dict[str, Any]]]] = {
    "string": text_field,
    "integer": number_field,
    "number": number_field,
}
