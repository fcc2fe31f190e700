"""Constraints of XLSForm that a question of ours has as limits of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from wedforms.forms.importing.xpath import Call, Itself, Literal, Node, XPathError, read_xpath

_NUMBERS: Final = frozenset({"number", "slider"})
_TEXTS: Final = frozenset({"text"})
#: What holds a pattern to the whole; a `\$` is a sign of money.
_ENDS: Final = re.compile(r"\A\^|(?<!\\)\$\Z")


def limits_of(text: str, kind: str, message: str) -> dict[str, Any] | None:
    """The settings that say just what the constraint says; None where a rule has to say it.

    Raises nothing: what cannot be read is told by whoever makes the rule.
    """
    try:
        node = read_xpath(text)
    except XPathError:
        return None
    if kind in _TEXTS:
        return _pattern(node, message)
    if kind not in _NUMBERS or message:
        return None
    return _bounds(node)


def _pattern(node: Node, message: str) -> dict[str, Any] | None:
    """`regex(., '…')`; our patterns fit the whole answer, as those do."""
    if not (isinstance(node, Call) and node.name == "regex" and node.given):
        return None
    itself, *rest = node.given
    pattern = rest[0] if len(rest) == 1 else None
    if not (isinstance(itself, Itself) and isinstance(pattern, Literal)):
        return None
    rules = {"pattern": _ENDS.sub("", str(pattern.value))}
    return {**rules, "pattern_message": message} if message else rules


def _bounds(node: Node) -> dict[str, Any] | None:
    bounds: dict[str, Any] = {}
    for part in _parts(node):
        bound = _bound(part)
        if bound is None or bound[0] in bounds:
            return None
        bounds[bound[0]] = bound[1]
    return bounds


def _parts(node: Node) -> Iterator[Node]:
    if isinstance(node, Call) and node.name == "and":
        for one in node.given:
            yield from _parts(one)
    else:
        yield node


def _bound(node: Node) -> tuple[str, int | Decimal] | None:
    """`. >= 1` and `. <= 9`; with whole bounds alone, which every number takes."""
    if not (isinstance(node, Call) and node.name in (">=", "<=")):
        return None
    itself, limit = node.given
    if not (isinstance(itself, Itself) and isinstance(limit, Literal)):
        return None
    if not isinstance(limit.value, Decimal) or limit.value != limit.value.to_integral_value():
        return None
    return ("min" if node.name == ">=" else "max"), int(limit.value)
