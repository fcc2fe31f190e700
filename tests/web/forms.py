"""Small forms to walk through: each has just what its tests are about."""

from __future__ import annotations

from typing import Any


def form(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A questionnaire of these fields."""
    return {"name": "A small form", "form_type": "questionnaire", "fields": list(fields), **more}


def field(key: str, field_type: str = "text", label: str = "", **more: Any) -> dict[str, Any]:
    """One field; `required=True` and other settings go by `validation_rules`."""
    return {"key": key, "field_type": field_type, "label": label or key.capitalize(), **more}


def required(key: str, field_type: str = "text", label: str = "", **more: Any) -> dict[str, Any]:
    """A field that must be answered."""
    rules = {"required": True, **more.pop("validation_rules", {})}
    return field(key, field_type, label, validation_rules=rules, **more)


DINNER = form(
    field("first", "page_break", "You"),
    required("who", label="Your name"),
    required("coming", "yes_no", "Are you coming?"),
    required(
        "meal",
        "single_choice",
        "Which meal?",
        visible_if="coming",
        options=[
            {"value": "fish", "label": "Trout"},
            {"value": "veg", "label": "Risotto"},
        ],
    ),
    field("second", "page_break", "Your guests"),
    field(
        "guests",
        "group",
        "Guests",
        min_rows=0,
        max_rows=3,
        validation_rules={"row_label": "Guest", "add_label": "Add a guest"},
        fields=[required("guest_name", label="Name"), field("age", "number", "Age", default=30)],
    ),
    field("note", "long_text", "A note"),
    name="Dinner",
)

#: Rows that are there from the beginning, in rows that are: each with what its questions begin with.
MENUS = form(
    field("courses", "group", min_rows=2, fields=[
        field("title"),
        field("size", "number", default=3),
        field("hot", "yes_no", default=True),
        field("dishes", "group", min_rows=1, fields=[field("dish", default="Soup")]),
    ]),
    settings={"review": False},
    name="Menus",
)  # fmt: skip
