"""The fields of a draft as the public page will draw them, each for its place on the canvas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import current_app
from markupsafe import Markup

from wedforms.formspec.expression import format_tree
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.mending import mend
from wedforms.formspec.schema import compile_form
from wedforms.lib import clock
from wedforms.wtf.drawing import Circumstances, Drawer
from wedforms.wtf.inputs import first_inputs

#: What makes a field come and go: on the canvas everything stands still.
_MOVING: Final = frozenset({"visible_if", "required_if", "locked_if", "value", "fields"})
_MOVING_OPTION: Final = frozenset({"visible_if", "disabled_if"})
_UNKNOWN: Final = format_tree(["text", "…"])


def drawn_fields(draft: Mapping[str, Any], keys: frozenset[str]) -> Iterator[tuple[str, Markup]]:
    """The markup of the fields with these keys, by key; what cannot be drawn yet is left out."""
    wanted = [_still(one) for one in _flat(draft["fields"]) if one["key"] in keys]
    facts = {key: draft[key] for key in ("name", "form_type", "locale") if key in draft}
    currency = {
        key: draft.get("settings", {})[key]
        for key in ("currency", "country", "time_zone")
        if key in draft.get("settings", {})
    }
    if not wanted or (mended := mend({**facts, "settings": currency, "fields": wanted})) is None:
        return
    definition = mended.definition
    compiled = compile_form(definition)
    around = Circumstances(
        today=clock.today_in(definition.facts.time_zone), language=definition.locale
    )
    # A drawer of its own: what is drawn once here would push published forms out of the other.
    filled = Drawer(current_app.jinja_env).fill(compiled, first_inputs(compiled, {}), around)
    for drawn in filled.form:
        markup: Markup = drawn()
        yield drawn.design.key, markup


def _flat(fields: Any) -> Iterator[dict[str, Any]]:
    """Every field but the groups, whose frames the builder draws around their fields itself."""
    for one in fields:
        kind = FIELD_TYPES.get(one["field_type"])
        if kind is not None and kind.has_rows:
            yield from _flat(one.get("fields", ()))
        else:
            yield one


def _still(field: Mapping[str, Any]) -> dict[str, Any]:
    still = {key: value for key, value in field.items() if key not in _MOVING}
    if "options" in still:
        still["options"] = [
            {key: value for key, value in one.items() if key not in _MOVING_OPTION}
            if isinstance(one, Mapping)
            else one
            for one in still["options"]
        ]
    kind = FIELD_TYPES.get(field["field_type"])
    if kind is not None and kind.is_computed and not kind.is_prefilled:
        still |= {"value": _UNKNOWN, "validation_rules": {"result": "text"}}
    return still
