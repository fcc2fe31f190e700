"""Places: which options, and whether the whole form, have none left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.formspec.definition import Definition
from wedforms.submissions.models import OptionPlaces
from wedforms.submissions.promote import places_taken

#: What has places: an option as (key, option value), or the form itself.
Place = tuple[str, str]
WHOLE_FORM: Final[Place] = ("", "")


def places_offered(definition: Definition) -> dict[Place, int]:
    """How many places each limited option has; the capacity stands under WHOLE_FORM."""
    offered = {
        (field.key, option.value): option.places
        for _, field in definition.walk()
        for option in field.options
        if option.places is not None
    }
    capacity = definition.settings.get("capacity")
    return offered if capacity is None else {**offered, WHOLE_FORM: capacity}


def places_gone(
    session: Session, *, form_id: UUID, offered: Mapping[Place, int]
) -> frozenset[Place]:
    """What of these has no place left now."""
    taken = select(OptionPlaces.field_key, OptionPlaces.option_value, OptionPlaces.taken)
    rows = session.execute(taken.where(OptionPlaces.form_id == form_id))
    counted = {(row.field_key, row.option_value): row.taken for row in rows}
    return frozenset(place for place, most in offered.items() if counted.get(place, 0) >= most)


def places_held(definition: Definition, answers: Mapping[str, Any]) -> frozenset[Place]:
    """The places that sent answers hold already, that of the form with them."""
    taken = places_taken(definition.fields, answers)
    return frozenset([WHOLE_FORM, *((one["field"], one["option"]) for one in taken)])
