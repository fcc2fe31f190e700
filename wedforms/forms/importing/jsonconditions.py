"""Conditions of a JSON Schema (`if`, `dependentRequired`) as conditions of our fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from wedforms.forms.importing.jsonrefs import Schema

_COMPARED: Final[Mapping[str, str]] = {
    "minimum": ">=", "maximum": "<=", "exclusiveMinimum": ">", "exclusiveMaximum": "<",
}  # fmt: skip
_SILENT: Final = frozenset({"type", "title", "description", "$comment"})
_CHOICES: Final = frozenset({"single_choice", "dropdown"})


class NoCondition(Exception):
    """The schema is no condition that can be said here; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A property that conditions may name: its key, our type, its options by their values."""

    key: str
    kind: str
    options: Mapping[Any, Mapping[str, str]] = field(default_factory=dict)


def condition_of(schema: Any, asked: Mapping[str, Asked]) -> Any:
    """The tree that is true when answers fit this schema; raises NoCondition."""
    if not isinstance(schema, Mapping):
        raise NoCondition("It is no condition about a question.")
    unknown = set(schema) - {"properties", "required", "not", "allOf", "anyOf", *_SILENT}
    if unknown:
        raise NoCondition(f"“{min(unknown)}” cannot be said as a condition.")
    parts = [_of_property(name, one, asked) for name, one in _properties(schema).items()]
    told = set(_properties(schema))
    parts += [["filled", _reference(name, asked)] for name in _required(schema) if name not in told]
    if "not" in schema:
        parts.append(["not", condition_of(schema["not"], asked)])
    for name, joined in (("allOf", "and"), ("anyOf", "or")):
        if isinstance(listed := schema.get(name), Sequence) and listed:
            parts.append(_joined(joined, [condition_of(one, asked) for one in listed]))
    if not parts:
        raise NoCondition("It says nothing about a question.")
    return _joined("and", parts)


def negated(tree: Any) -> Any:
    """The opposite: true, too, where the question is not answered."""
    return ["not", ["coalesce", tree, False]]


def both(one: Any, other: Any) -> Any:
    """A condition beside another; the other alone where there is none."""
    return other if one is None else ["and", one, other]


def _joined(name: str, parts: Sequence[Any]) -> Any:
    return parts[0] if len(parts) == 1 else [name, *parts]


def _properties(schema: Schema) -> Mapping[str, Any]:
    found = schema.get("properties", {})
    return found if isinstance(found, Mapping) else {}


def _required(schema: Schema) -> Sequence[str]:
    found = schema.get("required", ())
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else ()


def _reference(name: str, asked: Mapping[str, Asked]) -> Any:
    if name not in asked:
        raise NoCondition(f"“{name}” is no question beside it.")
    return ["field", asked[name].key]


def _of_property(name: str, schema: Any, asked: Mapping[str, Asked]) -> Any:
    reference = _reference(name, asked)
    if schema is True or schema == {}:
        return ["filled", reference]
    if not isinstance(schema, Mapping):
        raise NoCondition(f"“{name}” is never as it asks.")
    parts = [
        _of_keyword(keyword, said, asked[name], reference)
        for keyword, said in schema.items()
        if keyword not in _SILENT
    ]
    return _joined("and", parts) if parts else ["filled", reference]


def _of_keyword(keyword: str, said: Any, asked: Asked, reference: Any) -> Any:
    if keyword == "const":
        return ["=", reference, _literal(said, asked)]
    if keyword == "enum" and isinstance(said, list) and said:
        return ["in", reference, *(_literal(one, asked) for one in said)]
    if keyword in _COMPARED and isinstance(said, int | Decimal) and not isinstance(said, bool):
        return [_COMPARED[keyword], reference, said]
    if keyword == "contains" and isinstance(said, Mapping) and "const" in said:
        return ["contains", reference, _literal(said["const"], asked)]
    if keyword in ("minLength", "minItems") and said == 1:
        return ["filled", reference]
    if keyword == "not" and isinstance(said, Mapping):
        inner = [_of_keyword(name, one, asked, reference) for name, one in said.items()]
        return ["not", _joined("and", inner)]
    raise NoCondition(f"“{keyword}” cannot be said as a condition.")


def _literal(said: Any, asked: Asked) -> Any:
    if isinstance(said, list | Mapping):
        raise NoCondition("Only a single value can be compared.")
    if asked.options:
        if said not in asked.options:
            raise NoCondition(f"“{said}” is no choice of “{asked.key}”.")
        return ["text", asked.options[said]["value"]]
    if isinstance(said, str):
        return [asked.kind if asked.kind in ("date", "time") else "text", said]
    return said
