"""Find what can never work in an expression: unknown names, and values of kinds that never meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from wedforms.formspec.definition import Tree
from wedforms.formspec.errors import Problem
from wedforms.formspec.expression import grammar, operand
from wedforms.formspec.expression.functions import FUNCTIONS, ORDERED, SCALAR, Function
from wedforms.formspec.expression.places import Place, enter, fault_of
from wedforms.formspec.expression.references import mentions

#: Kinds a value has to the checker; `any` is unknown, `null` never a value, `parts` only its parts.
_MEETS_ALL: Final = frozenset({"any", "null"})
_SEEN_AS: Final = {"choice": "text", "person_name": "text", "wedding_date": "date"} | dict.fromkeys(
    ("date_range", "address", "couple", "matrix", "signature", "none"), "parts"
)
_WORDS: Final = {"date_time": "date and time", "rows": "list of rows", "boolean": "yes or no"}
#: The strict functions, and what is evaluated specially but takes kinds in the same way.
_STRICT: Final[Mapping[str, Function]] = {
    **FUNCTIONS,
    "in": Function((SCALAR,), "boolean", max, alike=True, variadic=True),
    "and": Function((("boolean",),), "boolean", min, variadic=True),
    "or": Function((("boolean",),), "boolean", max, variadic=True),
    "next_working_day": Function((("date",),), "date", max),
    "previous_working_day": Function((("date",),), "date", min),
}
_CHOICES: Final = frozenset({"choice", "list", "boolean"})


@dataclass(frozen=True, slots=True)
class Types:
    """What an expression may mention: the fields and tables of the form, seen from one place."""

    places: Mapping[str, Place]
    tables: Mapping[str, Any] = field(default_factory=dict)
    groups: tuple[str, ...] = ()


def check_names(tree: Tree, types: Types) -> list[Problem]:
    """Return a problem for every name that cannot be found; such a definition is refused."""
    found = []
    for mention in mentions(tree):
        if mention.kind == "table":
            if mention.name not in types.tables:
                message = f"There is no table “{mention.name}”."
                found.append(Problem("", "unknown_table", mention.name, message))
        elif message := fault_of(mention, types.places, types.groups):
            found.append(Problem("", "unknown_field", mention.name, message))
    return found


def check(tree: Tree, types: Types, *, expects: Sequence[str] = ()) -> list[Problem]:
    """Return every problem of an expression: names, kinds that never meet, options that are not.

    `expects` lists the kinds its place wants, such as `boolean` for a condition.
    """
    checker = _Checker(types)
    checker.want("", checker.kind_of(tree, types.groups), expects or ("any",))
    return check_names(tree, types) + checker.problems


def kind_of(tree: Tree, types: Types) -> str:
    """Return the kind of value an expression gives; `any` where that cannot be known."""
    return _Checker(types).kind_of(tree, types.groups)


class _Checker:
    """Works out the kind of every node and notes what does not fit."""

    def __init__(self, types: Types) -> None:
        self.types = types
        self.problems: list[Problem] = []

    def note(self, keyword: str, message: str, limit: Any = None) -> None:
        self.problems.append(Problem("", keyword, limit, message))

    def want(self, name: str, kind: str, kinds: Sequence[str]) -> None:
        if kind == "parts":
            self.note("type", f"{_given_to(name)} has parts: name one of them.")
        elif kind not in _MEETS_ALL and "any" not in kinds and kind not in kinds:
            wanted = " or ".join(_word(each) for each in kinds)
            taker = f"“{name}” takes" if name else "This must give"
            self.note("type", f"{taker} a {wanted}, not a {_word(kind)}.")

    def kind_of(self, tree: Tree, groups: tuple[str, ...]) -> str:
        """Return the kind of a node seen from inside these groups."""
        if tree is None:
            return "null"
        if isinstance(tree, bool):
            return "boolean"
        if isinstance(tree, (int, Decimal)):
            return "number"
        name, *operands = tree
        if name in grammar.LITERALS:
            return str(name)
        if name in grammar.REFERENCES:
            return self.reference(operands[0], operands[1:])
        if name in grammar.CHOICES:
            return self.choice(name, operands[0])
        if name in grammar.AGGREGATES:
            return self.aggregate(name, operands, groups)
        if name == "lookup":
            return self.lookup(operands, groups)
        return self.operation(name, operands, groups)

    def operation(self, name: str, operands: list[Tree], groups: tuple[str, ...]) -> str:
        if name == "filled":
            return self.filled(operands[0], groups)
        kinds = [self.kind_of(each, groups) for each in operands]
        self.options(name, operands)
        if name in _STRICT:
            return self.strict(name, _STRICT[name], kinds)
        if name == "if":
            self.want(name, kinds[0], ("boolean",))
            return self.common(name, kinds[1:])
        if name == "coalesce":
            return self.common(name, kinds)
        return {"today": "date", "row_number": "number"}[name]

    def filled(self, tree: Tree, groups: tuple[str, ...]) -> str:
        if not (isinstance(tree, list) and tree[0] in grammar.REFERENCES):
            self.kind_of(tree, groups)
        return "boolean"

    def strict(self, name: str, function: Function, kinds: list[str]) -> str:
        takes = function.takes[:1] * len(kinds) if function.variadic else function.takes
        for kind, wanted in zip(kinds, takes, strict=False):
            lists = ("rows",) if name == "length" else ()
            self.want(name, kind, (*wanted, *lists))
        if name in grammar.COMPARISONS and "null" in kinds:
            self.note("type", "A comparison with null is never true: use filled().")
        common = self.common(name, kinds) if function.alike else "any"
        return function.gives or common

    def common(self, name: str, kinds: list[str]) -> str:
        """Return the one kind all have; note it when two kinds never meet."""
        present = sorted(set(kinds) - _MEETS_ALL)
        if len(present) > 1:
            words = " with a ".join(_word(each) for each in present)
            self.note("type", f"“{name}” brings together a {words}.")
        return present[0] if len(present) == 1 and "any" not in kinds else "any"

    def reference(self, key: str, parts: list[str]) -> str:
        place = self.types.places.get(key)
        if place is None:
            return "any"
        kind = operand.kind(place.field)
        if not parts:
            return _SEEN_AS.get(kind, kind)
        if kind == "matrix" and len(parts) == 1 and parts[0] in _values(place.field.rows):
            return "list" if place.field.validation_rules.get("multiple") else "text"
        found = operand.PARTS.get(kind, {}).get(".".join(parts))
        if found is None:
            self.note("unknown_part", f"“{key}” has no part “{'.'.join(parts)}”.", key)
        return found or "any"

    def choice(self, name: str, key: str) -> str:
        place = self.types.places.get(key)
        if place and (operand.kind(place.field) not in _CHOICES or not place.field.options):
            self.note("type", f"“{name}” takes a field with options; “{key}” has none.", key)
        return "number" if name == "price" else "text"

    def aggregate(self, name: str, operands: list[Any], groups: tuple[str, ...]) -> str:
        if not operands[1:]:
            return "number"
        kind = self.kind_of(operands[1], enter(self.types.places, groups, operands[0]))
        if name in ("min_of", "max_of"):
            self.want(name, kind, ORDERED)
            return kind
        self.want(name, kind, ("number",) if name == "sum" else ("boolean",))
        return "boolean" if name in ("any", "all") else "number"

    def lookup(self, operands: list[Any], groups: tuple[str, ...]) -> str:
        for each in operands[1:]:
            self.want("lookup", self.kind_of(each, groups), ("number", "text", "boolean"))
        table = self.types.tables.get(operands[0])
        if not isinstance(table, Mapping):
            return "any"
        keys = len(table.get("keys", ()))
        if keys != len(operands) - 1:
            self.note("arity", f"The table “{operands[0]}” has {keys} keys.", keys)
        return self.common("lookup", [_cell_kind(row[-1]) for row in table.get("rows", ()) if row])

    def options(self, name: str, operands: list[Tree]) -> None:
        """Note a literal that is no option of the choice it is compared with."""
        if name not in ("=", "!=", "in", "contains"):
            return
        for tree in operands:
            values = self.option_values(tree)
            texts = [each[1] for each in operands if isinstance(each, list) and each[0] == "text"]
            for text in texts if values else ():
                if text not in values:
                    message = f"“{text}” is not an option of “{tree[1]}”."
                    self.note("unknown_option", message, text)

    def option_values(self, tree: Tree) -> frozenset[str]:
        """Return the values a reference to a field with options can give; empty for all else."""
        if not isinstance(tree, list) or tree[0] not in grammar.REFERENCES:
            return frozenset()
        _, key, *parts = tree
        place = self.types.places.get(key)
        if place is None or operand.kind(place.field) not in ("choice", "list", "matrix"):
            return frozenset()
        if parts:
            return frozenset() if parts == ["other"] else _values(place.field.columns)
        other = {"other"} if place.field.validation_rules.get("other") else set()
        return _values(place.field.options) | other


def _values(options: Sequence[Any]) -> frozenset[str]:
    return frozenset(option.value for option in options)


def _cell_kind(raw: Any) -> str:
    if raw is None or isinstance(raw, bool):
        return "null" if raw is None else "boolean"
    return "text" if isinstance(raw, str) else "number"


def _given_to(name: str) -> str:
    return f"An answer given to “{name}”" if name else "This answer"


def _word(kind: str) -> str:
    return _WORDS.get(kind, kind)
