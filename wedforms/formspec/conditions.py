"""Conditions as JSON Schema: what compares fields with constants can be judged by any validator.

The language is three-valued: that a condition holds and that it fails are two schemas, not each
other's opposite, and both need the answer to be there. What cannot be said in JSON Schema gives
`None` and stays a rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from wedforms.formspec.definition import Field, Tree
from wedforms.formspec.expression import Place
from wedforms.formspec.expression.operand import COMPOSITE
from wedforms.formspec.expression.operand import kind as kind_of
from wedforms.formspec.fieldtypes import type_of

#: A JSON Schema, or the boolean schema that lets everything or nothing through.
Schema = dict[str, Any] | bool
_CHOICE: Final = "choice"
_OPPOSITE: Final = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED: Final = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_BOUNDS: Final = {
    "<": "exclusiveMaximum",
    "<=": "maximum",
    ">": "exclusiveMinimum",
    ">=": "minimum",
}


class NotLiftableError(Exception):
    """The condition cannot be said in JSON Schema."""


def split_by_depth(
    tree: Tree, places: Mapping[str, Place], groups: Sequence[str]
) -> dict[int, Tree] | None:
    """The parts of a conjunction by the depth of what they look at; `None` if that is mixed."""
    parts: dict[int, list[Tree]] = {}
    for part in _conjuncts(tree):
        depths = {_depth(reference, places, groups) for reference in _references(part)}
        if None in depths or len(depths) > 1:
            return None
        parts.setdefault(next(iter(depths), None) or 0, []).append(part)
    return {
        depth: found[0] if len(found) == 1 else ["and", *found] for depth, found in parts.items()
    }


def holds(tree: Tree, places: Mapping[str, Place]) -> Schema | None:
    """The schema of the answers for which the condition is true."""
    try:
        return _Lifter(places).true(tree)
    except NotLiftableError:
        return None


def _conjuncts(tree: Tree) -> Iterator[Tree]:
    if isinstance(tree, list) and tree[0] == "and":
        for part in tree[1:]:
            yield from _conjuncts(part)
    else:
        yield tree


def _references(tree: Tree) -> Iterator[list[Any]]:
    """Every reference of a tree; anything that looks further counts as one of unknown depth."""
    if not isinstance(tree, list) or tree[0] in ("text", "date", "time", "date_time"):
        return
    if tree[0] in _LIFTABLE:
        for part in tree[1:]:
            yield from _references(part)
    else:
        yield tree


def _depth(reference: list[Any], places: Mapping[str, Place], groups: Sequence[str]) -> int | None:
    name = reference[0]
    if name not in ("field", "parent"):
        return None
    place = places.get(reference[1])
    if place is None or tuple(groups[: len(place.groups)]) != tuple(place.groups):
        return None
    return len(place.groups)


_LIFTABLE: Final = frozenset({"and", "or", "not", "in", "contains", "filled", *_OPPOSITE})


class _Lifter:
    """Writes one condition; every leaf says that its answer is there and of which type."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.places = places

    def true(self, tree: Tree) -> Schema:
        return self._lift(tree, wanted=True)

    def false(self, tree: Tree) -> Schema:
        return self._lift(tree, wanted=False)

    def _lift(self, tree: Tree, *, wanted: bool) -> Schema:
        if tree is None or isinstance(tree, bool):
            return tree is wanted
        if not isinstance(tree, list):
            raise NotLiftableError
        name, *operands = tree
        if name == "not":
            return self._lift(operands[0], wanted=not wanted)
        if name in ("and", "or"):
            parts = [self._lift(part, wanted=wanted) for part in operands]
            return every(parts) if (name == "and") is wanted else some(parts)
        if name in ("field", "parent"):
            return self._boolean(tree, wanted=wanted)
        lift = _LEAVES.get(name)
        if lift is None:
            raise NotLiftableError
        return lift(self, name, operands, wanted=wanted)

    def _boolean(self, reference: list[Any], *, wanted: bool) -> Schema:
        field, parts = self._find(reference)
        if parts == ["undecided"] and kind_of(field) == "wedding_date":
            return present([field.key, "undecided"], {"const": True}) if wanted else False
        if parts or kind_of(field) != "boolean":
            raise NotLiftableError
        return present([field.key], {"const": wanted})

    def comparison(self, name: str, operands: list[Tree], *, wanted: bool) -> Schema:
        left, right = operands
        if not _is_reference(left):
            left, right, name = right, left, _MIRRORED[name]
        if not _is_reference(left) or _is_reference(right):
            raise NotLiftableError
        name = name if wanted else _OPPOSITE[name]
        field, parts = self._find(left)
        if isinstance(right, bool):
            return self._equal_boolean(field, parts, name, right=right)
        if isinstance(right, int):
            return _compare_number(field, parts, name, right)
        if isinstance(right, list) and right[0] == "text":
            return _compare_text(field, parts, name, [right[1]])
        raise NotLiftableError

    @staticmethod
    def _equal_boolean(field: Field, parts: list[str], name: str, *, right: bool) -> Schema:
        if name not in ("=", "!=") or parts or kind_of(field) != "boolean":
            raise NotLiftableError
        return present([field.key], {"const": right if name == "=" else not right})

    def membership(self, _name: str, operands: list[Tree], *, wanted: bool) -> Schema:
        reference, *values = operands
        texts = [value[1] for value in values if isinstance(value, list) and value[0] == "text"]
        if not _is_reference(reference) or len(texts) != len(values):
            raise NotLiftableError
        field, parts = self._find(reference)
        return _compare_text(field, parts, "=" if wanted else "!=", texts)

    def containing(self, _name: str, operands: list[Tree], *, wanted: bool) -> Schema:
        reference, sought = operands
        is_text = isinstance(sought, list) and sought[0] == "text"
        if not _is_reference(reference) or not is_text:
            raise NotLiftableError
        field, parts = self._find(reference)
        if parts or kind_of(field) != "list" or type_of(field).takes_files:
            raise NotLiftableError
        has: dict[str, Any] = {"contains": {"const": sought[1]}}
        texts: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
        return present([field.key], {**texts, **(has if wanted else {"not": has})})

    def filling(self, _name: str, operands: list[Tree], *, wanted: bool) -> Schema:
        if not _is_reference(operands[0]):
            raise NotLiftableError
        field, parts = self._find(operands[0])
        if parts or kind_of(field) not in _FILLED:
            raise NotLiftableError
        filled = {"properties": {field.key: _FILLED[kind_of(field)]}, "required": [field.key]}
        return filled if wanted else {"not": filled}

    def _find(self, reference: list[Any]) -> tuple[Field, list[str]]:
        place = self.places.get(reference[1])
        if place is None or reference[0] not in ("field", "parent"):
            raise NotLiftableError
        return place.field, list(reference[2:])


class _Leaf(Protocol):
    def __call__(
        self, lifter: _Lifter, name: str, operands: list[Tree], /, *, wanted: bool
    ) -> Schema: ...


_LEAVES: Final[Mapping[str, _Leaf]] = {
    **dict.fromkeys(_OPPOSITE, _Lifter.comparison),
    "in": _Lifter.membership,
    "contains": _Lifter.containing,
    "filled": _Lifter.filling,
}
_OTHER: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"other": {"type": "string"}},
    "required": ["other"],
}
#: What an answer of each kind looks like when it counts as filled.
_FILLED: Final[Mapping[str, dict[str, Any]]] = {
    "text": {"type": "string", "minLength": 1},
    "boolean": {"type": "boolean"},
    "number": {"type": "number"},
    **{kind: {"type": "object", "minProperties": 1} for kind in COMPOSITE},
    "list": {"type": "array", "minItems": 1},
    "rows": {"type": "array", "minItems": 1},
    "choice": {"anyOf": [{"type": "string", "minLength": 1}, _OTHER]},
}


def _is_reference(tree: Tree) -> bool:
    return isinstance(tree, list) and tree[0] in ("field", "parent")


def _compare_number(field: Field, parts: list[str], name: str, bound: int) -> Schema:
    path = [field.key, *parts]
    is_year = parts == ["year"] and kind_of(field) == "wedding_date"
    if not is_year and (parts or not type_of(field).is_whole(field)):
        raise NotLiftableError
    if name in _BOUNDS:
        return present(path, {"type": "number", _BOUNDS[name]: bound})
    same: dict[str, Any] = {"const": bound}
    return present(path, same if name == "=" else {"type": "number", "not": same})


def _compare_text(field: Field, parts: list[str], name: str, texts: list[str]) -> Schema:
    if name not in ("=", "!=") or not _is_text(field, parts):
        raise NotLiftableError
    path = [field.key, *parts]
    listed: dict[str, Any] = {"const": texts[0]} if len(texts) == 1 else {"enum": texts}
    words: dict[str, Any] = listed if name == "=" else {"type": "string", "not": listed}
    # An answer in other words counts as the text "other", wherever it is given.
    if kind_of(field) == _CHOICE and not parts and ("other" in texts) is (name == "="):
        return present(path, {"anyOf": [words, _OTHER]})
    return present(path, words)


def _is_text(field: Field, parts: list[str]) -> bool:
    kind = kind_of(field)
    if not parts:
        return kind in ("text", _CHOICE)
    return (kind, ".".join(parts)) in _TEXT_PARTS or kind == "address"


_TEXT_PARTS: Final = frozenset(
    {
        ("wedding_date", "season"),
        ("person_name", "given"),
        ("person_name", "family"),
        ("signature", "kind"),
    }
)


def present(path: Sequence[str], schema: dict[str, Any]) -> dict[str, Any]:
    """A leaf: the property is there and fits; an absent one would satisfy `properties` alone."""
    key, *rest = path
    inner = present(rest, schema) if rest else schema
    return {"properties": {key: inner}, "required": [key]}


def every(parts: Sequence[Schema]) -> Schema:
    """All of the schemas."""
    if any(part is False for part in parts):
        return False
    left = [part for part in parts if part is not True]
    return left[0] if len(left) == 1 else {"allOf": left} if left else True


def some(parts: Sequence[Schema]) -> Schema:
    """At least one of the schemas."""
    if any(part is True for part in parts):
        return True
    left = [part for part in parts if part is not False]
    return left[0] if len(left) == 1 else {"anyOf": left} if left else False
