"""What the board of a form counts: as its setting `board` says, else by the kinds of questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of

_YOUNG: Final = frozenset({"child", "children", "kid", "infant", "baby", "toddler", "under3"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPlan:
    """The repeat with one row a guest, and what each of its questions is about."""

    group: Field
    name: Field | None
    table: Field | None
    age: Field | None
    attending: Sequence[Field]
    meals: Sequence[Field]
    diets: Sequence[Field]
    seats: Sequence[Field]
    consent: Field | None

    @property
    def at_table(self) -> Sequence[Field]:
        """The events on whose answers the meals depend; all events when no meal says so."""
        asked = {key for meal in self.meals for key in _named(meal.visible_if)}
        found = [one for one in self.attending if one.key in asked]
        return found or self.attending


def board_plan(definition: Definition) -> BoardPlan | None:
    """The plan of a form; None when nothing in it is about guests."""
    said = definition.settings.get("board", {})
    group = _group(definition, said.get("group", ""))
    if group is None:
        return None
    fields = {field.key: field for field in group.fields}
    every = {field.key: field for _, field in definition.walk()}

    def chosen(name: str, found: Iterator[Field]) -> list[Field]:
        named = said.get(name)
        return list(found) if named is None else [fields[key] for key in named if key in fields]

    def single(name: str, found: Iterator[Field]) -> Field | None:
        return every.get(said[name]) if name in said else next(found, None)

    attending = chosen("attending", _attending(group))
    seats = chosen("seats", (one for one in _with_places(group) if one not in attending))
    return BoardPlan(
        group=group,
        name=single("name", _names(group)),
        table=single("table", iter(())),
        age=single("age", _ages(group)),
        attending=attending,
        meals=chosen("meals", _meals(group)),
        diets=chosen("diets", (one for one in group.fields if one.sensitive)),
        seats=seats,
        consent=single("consent", _consents(definition)),
    )


def _group(definition: Definition, key: str) -> Field | None:
    groups = [field for field in definition.fields if type_of(field).has_rows]
    if key:
        return next((one for one in groups if one.key == key), None)
    return next((one for one in groups if any(_attending(one)) or any(_meals(one))), None)


def _attending(group: Field) -> Iterator[Field]:
    """Who comes is asked of everybody; else it is what the meals depend on, else the first."""
    asked = [one for one in group.fields if _is_yes_or_no(one) and not one.sensitive]
    needed = [one for one in asked if one.validation_rules.get("required")]
    for_meals = {key for meal in _meals(group) for key in _named(meal.visible_if)}
    yield from needed or [one for one in asked if one.key in for_meals] or asked[:1]


def _with_places(group: Field) -> Iterator[Field]:
    return (
        one
        for one in group.fields
        if _is_yes_or_no(one) and any(option.places is not None for option in one.options)
    )


def _meals(group: Field) -> Iterator[Field]:
    return (one for one in group.fields if "course" in type_of(one).settings)


def _names(group: Field) -> Iterator[Field]:
    return (
        one
        for one in group.fields
        if type_of(one).narrowing(one) == "text" and not type_of(one).is_computed
        if not one.sensitive
    )


def _ages(group: Field) -> Iterator[Field]:
    return (one for one in group.fields if _YOUNG & {option.value for option in one.options})


def _consents(definition: Definition) -> Iterator[Field]:
    return (one for one in definition.fields if type_of(one).family == "agreement")


def _is_yes_or_no(field: Field) -> bool:
    kind = type_of(field)
    return kind.family == "choice" and kind.narrowing(field) == "yes_no"


def _named(tree: Any) -> Iterator[str]:
    """Every field that an expression names."""
    if not isinstance(tree, list | tuple) or not tree:
        return
    if tree[0] == "field" and len(tree) > 1:
        yield str(tree[1])
    for one in tree[1:]:
        yield from _named(one)
