"""Give a field another key everywhere it is mentioned: the shapes tell where names may stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from wedforms.formspec.expression import grammar
from wedforms.formspec.fieldreading import RowCount
from wedforms.formspec.reading import RULE_PLACE
from wedforms.formspec.shapes import ListOf, MapOf, Record, Shape
from wedforms.formspec.slots import KEY_NAME, Either, Expression, RichText

_NAMED_FIRST: Final = grammar.REFERENCES | grammar.CHOICES | grammar.AGGREGATES
_QUOTED: Final = re.compile(r'("(?:[^"\\]|\\.)*"?)')


@dataclass(frozen=True, slots=True)
class Renaming:
    """A key that became another one."""

    old: str
    new: str

    def of(self, shape: Shape, value: Any) -> Any:
        """The value of this shape with the new key wherever the old one was meant."""
        if isinstance(shape, Record) and isinstance(value, Mapping):
            return {name: self._at(shape, name, inner) for name, inner in value.items()}
        if isinstance(shape, ListOf) and isinstance(value, list | tuple):
            return [self.of(shape.item, item) for item in value]
        if isinstance(shape, MapOf) and isinstance(value, Mapping):
            return {name: self.of(shape.value, inner) for name, inner in value.items()}
        return self._leaf(shape, value)

    def _at(self, shape: Record, name: str, value: Any) -> Any:
        known = shape.keys.get(name)
        return value if known is None else self.of(known.shape, value)

    def _leaf(self, shape: Shape, value: Any) -> Any:
        if isinstance(shape, Either):
            is_literal = isinstance(value, str) and re.match(shape.literal.pattern, value)
            return value if is_literal else self.of(shape.other, value)
        if isinstance(shape, Expression | RowCount):
            return self._text(value) if isinstance(value, str) else self._tree(value)
        if isinstance(shape, RichText) and isinstance(value, str):
            return self._merges(value)
        if shape is KEY_NAME:
            return self.new if value == self.old else value
        if shape is RULE_PLACE and isinstance(value, str):
            return ".".join(self.new if part == self.old else part for part in value.split("."))
        return value

    def _tree(self, tree: Any) -> Any:
        """An expression that was read; only what names a field is touched."""
        if not isinstance(tree, list | tuple) or not tree or tree[0] in grammar.LITERALS:
            return tree
        name, *operands = tree
        if name in _NAMED_FIRST and operands and operands[0] == self.old:
            operands[0] = self.new
        return [name, *(self._tree(operand) for operand in operands)]

    def _text(self, text: str) -> str:
        """An expression that cannot be read yet: whole words outside of quotation marks."""
        word = re.compile(rf"(?<![\w-]){re.escape(self.old)}(?![\w-])", re.ASCII)
        parts = _QUOTED.split(text)
        return "".join(part if part.startswith('"') else word.sub(self.new, part) for part in parts)

    def _merges(self, content: str) -> str:
        merge = re.compile(rf"(\{{\{{\s*){re.escape(self.old)}(?=[\s.}}])")
        return merge.sub(rf"\g<1>{self.new}", content)
