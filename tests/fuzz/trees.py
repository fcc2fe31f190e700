"""Random expressions: mostly of the kind that is asked for, sometimes of none that fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from wedforms.formspec.definition import Tree
from wedforms.formspec.expression import Place, operand

KINDS = ("number", "text", "boolean", "date", "time", "date_time", "list")
NUMBERS = (
    0,
    1,
    2,
    3,
    5,
    7,
    10,
    12,
    0.5,
    2.5,
    0.25,
    0.1,
    1.005,
    33.333333,
    0.000001,
    250,
    12500,
    99999,
    4503599627.37,
)
TEXTS = ("a", "b", "c", "other", "Ana", "x", "", "déjà", "😀")
DATES = (
    "2026-05-04",
    "2027-06-05",
    "2028-02-29",
    "2026-12-31",
    "2026-01-31",
    "0001-01-01",
    "9999-12-31",
    "2026-04-06",
)
TIMES = ("00:00", "09:30", "12:00", "22:00", "23:59")
DATE_TIMES = ("2026-05-04T09:30", "2027-06-05T00:00", "2026-12-31T23:59")
TABLES = {
    "fees": {
        "keys": ["month", "day"],
        "rows": [[1, 1, 100], [5, 1, 250.5], [6, 6, 450000], [12, 4, 1], [5, 1, 9]],
    },
    "codes": {"keys": ["option"], "rows": [["a", "Ana"], ["b", "b"], ["c", "x"]]},
}
#: How the parts of composite kinds are seen.
PARTS = {
    **{kind: dict(parts) for kind, parts in operand.PARTS.items()},
    "matrix": {"r1": "text", "r2": "list"},
}


@dataclass(frozen=True)
class View:
    """What an expression may mention: the fields known so far, seen from inside these groups."""

    places: Mapping[str, Place]
    groups: tuple[str, ...]

    def inside(self, group: str) -> View:
        return View(self.places, (*self.places[group].groups, group))

    def seen(self, groups: tuple[str, ...] | None = None) -> list[Place]:
        at = self.groups if groups is None else groups
        return [place for place in self.places.values() if at[: len(place.groups)] == place.groups]


class Trees:
    """Makes trees from one source of chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def tree(self, kind: str, view: View, depth: int = 4) -> Tree:
        """Return a tree that should give this kind; one in twenty is of any other."""
        chance = self.chance.random()
        if chance < 0.05:
            kind = self.chance.choice(KINDS)
        if chance > 0.985:
            return None
        if depth <= 0 or self.chance.random() < (0.2 if kind in ("number", "boolean") else 0.55):
            return self.leaf(kind, view)
        made = self.chance.choice(MAKERS[kind])(self, view, depth - 1)
        return self.leaf(kind, view) if made is None else made

    def leaf(self, kind: str, view: View) -> Tree:
        references = self.references(kind, view)
        if references and self.chance.random() < 0.75:
            return self.chance.choice(references)
        return self.literal(kind)

    def literal(self, kind: str) -> Tree:
        pick = self.chance.choice
        if kind == "number":
            number = pick(NUMBERS)
            return -number if number and self.chance.random() < 0.2 else number
        if kind == "boolean":
            return pick((True, False))
        if kind == "list":
            return ["text", "no list"]
        literals = {"text": TEXTS, "date": DATES, "time": TIMES, "date_time": DATE_TIMES}
        return [kind, pick(literals[kind])]

    def references(self, kind: str, view: View) -> list[Tree]:
        found: list[Tree] = [["today"]] if kind == "date" else []
        for place in view.seen():
            found += [["field", place.field.key, *parts] for parts in named(place, kind)]
        if view.groups:
            for place in view.seen(view.groups[:-1]):
                if place.groups == view.groups[:-1]:
                    found += [["parent", place.field.key, *parts] for parts in named(place, kind)]
            for place in view.seen():
                if place.groups == view.groups:
                    found += [["previous", place.field.key, *parts] for parts in named(place, kind)]
            found += [["row_number"]] if kind == "number" else []
        return found

    def of(self, kinds: Sequence[str], view: View, depth: int) -> list[Tree]:
        return [self.tree(kind, view, depth) for kind in kinds]

    def any_reference(self, view: View) -> Tree:
        places = view.seen()
        return ["field", self.chance.choice(places).field.key] if places else True

    def group(self, view: View) -> str | None:
        groups = [place.field.key for place in view.seen() if place.field.field_type == "group"]
        return self.chance.choice(groups) if groups else None

    def choice_key(self, view: View) -> str | None:
        keys = [place.field.key for place in view.seen() if place.field.options]
        return self.chance.choice(keys) if keys else None


SEEN_AS = {"choice": "text", "person_name": "text", "wedding_date": "date", "rows": "list"}


def named(place: Place, kind: str) -> list[list[str]]:
    """Return the ways (bare, or by parts) in which a field gives a value of this kind."""
    own = operand.kind(place.field)
    bare: list[list[str]] = [[]] if SEEN_AS.get(own, own) == kind else []
    return bare + [part.split(".") for part, of in PARTS.get(own, {}).items() if of == kind]


Maker = Callable[[Trees, View, int], Tree]


def strict(name: str, *kinds: str) -> Maker:
    return lambda trees, view, depth: [name, *trees.of(kinds, view, depth)]


def ordered(name: str) -> Maker:
    def make(trees: Trees, view: View, depth: int) -> Tree:
        kind = trees.chance.choice(("number", "number", "date", "time", "date_time"))
        return [name, *trees.of((kind, kind), view, depth)]

    return make


def equality(name: str) -> Maker:
    def make(trees: Trees, view: View, depth: int) -> Tree:
        kind = trees.chance.choice(("number", "text", "text", "boolean", "date", "time"))
        return [name, *trees.of((kind, kind), view, depth)]

    return make


def several(name: str, kind: str) -> Maker:
    return lambda trees, view, depth: [
        name,
        *trees.of((kind,) * trees.chance.choice((2, 2, 3)), view, depth),
    ]


def chosen_of(kind: str) -> list[Maker]:
    return [
        lambda trees, view, depth: ["if", *trees.of(("boolean", kind, kind), view, depth)],
        lambda trees, view, depth: ["coalesce", *trees.of((kind, kind), view, depth)],
    ]


def over_rows(name: str, kind: str) -> Maker:
    def make(trees: Trees, view: View, depth: int) -> Tree:
        group = trees.group(view)
        if group is None:
            return None
        if name == "count" and trees.chance.random() < 0.4:
            return ["count", group]
        return [name, group, trees.tree(kind, view.inside(group), min(depth, 2))]

    return make


def of_choice(name: str) -> Maker:
    def make(trees: Trees, view: View, _depth: int) -> Tree:
        key = trees.choice_key(view)
        return [name, key] if key else None

    return make


def minutes(trees: Trees, view: View, depth: int) -> Tree:
    kind = trees.chance.choice(("time", "time", "date_time"))
    return ["minutes_between", *trees.of((kind, kind), view, depth)]


def length(trees: Trees, view: View, depth: int) -> Tree:
    return ["length", trees.tree(trees.chance.choice(("text", "list")), view, depth)]


def contains(trees: Trees, view: View, depth: int) -> Tree:
    return [
        "contains",
        trees.tree(trees.chance.choice(("text", "list")), view, depth),
        trees.leaf("text", view),
    ]


def in_list(trees: Trees, view: View, depth: int) -> Tree:
    kind = trees.chance.choice(("text", "number", "date"))
    return [
        "in",
        trees.tree(kind, view, depth),
        *(trees.leaf(kind, view) for _ in range(trees.chance.randint(1, 3))),
    ]


def filled(trees: Trees, view: View, depth: int) -> Tree:
    inner = (
        trees.any_reference(view)
        if trees.chance.random() < 0.7
        else trees.tree("text", view, depth)
    )
    return ["filled", inner]


def rounding(name: str) -> Maker:
    def make(trees: Trees, view: View, depth: int) -> Tree:
        steps = (0, 1, 2, 3, 6, 7) if name == "round" else (1, 5, 500, 0.05, 0.3, 0)
        return [name, trees.tree("number", view, depth), trees.chance.choice(steps)]

    return make


def moved(name: str) -> Maker:
    def make(trees: Trees, view: View, depth: int) -> Tree:
        by = (
            trees.tree("number", view, depth)
            if trees.chance.random() < 0.3
            else trees.chance.randint(-50, 50)
        )
        return [name, trees.tree("date", view, depth), by]

    return make


MAKERS: dict[str, list[Maker]] = {
    "number": [
        *(strict(name, "number", "number") for name in ("+", "+", "-", "*", "*", "/")),
        *(strict(name, "number") for name in ("neg", "abs")),
        *(rounding(name) for name in ("round", "round_up", "round_down")),
        *(several(name, "number") for name in ("min", "max")),
        *(over_rows(name, "number") for name in ("sum", "sum", "min_of", "max_of")),
        *(over_rows("count", "boolean") for _ in range(2)),
        of_choice("price"),
        of_choice("price"),
        *(strict(name, "date") for name in ("weekday", "month", "year")),
        strict("days_between", "date", "date"),
        minutes,
        length,
        lambda trees, view, depth: ["lookup", "fees", *trees.of(("number", "number"), view, depth)],
        lambda trees, view, depth: [
            "lookup",
            "fees",
            ["month", trees.leaf("date", view)],
            ["weekday", trees.leaf("date", view)],
        ],
        *chosen_of("number"),
    ],
    "boolean": [
        *(ordered(name) for name in ("<", "<=", ">", ">=")),
        *(equality(name) for name in ("=", "=", "!=")),
        *(several(name, "boolean") for name in ("and", "or")),
        strict("not", "boolean"),
        *(over_rows(name, "boolean") for name in ("any", "all")),
        in_list,
        contains,
        filled,
        filled,
        *chosen_of("boolean"),
    ],
    "text": [
        strict("lower", "text"),
        of_choice("label"),
        lambda trees, view, depth: ["lookup", "codes", trees.tree("text", view, depth)],
        *chosen_of("text"),
    ],
    "date": [
        moved("add_days"),
        moved("add_months"),
        *(strict(name, "date") for name in ("next_working_day", "previous_working_day")),
        *(several(name, "date") for name in ("min", "max")),
        *(over_rows(name, "date") for name in ("min_of", "max_of")),
        *chosen_of("date"),
    ],
    "time": [
        several("min", "time"),
        several("max", "time"),
        over_rows("max_of", "time"),
        *chosen_of("time"),
    ],
    "date_time": [several("max", "date_time"), *chosen_of("date_time")],
    "list": chosen_of("list"),
}


def any_tree(trees: Trees, view: View) -> Any:
    """Return a tree of some kind."""
    return trees.tree(
        trees.chance.choice(("number", "number", "boolean", "text", "date", "time", "list")),
        view,
        5,
    )
