"""How a canonical answer becomes a value of the language, by the kind of its field, and back.

Nothing here raises: an answer of the wrong shape is null to an expression and stays for the judge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from wedforms.formspec.definition import Field, Option
from wedforms.formspec.expression.values import (
    MOST_PLACES,
    Value,
    date_from_text,
    date_time_from_text,
    moment_to_text,
    number_from_json,
    number_to_json,
    time_from_text,
)

#: The kind of value a bare reference to a field of each type gives.
KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("text", "long_text", "email", "phone", "url", "initials"), "text"),
    **dict.fromkeys(("number", "slider", "money", "rating"), "number"),
    **dict.fromkeys(("yes_no", "consent"), "boolean"),
    **dict.fromkeys(("single_choice", "dropdown", "menu_choice", "package"), "choice"),
    **dict.fromkeys(("multiple_choice", "ranking", "file", "image"), "list"),
    **{name: name for name in ("date", "time", "date_time", "date_range", "wedding_date")},
    **{name: name for name in ("address", "person_name", "couple", "matrix", "signature")},
    "group": "rows",
}
_RESULTS: Final = {"money": "number"}

#: The parts of composite answers that an expression can name, and the kind of each.
PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "address": dict.fromkeys(("line1", "line2", "town", "county", "postcode", "country"), "text"),
    "person_name": {"given": "text", "family": "text"},
    "couple": {
        f"{partner}.{part}": "text"
        for partner in ("partner1", "partner2")
        for part in ("name", "email", "phone")
    },
    "wedding_date": {"date": "date", "season": "text", "year": "number", "undecided": "boolean"},
    "date_range": {"start": "date", "end": "date"},
    "date_time": {"date": "date", "time": "time"},
    "signature": {"kind": "text", "name": "text"},
    "choice": {"other": "text"},
}

#: Kinds whose answer is an object; such an answer is filled as soon as it holds anything.
COMPOSITE: Final = frozenset({"address", "person_name", "couple", "wedding_date", "date_range"}) | {
    "signature",
    "matrix",
}


def kind(field: Field) -> str:
    """Return the kind of value a bare reference to the field gives."""
    settings = field.validation_rules
    if field.field_type in ("calculation", "hidden"):
        fallback = "number" if field.field_type == "calculation" else "text"
        result = str(settings.get("result", fallback))
        return _RESULTS.get(result, result)
    if field.field_type == "picture_choice":
        return "list" if settings.get("multiple") else "choice"
    return KINDS.get(field.field_type, "none")


def _text(raw: Any) -> str | None:
    return raw if isinstance(raw, str) else None


def _boolean(raw: Any) -> bool | None:
    return raw if isinstance(raw, bool) else None


def _choice(raw: Any) -> str | None:
    if isinstance(raw, Mapping):
        return "other" if isinstance(raw.get("other"), str) else None
    return _text(raw)


def _list(raw: Any) -> tuple[str | None, ...] | None:
    return tuple(map(_text, raw)) if isinstance(raw, list) else None


def _wedding_date(raw: Any) -> date | None:
    return date_from_text(raw.get("date")) if isinstance(raw, Mapping) else None


def _person_name(raw: Any) -> str | None:
    if not isinstance(raw, Mapping):
        return None
    names = [raw[part] for part in ("given", "family") if isinstance(raw.get(part), str)]
    return " ".join(name for name in names if name) or None


READERS: Final[Mapping[str, Callable[[Any], Value]]] = {
    "text": _text,
    "number": number_from_json,
    "boolean": _boolean,
    "choice": _choice,
    "list": _list,
    "date": date_from_text,
    "time": time_from_text,
    "date_time": date_time_from_text,
    "wedding_date": _wedding_date,
    "person_name": _person_name,
}


def operand(field: Field, answer: Any) -> Value:
    """Return what a bare reference to the field gives when this is its canonical answer."""
    reader = READERS.get(kind(field))
    return reader(answer) if reader else None


def _half(moment: datetime, name: str) -> date | time | None:
    if name == "date":
        return moment.date()
    return moment.time() if name == "time" else None


def part(field: Field, answer: Any, names: Sequence[str]) -> Value:
    """Return the named part of a composite answer, such as the postcode of an address."""
    of = kind(field)
    if of == "date_time":
        moment = date_time_from_text(answer)
        return _half(moment, ".".join(names)) if moment else None
    for name in names:
        answer = answer.get(name) if isinstance(answer, Mapping) else None
    if of == "matrix":
        return _list(answer) if isinstance(answer, list) else _text(answer)
    reader = READERS.get(PARTS.get(of, {}).get(".".join(names), ""))
    return reader(answer) if reader else None


def filled(field: Field, answer: Any) -> bool:
    """Tell whether the field has been answered: composite answers count once they hold anything."""
    if kind(field) in COMPOSITE:
        return isinstance(answer, Mapping) and bool(answer)
    if kind(field) == "rows":
        return isinstance(answer, list) and bool(answer)
    return operand(field, answer) not in (None, "", ())


def chosen(field: Field, value: Value) -> list[Option] | None:
    """Return the options that a value names; null when there is no value or it names no option."""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    names = (value,) if isinstance(value, str) else value
    if not isinstance(names, tuple):
        return None
    by_value = {option.value: option for option in field.options}
    if field.validation_rules.get("other") and "other" not in by_value:
        by_value["other"] = Option(value="other", label="")
    if any(name not in by_value for name in names):
        return None
    return [by_value[name] for name in names if name is not None]


def label(field: Field, value: Value, answer: Any) -> str | None:
    """Return the label of the one chosen option; for a free text, that text."""
    if value == "other" and isinstance(answer, Mapping):
        return _text(answer.get("other"))
    found = None if isinstance(value, tuple) else chosen(field, value)
    return found[0].label if found else None


def places(field: Field) -> int:
    """Return how many decimals a calculated number of this field keeps."""
    whole_only = field.field_type in ("money", "slider", "rating", "number")
    if field.validation_rules.get("result") == "money" or field.field_type in ("money", "slider"):
        return 0
    stated = field.validation_rules.get("decimals", 0 if whole_only else MOST_PLACES)
    return stated if isinstance(stated, int) and 0 <= stated <= MOST_PLACES else MOST_PLACES


def answer_from_value(field: Field, value: Value) -> Any:
    """Write a calculated value as the field's canonical answer; a value of another kind is null."""
    match kind(field), value:
        case "number", Decimal():
            return number_to_json(value, places(field))
        case "boolean", bool():
            return value
        case (("text" | "choice"), str()):
            return value
        case "list", tuple():
            return list(value)
        case ("wedding_date", date() as day) if not isinstance(day, datetime):
            return {"date": moment_to_text(day)}
        case ("date_time", datetime() as moment) | ("time", time() as moment):
            return moment_to_text(moment)
        case ("date", date() as day) if not isinstance(day, datetime):
            return moment_to_text(day)
        case _:
            return None
