"""What the board of a form counts: as its setting `board` says, else by the kinds of questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of

_YOUNG: Final = frozenset({"child", "children", "kid", "infant", "baby", "toddler", "under3"})
_BOTH: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPlan:
    """The repeat with one row a guest, and what each question in it or outside it is about.

    Without a `group` each answer is one guest. `is_guessed`: nobody said who comes, and the guests
    are not asked, so that `attending` is the likeliest question outside.
    """

    group: Field | None
    is_guessed: bool
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

    @property
    def by_choice(self) -> Sequence[Field]:
        """The questions of who comes whose options say it: see `is_coming`."""
        return [one for one in self.attending if one.options and not _is_yes_or_no(one)]


def board_plan(definition: Definition) -> BoardPlan | None:
    """The plan of a form; None when nothing in it is about guests."""
    said = definition.settings.get("board", {})
    group = _group(definition, said)
    asked = definition.fields if group is None else group.fields
    fields = {field.key: field for field in (*definition.fields, *asked)}
    every = {field.key: field for _, field in definition.walk()}

    def chosen(name: str, found: Iterator[Field]) -> list[Field]:
        named = said.get(name)
        return list(found) if named is None else [fields[key] for key in named if key in fields]

    def single(name: str, found: Iterator[Field]) -> Field | None:
        return every.get(said[name]) if name in said else next(found, None)

    attending = chosen("attending", _attending(asked) if group else iter(()))
    is_guessed = "attending" not in said and not attending
    if is_guessed:
        attending = list(_likeliest(definition.fields))
    if group is None and not attending:
        return None
    seats = chosen("seats", (one for one in _with_places(asked) if one not in attending))
    return BoardPlan(
        group=group,
        is_guessed=is_guessed,
        name=single("name", _names(asked)),
        table=single("table", iter(())),
        age=single("age", _ages(asked)),
        attending=attending,
        meals=chosen("meals", _meals(asked)),
        diets=chosen("diets", (one for one in asked if one.sensitive)),
        seats=seats,
        consent=single("consent", _consents(definition)),
    )


def is_coming(field: Field, answer: Any) -> bool:
    """Whether an answer to a question of who comes says yes: any option does but the last."""
    if answer is None or answer is False or not field.options:
        return answer is True
    chosen = answer if isinstance(answer, list) else [answer]
    return any(one != field.options[-1].value for one in chosen)


def _group(definition: Definition, said: Mapping[str, Any]) -> Field | None:
    """The group that the setting names, else the one with what it names, else the likeliest."""
    groups = [field for field in definition.fields if type_of(field).has_rows]
    if "group" in said:
        return next((one for one in groups if one.key == said["group"]), None)
    named = {key for keys in said.values() for key in ([keys] if isinstance(keys, str) else keys)}
    holding = (one for one in groups if named & {field.key for field in one.fields})
    likely = (one for one in groups if any(_attending(one.fields)) or any(_meals(one.fields)))
    return next(holding, None) or next(likely, None)


def _likeliest(fields: Sequence[Field]) -> Iterator[Field]:
    """The first yes-or-no question, else the first required choice of two."""
    asked = [one for one in fields if not (one.sensitive or one.private)]
    either = (one for one in asked if _is_yes_or_no(one))
    of_two = (
        one
        for one in asked
        if one.validation_rules.get("required")
        if len(one.options) == _BOTH and type_of(one).narrowing(one) == "choice"
    )
    found = next(either, None) or next(of_two, None)
    if found is not None:
        yield found


def _attending(fields: Sequence[Field]) -> Iterator[Field]:
    """Who comes is asked of everybody; else it is what the meals depend on, else the first."""
    asked = [one for one in fields if _is_yes_or_no(one) and not one.sensitive]
    needed = [one for one in asked if one.validation_rules.get("required")]
    for_meals = {key for meal in _meals(fields) for key in _named(meal.visible_if)}
    yield from needed or [one for one in asked if one.key in for_meals] or asked[:1]


def _with_places(fields: Sequence[Field]) -> Iterator[Field]:
    return (
        one
        for one in fields
        if _is_yes_or_no(one) and any(option.places is not None for option in one.options)
    )


def _meals(fields: Sequence[Field]) -> Iterator[Field]:
    return (one for one in fields if "course" in type_of(one).settings)


def _names(fields: Sequence[Field]) -> Iterator[Field]:
    return (
        one
        for one in fields
        if type_of(one).narrowing(one) == "text" and not type_of(one).is_computed
        if not one.sensitive
    )


def _ages(fields: Sequence[Field]) -> Iterator[Field]:
    return (one for one in fields if _YOUNG & {option.value for option in one.options})


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
