"""What is known of a couple as the answers that a form begins with: the way back of `writes_to`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.schema import default_fits
from wedforms.formspec.targets import Written, fault_of_target, target_of
from wedforms.formspec.validator import fits


def known_answers(definition: Definition, facts: Mapping[str, Written]) -> dict[str, Any]:
    """The answers in what is known, by names such as `partner_1_name`, where a person types them.

    What a field would not take is left out. An RSVP begins with nothing: couples pass it on.
    """
    if definition.form_type == "rsvp":
        return {}
    found = {one.key: _answer(one, facts) for one in definition.fields if _is_typed(one)}
    return {key: answer for key, answer in found.items() if answer is not None}


def _is_typed(field: Field) -> bool:
    """Whether it writes to the couple, and has an input whose text counts."""
    kind = type_of(field)
    is_made = kind.is_computed or kind.is_prefilled or field.value is not None
    return bool(field.writes_to) and not is_made and not fault_of_target(field, in_repeat=False)


def _answer(field: Field, facts: Mapping[str, Written]) -> Any:
    name = target_of(field)
    if name == "names":
        return _couple(field, facts)
    if not (text := str(facts.get(name, ""))):
        return None
    kind = type_of(field)
    answer = kind.parse_line(field, text) if kind.takes_line(field) else kind.canonical(field, text)
    return answer if default_fits(replace(field, default=answer)) else None


def _couple(field: Field, facts: Mapping[str, Written]) -> dict[str, dict[str, str]] | None:
    """What is asked of each partner, as far as it is known."""
    asked = type_of(field).schema(field)["properties"]
    known = {
        key: {
            part: str(facts[name])
            for part, schema in asked[key]["properties"].items()
            if fits(schema, facts.get(name := f"{partner}_{part}"))
        }
        for partner, key in (("partner_1", "partner1"), ("partner_2", "partner2"))
    }
    return {key: parts for key, parts in known.items() if parts} or None
