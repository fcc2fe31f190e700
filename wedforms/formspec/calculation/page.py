"""The part of a plan that the page needs, as JSON for the JavaScript twin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from wedforms.formspec.calculation.fields import PlannedField
from wedforms.formspec.calculation.plan import Plan, PlannedRule
from wedforms.formspec.definition import Tree
from wedforms.formspec.expression import Expression, mentions, operand, references
from wedforms.formspec.merging import MERGE_FIELD

_EXPRESSIONS: Final = ("visible_if", "required_if", "locked_if", "value", "min_rows", "max_rows")


def page_plan(plan: Plan) -> dict[str, Any]:
    """Return what settling on the page takes: no words but labels that expressions use.

    Calculations that are never shown, cited in no text, and that nothing on the page depends on
    stay on the server.
    """
    needed = _needed(plan)
    rules = [_rule(planned) for planned in plan.rules]
    trees = [slot.tree for slot in plan.slots if slot.key in needed or slot.role == "when"]
    found = {(mention.kind, mention.name) for tree in trees for mention in mentions(tree)}
    tables = {
        name: table for name, table in plan.definition.tables.items() if ("table", name) in found
    }
    return {
        "order": [key for key in plan.order if key in needed],
        "fields": {
            key: _field(planned, found) for key, planned in plan.fields.items() if key in needed
        },
        "rules": rules,
        "tables": {name: _numbers(table["rows"]) for name, table in tables.items()},
        "holidays": sorted(day.isoformat() for day in plan.world.holidays),
    }


def _needed(plan: Plan) -> set[str]:
    """Return the keys the page needs: all but calculations that nothing on the page leads to."""
    cited = {key for one in plan.fields.values() for key in MERGE_FIELD.findall(one.field.content)}
    needed = {key for key, planned in plan.fields.items() if key in cited or not _stays(planned)}
    open_trees = [slot.tree for slot in plan.slots if slot.key in needed or slot.role == "when"]
    while open_trees:
        fresh = {name for tree in open_trees for name in references(tree)} - needed
        needed |= fresh
        open_trees = [slot.tree for slot in plan.slots if slot.key in fresh]
    return needed


def _stays(planned: PlannedField) -> bool:
    return planned.field.validation_rules.get("show") is False


def _field(planned: PlannedField, found: set[tuple[str, str]]) -> dict[str, Any]:
    field = planned.field
    described = {
        "kind": planned.kind,
        "type": field.field_type,
        "group": planned.group,
        "content": planned.is_content or None,
        "required": field.validation_rules.get("required") is True or None,
        "decimals": operand.places(field) if planned.kind == "number" else None,
        "other": field.validation_rules.get("other") is True or None,
        "sort_by": field.sort_by,
        "default": _numbers(field.default) if _uses_default(planned) else None,
        **{name: _tree(getattr(planned, name)) for name in _EXPRESSIONS},
        "min": _tree(planned.least),
        "max": _tree(planned.most),
        "options": _options(planned, found),
    }
    return _present(described)


def _uses_default(planned: PlannedField) -> bool:
    return planned.is_prefilled or planned.locked_if is not None


def _options(planned: PlannedField, found: set[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return the options with their conditions; prices and labels where an expression uses them."""
    conditional = {option.value: option for option in planned.options}
    described = []
    for option in planned.field.options:
        conditions = conditional.get(option.value)
        parts = {
            "price": option.price if ("price", planned.key) in found else None,
            "label": option.label if ("label", planned.key) in found else None,
            "visible_if": _tree(conditions.visible_if) if conditions else None,
            "disabled_if": _tree(conditions.disabled_if) if conditions else None,
        }
        described.append({"value": option.value, **_present(parts)})
    return described


def _rule(planned: PlannedRule) -> dict[str, Any]:
    place = planned.place
    return {
        "when": _numbers(planned.when.tree),
        "groups": list(place.groups) if place else [],
        "key": place.field.key if place else "",
    }


def _tree(expression: Expression | None) -> Tree:
    return _numbers(expression.tree) if expression else None


def _numbers(raw: Any) -> Any:
    """Return JSON whose decimals are floats; a literal has so few digits that none is lost."""
    if isinstance(raw, Decimal):
        return float(raw)
    if isinstance(raw, Mapping):
        return {key: _numbers(value) for key, value in raw.items()}
    if isinstance(raw, Iterable) and not isinstance(raw, str):
        return [_numbers(value) for value in raw]
    return raw


def _present(described: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in described.items() if value not in (None, "", [])}
