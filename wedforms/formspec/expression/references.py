"""What an expression mentions: fields, groups, tables, and from where it looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wedforms.formspec.definition import Tree
from wedforms.formspec.expression import grammar


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in an expression.

    `kind` is field, parent, previous, price, label, group, table or row_number; `inside` lists the
    groups whose rows are being gone through where the name stands, outermost first.
    """

    kind: str
    name: str
    parts: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()


def references(tree: Tree) -> frozenset[str]:
    """Return the keys of all fields and groups that the expression mentions."""
    return frozenset(
        mention.name for mention in mentions(tree) if mention.kind not in ("table", "row_number")
    )


def mentions(tree: Tree, inside: tuple[str, ...] = ()) -> Iterator[Mention]:
    """Yield every name of a canonical tree in reading order."""
    if not isinstance(tree, list):
        return
    name, *operands = tree
    if name in grammar.LITERALS:
        return
    if name in grammar.REFERENCES or name in grammar.CHOICES:
        yield Mention(name, operands[0], tuple(operands[1:]), inside)
        return
    if name in grammar.AGGREGATES:
        yield Mention("group", operands[0], (), inside)
        inside, operands = (*inside, operands[0]), operands[1:]
    elif name == "lookup":
        yield Mention("table", operands[0], (), inside)
        operands = operands[1:]
    elif name == "row_number":
        yield Mention("row_number", "", (), inside)
    for operand in operands:
        yield from mentions(operand, inside)
