"""Which kind of value a formula from outside gives, so that a calculation can say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wedforms.formspec.definition import Tree

_BOOLEAN: Final = frozenset(
    {"and", "or", "not", "=", "!=", "<", "<=", ">", ">=", "in", "filled", "contains", "any", "all"}
)
_TEXT: Final = frozenset({"text", "label", "lower"})
_OF_TYPE: Final[Mapping[str, str]] = {
    "text": "text", "long_text": "text", "single_choice": "text", "dropdown": "text",
    "email": "text", "url": "text", "phone": "text", "hidden": "text",
    "date": "date", "today": "date", "time": "time", "consent": "boolean",
}  # fmt: skip


def result_of(tree: Tree, types: Mapping[str, str]) -> str:
    """The `result` of a calculation with this formula; `types` are those of fields by key."""
    if isinstance(tree, bool):
        return "boolean"
    if not isinstance(tree, list) or not tree:
        return "number"
    name = tree[0]
    if name in _TEXT:
        return "text"
    if name in _BOOLEAN:
        return "boolean"
    if name in ("date", "today", "add_days"):
        return "date"
    if name == "field":
        return _OF_TYPE.get(types.get(tree[1], ""), "number")
    return _of_either(name, tree, types)


def _of_either(name: str, tree: list[Any], types: Mapping[str, str]) -> str:
    """What gives one of its operands is of their kind."""
    if name == "if":
        return result_of(tree[2], types)
    if name == "coalesce":
        return result_of(tree[1], types)
    return "number"
