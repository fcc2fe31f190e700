"""A plain field of every type as a definition writes it, and an answer that it takes."""

from __future__ import annotations

from typing import Any

OPTIONS = [
    {"value": "a", "label": "Apple", "price": 100},
    {"value": "b", "label": "Bread", "price": 250},
    {"value": "c", "label": "Cheese", "price": 0},
]
_WITH_OPTIONS = (
    "single_choice",
    "dropdown",
    "multiple_choice",
    "picture_choice",
    "ranking",
    "menu_choice",
    "package",
)
_FILE = {
    "id": "0198a9b1-0000-7000-8000-000000000001",
    "sha256": "0" * 64,
    "name": "us.jpg",
    "size": 1_000,
    "type": "image/jpeg",
}
_MORE: dict[str, dict[str, Any]] = {
    "slider": {"validation_rules": {"min": 0, "max": 10}},
    "matrix": {
        "rows": [{"value": "day", "label": "Day"}, {"value": "night", "label": "Night"}],
        "columns": [{"value": "a", "label": "Apple"}, {"value": "b", "label": "Bread"}],
    },
    "group": {"fields": [{"key": "inner", "field_type": "text", "label": "Inner"}]},
    "calculation": {"value": "1 + 1"},
    "picture": {"validation_rules": {"source": "barn.jpg", "alt": "A barn"}},
}

#: A canonical answer of each type that a plain field takes.
RIGHT: dict[str, Any] = {
    "text": "José O’Brien 陳大文",
    "long_text": "Two\nlines",
    "email": "anna@example.com",
    "phone": "+447700900123",
    "url": "https://example.com/us?a=1",
    "number": 7,
    "slider": 3,
    "money": 125_000,
    "rating": 4,
    "yes_no": False,
    "single_choice": "a",
    "dropdown": "b",
    "multiple_choice": ["a", "c"],
    "picture_choice": "c",
    "ranking": ["c", "a", "b"],
    "matrix": {"day": "a"},
    "date": "2027-06-05",
    "time": "14:30",
    "date_time": "2027-06-05T14:30",
    "date_range": {"start": "2027-06-05", "end": "2027-06-05"},
    "wedding_date": {"date": "2027-06-05"},
    "address": {"line1": "1 Barn Lane", "town": "Bath", "postcode": "BA1 5LN", "country": "GB"},
    "person_name": {"given": "עדי"},
    "couple": {"partner1": {"name": "Anna"}, "partner2": {"name": "Ben"}},
    "consent": True,
    "initials": "AJ",
    "signature": {"kind": "typed", "name": "Anna Jones", "data": "Anna Jones"},
    "file": [_FILE],
    "image": [_FILE],
    "group": [{"_id": "a1", "inner": "x"}],
    "menu_choice": "a",
    "package": "b",
    "calculation": 2,
}


def plain_field(kind: str, *, key: str = "it", **more: Any) -> dict[str, Any]:
    """A field of this type with only what it needs."""
    made: dict[str, Any] = {"key": key, "field_type": kind, "label": "It", **_MORE.get(kind, {})}
    if kind in _WITH_OPTIONS:
        made["options"] = [dict(option) for option in OPTIONS]
    return {**made, **more}


def right_answer(kind: str) -> Any:
    """An answer that a plain field of this type takes."""
    return RIGHT[kind]


def plain_form(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A definition of these fields."""
    return {"name": "Form", "form_type": "questionnaire", "fields": list(fields), **more}
