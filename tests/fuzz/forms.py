"""Random definitions and random answers to them, right and wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from tests.fuzz.trees import DATE_TIMES, DATES, NUMBERS, SEEN_AS, TABLES, TEXTS, TIMES, Trees, View
from wedforms.formspec.calculation import Plan, plan
from wedforms.formspec.calculation.plan import SORTABLE
from wedforms.formspec.definition import Definition, Field, Option, Rule
from wedforms.formspec.errors import DefinitionRejected
from wedforms.formspec.expression import Place, operand, place_fields, read_tree

MOST_DEPTH = 3
TYPES = (
    *(
        "number",
        "number",
        "money",
        "text",
        "yes_no",
        "yes_no",
        "date",
        "time",
        "single_choice",
        "multiple_choice",
    ),
    *(
        "calculation",
        "calculation",
        "calculation",
        "group",
        "group",
        "menu_choice",
        "picture_choice",
        "date_time",
    ),
    *(
        "wedding_date",
        "date_range",
        "address",
        "person_name",
        "couple",
        "matrix",
        "signature",
        "file",
        "ranking",
    ),
    *("consent", "rating", "hidden", "heading", "email"),
)
CHOICES = frozenset(
    {"single_choice", "multiple_choice", "menu_choice", "picture_choice", "ranking"}
)
DATED = frozenset({"date", "time", "date_time", "date_range", "wedding_date"})
GARBAGE: tuple[Any, ...] = (
    *(
        None,
        "",
        "abc",
        "2027-02-30",
        "24:00",
        7,
        -1,
        0.5,
        True,
        False,
        [],
        {},
        [1, "a"],
        [[]],
        {"a": 1},
    ),
    *(
        {"date": "x"},
        {"other": 5},
        {"other": "z"},
        [{}],
        [None],
        [{"_id": 1}],
        1e300,
        -5e-7,
        5.1e-7,
        123456789.123456,
    ),
    *(
        1234567.12345678,
        "😀",
        {"start": "2027-06-05"},
        {"undecided": False},
        {"given": ""},
        999999999999999,
    ),
)


class Forms:
    """Makes forms and answers from one source of chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.trees = Trees(chance)
        self.named = 0

    def plan(self) -> Plan:
        """Return the plan of a random form; those that go round in a circle are thrown away."""
        while True:
            try:
                return plan(self.definition())
            except DefinitionRejected as rejected:
                if {problem.keyword for problem in rejected.problems} != {"cycle"}:
                    raise

    def definition(self) -> Definition:
        self.named = 0
        bare = self.fields(self.chance.randint(3, 8), 0)
        ordered = list(place_fields(bare))
        fields = tuple(self.with_expressions(field, (), ordered) for field in bare)
        everything = {place.field.key: place for place in ordered}
        rules = tuple(self.rule(everything) for _ in range(self.chance.randint(0, 3)))
        settings = {"holidays": ["2026-05-04", "2026-04-06", "2027-06-07", "2026-12-31"]}
        return Definition(
            "Fuzz", "questionnaire", fields, settings=settings, tables=TABLES, rules=rules
        )

    def fields(self, count: int, depth: int) -> list[Field]:
        return [self.field(depth) for _ in range(count)]

    def field(self, depth: int) -> Field:
        self.named += 1
        key = self.chance.choice(("k", "constructor", "at")) + str(self.named)
        field_type = self.chance.choice(TYPES)
        if field_type == "group" and depth >= MOST_DEPTH:
            field_type = "number"
        fields = self.fields(self.chance.randint(1, 5), depth + 1) if field_type == "group" else []
        return Field(
            key=key,
            field_type=field_type,
            validation_rules=self.settings(field_type),
            options=self.options(field_type),
            fields=tuple(fields),
            sort_by=self.sort_by(fields),
            default=self.default(field_type),
        )

    def settings(self, field_type: str) -> dict[str, Any]:
        flip = self.chance.random
        found: dict[str, Any] = {"required": True} if flip() < 0.3 else {}
        if field_type == "calculation":
            result = self.chance.choice(
                ("number", "number", "money", "money", "text", "date", "time", "boolean")
            )
            return {
                "result": result,
                **({"decimals": self.chance.randint(0, 4)} if flip() < 0.4 else {}),
            }
        if field_type == "hidden":
            return {"result": self.chance.choice(("text", "number", "boolean", "date"))}
        if field_type == "number":
            found["decimals"] = self.chance.choice((0, 2, 6))
        if field_type == "single_choice":
            found["other"] = flip() < 0.4
        if field_type in ("picture_choice", "matrix"):
            found["multiple"] = flip() < 0.5
        return found

    def options(self, field_type: str) -> tuple[Option, ...]:
        values: tuple[str, ...] = ("a", "b", "c") if field_type in CHOICES else ()
        if field_type == "yes_no" and self.chance.random() < 0.5:
            values = ("yes", "no")
        return tuple(
            Option(value, value.upper(), price=self.chance.choice((None, 0, 150, 39500)))
            for value in values
        )

    def sort_by(self, fields: list[Field]) -> str:
        keys = [field.key for field in fields if operand.kind(field) in SORTABLE]
        return self.chance.choice(keys) if keys and self.chance.random() < 0.5 else ""

    def default(self, field_type: str) -> Any:
        pools = {
            "hidden": (5, "a", True, "2026-05-04"),
            "number": (3, None),
            "single_choice": ("b", None),
        }
        return self.chance.choice(pools.get(field_type, (None,)))

    def with_expressions(
        self, field: Field, groups: tuple[str, ...], ordered: list[Place]
    ) -> Field:
        """Return the field with expressions that mostly mention only what stands before it."""
        at = next(index for index, place in enumerate(ordered) if place.field.key == field.key)
        before = {place.field.key: place for place in ordered[:at]}
        everything = {place.field.key: place for place in ordered}
        known = everything if self.chance.random() < 0.1 else before
        self_and_before = {**before, field.key: ordered[at]}
        view = View(known, groups)
        kind = operand.kind(field)
        calculates = field.field_type == "calculation" or (
            kind != "rows" and self.chance.random() < 0.12
        )
        locks = self.chance.random() < 0.12
        within = (*groups, field.key)
        return Field(
            key=field.key,
            field_type=field.field_type,
            default=field.default,
            sort_by=field.sort_by,
            fields=tuple(self.with_expressions(child, within, ordered) for child in field.fields),
            visible_if=self.maybe(0.35, "boolean", view),
            locked_if=self.condition(view) if locks else None,
            value=self.value(kind, View(self_and_before, groups) if groups else view)
            if calculates
            else None,
            required_if=self.maybe(0.25, "boolean", View(everything, groups)),
            min_rows=self.maybe(0.4, "number", View(everything, groups))
            if kind == "rows"
            else None,
            max_rows=self.maybe(0.4, "number", View(everything, groups))
            if kind == "rows"
            else None,
            validation_rules={
                **field.validation_rules,
                **self.bounds(field, View(everything, groups)),
            },
            options=tuple(
                self.option(option, View(everything, groups)) for option in field.options
            ),
        )

    def condition(self, view: View) -> Any:
        return True if self.chance.random() < 0.3 else read_tree(self.trees.tree("boolean", view))

    def value(self, kind: str, view: View) -> Any:
        wanted = SEEN_AS.get(kind, kind)
        known = (
            wanted
            if wanted in ("number", "text", "boolean", "date", "time", "date_time", "list")
            else "text"
        )
        tree = read_tree(self.trees.tree(known, view, 5))
        return 1 if tree is None else tree

    def maybe(self, likely: float, kind: str, view: View) -> Any:
        return read_tree(self.trees.tree(kind, view)) if self.chance.random() < likely else None

    def bounds(self, field: Field, view: View) -> dict[str, Any]:
        if field.field_type not in DATED:
            return {}
        kind = field.field_type if field.field_type in ("date", "time", "date_time") else "date"
        found = {name: self.maybe(0.3, kind, view) for name in ("min", "max")}
        return {name: tree for name, tree in found.items() if tree is not None}

    def option(self, option: Option, view: View) -> Option:
        return Option(
            option.value,
            option.label,
            price=option.price,
            visible_if=self.maybe(0.15, "boolean", view),
            disabled_if=self.maybe(0.15, "boolean", view),
        )

    def rule(self, places: dict[str, Place]) -> Rule:
        at = self.chance.choice([*places, ""])
        view = View(places, places[at].groups if at else ())
        return Rule(read_tree(self.trees.tree("boolean", view)), "", at=at)

    def with_probes(self, planned: Plan) -> tuple[Plan, list[tuple[tuple[str, ...], Any]]]:
        """Return expressions to evaluate beside the form's own, with the groups they look from.

        The plan grows a rule around each, so that the page gets the prices and tables they mention.
        """
        probes, rules = [], list(planned.definition.rules)
        for _ in range(6):
            place = self.chance.choice(list(planned.places.values()))
            kind = self.chance.choice(
                ("number", "number", "number", "boolean", "boolean", "text", "date", "time")
            )
            tree = read_tree(self.trees.tree(kind, View(planned.places, place.groups), 5))
            probes.append((place.groups, tree))
            rules.append(Rule(["filled", tree], "", at=place.field.key))
        return plan(replace(planned.definition, rules=tuple(rules))), probes

    def answers(self, fields: tuple[Field, ...]) -> dict[str, Any]:
        """Return answers to these fields: most canonical, some missing, some rubbish."""
        found: dict[str, Any] = {}
        for field in fields:
            chance = self.chance.random()
            if chance < 0.12:
                continue
            found[field.key] = self.chance.choice(GARBAGE) if chance < 0.17 else self.answer(field)
        if self.chance.random() < 0.05:
            found[self.chance.choice(("unheard_of", "__proto__", "toString"))] = self.chance.choice(
                GARBAGE
            )
        return found

    def answer(self, field: Field) -> Any:
        kind = operand.kind(field)
        if kind == "rows":
            return self.rows(field)
        return ANSWERS[kind](self.chance) if kind in ANSWERS else None

    def rows(self, field: Field) -> list[Any]:
        count = self.chance.choice((0, 1, 2, 2, 3, 3, 4, 7))
        rows: list[Any] = [
            {"_id": f"r{number}", **self.answers(field.fields)} for number in range(count)
        ]
        if self.chance.random() < 0.05:
            rows.insert(0, self.chance.choice((1, "row", None, [])))
        self.chance.shuffle(rows)
        return rows


def _some(chance: Random, pool: tuple[str, ...]) -> list[str]:
    return [value for value in pool if chance.random() < 0.5]


ANSWERS: dict[str, Callable[[Random], Any]] = {
    "number": lambda chance: chance.choice((*NUMBERS, -3, 18, 20, 120, 121, 999999999.999999)),
    "text": lambda chance: chance.choice(TEXTS),
    "boolean": lambda chance: chance.choice((True, False)),
    "date": lambda chance: chance.choice(DATES),
    "time": lambda chance: chance.choice(TIMES),
    "date_time": lambda chance: chance.choice(DATE_TIMES),
    "choice": lambda chance: chance.choice(("a", "b", "c", "zzz", {"other": "Ana"})),
    "list": lambda chance: chance.choice(
        (_some(chance, ("a", "b", "c")), [{"id": "f", "name": "x.pdf"}])
    ),
    "wedding_date": lambda chance: chance.choice(
        ({"date": chance.choice(DATES)}, {"season": "a", "year": 2027}, {"undecided": True})
    ),
    "date_range": lambda chance: {"start": chance.choice(DATES), "end": chance.choice(DATES)},
    "person_name": lambda chance: {
        "given": chance.choice(TEXTS),
        **({"family": "x"} if chance.random() < 0.5 else {}),
    },
    "address": lambda chance: {
        "line1": "1 Mews",
        "town": chance.choice(TEXTS),
        "postcode": "BA1 1AA",
        "country": "GB",
    },
    "couple": lambda chance: {
        "partner1": {"name": chance.choice(TEXTS)},
        "partner2": {"name": "Bo", "email": "x"},
    },
    "matrix": lambda chance: chance.choice(
        ({"r1": "a"}, {"r2": ["a", "b"]}, {"r1": "b", "r2": []})
    ),
    "signature": lambda chance: {
        "kind": chance.choice(("typed", "drawn")),
        "name": "Ana",
        "data": "x",
    },
}
