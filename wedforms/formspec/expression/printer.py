"""Write a tree in its text form, so that parsing the text gives the same tree again."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from wedforms.formspec.definition import Tree
from wedforms.formspec.expression import grammar

_ATOM: Final = 9
_CONSTANTS: Final = {None: "null", True: "true", False: "false"}


def format_tree(tree: Tree) -> str:
    """Return the text form of a canonical tree."""
    return _write(tree)[0]


def _write(tree: Tree) -> tuple[str, int]:
    """Return the text of a tree and how strongly it holds together."""
    if tree is None or isinstance(tree, bool):
        return _CONSTANTS[tree], _ATOM
    if isinstance(tree, (int, Decimal)):
        return (
            str(tree) if isinstance(tree, int) else f"{tree:f}"
        ), _ATOM if tree >= 0 else grammar.BINDING["neg"]
    name, *operands = tree
    if name in grammar.LITERALS:
        quoted = _quote(operands[0])
        return (quoted if name == "text" else f"{name}({quoted})"), _ATOM
    if name in grammar.REFERENCES:
        return _reference(name, operands), _ATOM
    if name in grammar.BINDING:
        return _operator(name, operands), grammar.BINDING[name]
    return f"{name}({', '.join(_arguments(name, operands))})", _ATOM


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _reference(name: str, names: Sequence[str]) -> str:
    path = [] if name == "field" else [name]
    path += [names[0], *(part if _is_name(part) else _quote(part) for part in names[1:])]
    return ".".join(path)


def _is_name(part: str) -> bool:
    return grammar.NAME.fullmatch(part) is not None


def _arguments(name: str, operands: Sequence[Tree]) -> list[str]:
    if name == "lookup":
        return [_quote(operands[0]), *map(format_tree, operands[1:])]
    if name in grammar.CHOICES | grammar.AGGREGATES:
        return [operands[0], *map(format_tree, operands[1:])]
    return [format_tree(operand) for operand in operands]


def _operator(name: str, operands: Sequence[Tree]) -> str:
    strength = grammar.BINDING[name]
    if name == "in":
        return (
            f"{_held(operands[0], strength + 1)} in ({', '.join(map(format_tree, operands[1:]))})"
        )
    if name == "neg":
        return f"-{_held(operands[0], strength + 1)}"
    if name == "not":
        return f"not {_held(operands[0], strength)}"
    # A left operand of the same strength needs no brackets unless a chain means another thing.
    chains = name in grammar.COMPARISONS or name in ("and", "or")
    left = _held(operands[0], strength + chains)
    return f" {name} ".join([left, *(_held(operand, strength + 1) for operand in operands[1:])])


def _held(tree: Tree, strength: int) -> str:
    text, own = _write(tree)
    return text if own >= strength else f"({text})"
