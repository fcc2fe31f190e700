"""Putting options into an order of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import (
    MOST_OPTIONS,
    Column,
    FieldType,
    Inputs,
    Limit,
    Setting,
)
from wedforms.formspec.fieldtypes.choices import label_of, values_of
from wedforms.formspec.fieldtypes.showing import with_commas
from wedforms.formspec.shapes import Faults, Integer, JsonSchema, join


class Ranking(FieldType):
    """Options ranked, best first."""

    name = "ranking"
    title = "Ranking"
    icon = "ranking"
    family = "choice"
    options = "must"
    summary = "ranks"
    settings: ClassVar[Mapping[str, Setting]] = {
        "ranks": Setting(Integer(1, MOST_OPTIONS), "How many to rank"),
    }

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """No more ranks than options."""
        if field.validation_rules.get("ranks", 0) > len(field.options):
            where = join(path, "validation_rules.ranks")
            most = len(field.options)
            faults.add(where, "maximum", "There are fewer options than that.", limit=most)

    def schema(self, field: Field) -> JsonSchema:
        """A list of different values of the stated length."""
        ranks = self.setting(field, "ranks")
        return {
            "type": "array",
            "items": {"enum": values_of(field)},
            "minItems": ranks or (1 if _is_conditional(field) else len(field.options)),
            "maxItems": ranks or len(field.options),
            "uniqueItems": True,
        }

    def limits(self, field: Field) -> Sequence[Limit]:
        """All that can be chosen, where what can be chosen depends on other answers."""
        if self.setting(field, "ranks") or not _is_conditional(field):
            return ()
        return (Limit("every_option", None),)

    def canonical(self, field: Field, raw: Any) -> Any:
        """The values as ranked."""
        del field
        return (list(raw) or None) if isinstance(raw, list | tuple) else raw

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """Either the values in order, or a rank in an input for each option."""
        listed = [text for text in inputs.get("", ()) if text]
        if listed:
            return listed
        ranks = {
            option.value: text.strip()
            for option in field.options
            for text in inputs.get(option.value, ())
            if text.strip()
        }
        if any(not rank.isdecimal() for rank in ranks.values()):
            return list(ranks.values())
        if len(set(ranks.values())) < len(ranks):
            # Two options of one rank: nothing says which comes first; the judge hears of a repeat.
            return [next(iter(ranks))] * len(ranks)
        return sorted(ranks, key=lambda value: int(ranks[value])) or None

    def least_inputs(self, field: Field) -> int:
        """One an option."""
        return len(field.options)

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """A rank for each ranked option."""
        del field
        return {item: [str(rank)] for rank, item in enumerate(value, start=1)}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """`1. Roses, 2. Peonies`."""
        ranked = enumerate(value, 1)
        return with_commas((f"{rank}. {label_of(field, item)}" for rank, item in ranked), locale)

    def columns(self, field: Field) -> Sequence[Column]:
        """One column an option."""
        return tuple(
            Column(option.value, f"{field.label}: {option.label}") for option in field.options
        )

    def cells(self, field: Field, value: Any, locale: str) -> tuple[str, ...]:
        """The rank of each option."""
        del locale
        ranks = {item: str(rank) for rank, item in enumerate(value or (), start=1)}
        return tuple(ranks.get(option.value, "") for option in field.options)


def _is_conditional(field: Field) -> bool:
    return any(o.visible_if is not None or o.disabled_if is not None for o in field.options)
