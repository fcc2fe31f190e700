"""For every field type and setting: a field that limits its answer, and an answer beyond the limit.

`value` is what a program would send as JSON, `inputs` what a page would post (by part name; `None`
where HTML has no way to say it). `path` counts from the field; empty is the field itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from tests.factories.fields import plain_field
from wedforms.formspec.fieldtypes import FIELD_TYPES

A_FILE = {
    "id": "0198a9b1-0000-7000-8000-000000000001",
    "sha256": "0" * 64,
    "name": "certificate.pdf",
    "size": 1_000,
    "type": "application/pdf",
}
A_PICTURE = {**A_FILE, "name": "us.jpg", "type": "image/jpeg"}
LIMITS = (1, 2, 7, 80)


@dataclass(frozen=True)
class Violation:
    """One way to break one setting of one field type."""

    field_type: str
    setting: str
    field: Mapping[str, Any]
    value: Any
    keyword: str
    path: str = ""
    inputs: Mapping[str, list[str]] | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What a test is called."""
        return f"{self.field_type}-{self.setting}-{self.keyword}"


def violations() -> Iterator[Violation]:
    """Every violation, numbered apart by what they break."""
    for made in (_missing, _texts, _numbers, _choices, _moments, _people, _agreements, _files):
        yield from made()


def violate(
    kind: str, setting: str, limit: Any, value: Any, keyword: str, **more: Any
) -> Violation:
    """A violation of one setting; inputs are guessed where the answer is one scalar."""
    rules = {setting: limit} if setting not in ("", "options") else {}
    made = plain_field(kind)
    made["validation_rules"] = {
        **made.get("validation_rules", {}),
        **rules,
        **more.pop("rules", {}),
    }
    if (
        "inputs" not in more
        and isinstance(value, str | int | Decimal)
        and not isinstance(value, bool)
    ):
        more["inputs"] = {"": [str(value)]}
    return Violation(kind, setting, made, value, keyword, **more)


def _missing() -> Iterator[Violation]:
    for name, kind in FIELD_TYPES.items():
        if kind.has_answer and not kind.is_computed:
            yield violate(name, "required", True, None, "required", inputs={})
            keyword, path = _nonsense(name)
            yield violate(name, "", None, {"not": {"an": "answer"}}, keyword, path=path)


def _nonsense(name: str) -> tuple[str, str]:
    """How an object that means nothing is refused, and where."""
    if name in ("single_choice", "dropdown", "menu_choice", "package", "picture_choice"):
        return "enum", ""
    objects = (
        "matrix",
        "date_range",
        "wedding_date",
        "address",
        "person_name",
        "couple",
        "signature",
    )
    return ("additionalProperties", "not") if name in objects else ("type", "")


def _texts() -> Iterator[Violation]:
    for limit in LIMITS:
        for kind in ("text", "long_text"):
            if limit > 1:
                yield violate(kind, "min_length", limit, "é" * (limit - 1), "minLength")
            yield violate(kind, "max_length", limit, "陳" * (limit + 1), "maxLength")
        yield violate(
            "person_name",
            "max_length",
            limit,
            {"given": "x" * (limit + 1)},
            "maxLength",
            path="given",
            inputs={"given": ["x" * (limit + 1)]},
        )
    for limit in (1, 3, 6):
        yield violate("initials", "max_length", limit, "A" * (limit + 1), "maxLength")
    yield violate("url", "max_length", 20, "https://example.com/" + "x" * 20, "maxLength")
    yield violate("text", "pattern", "[A-Z]{2}[0-9]+", "A1", "pattern")
    yield violate("text", "pattern", "^a+|b$", "xb", "pattern")
    for value in ("SW1", "B1 5L", "12 34"):
        yield violate("text", "format", "postcode_gb", value, "format")
    for value in ("a b", "x" * 31, "naïve"):
        yield violate("text", "format", "handle", value, "format")
    for value in ("anna", "a b@c.de", "a@b", "a@@b.de", "@b.de", "a.@b.de", "x" * 65 + "@b.de"):
        yield violate("email", "", None, value, "format")
    for value in ("12", "+44123", "call me", "+999 1234567890"):
        yield violate("phone", "", None, value, "format")
    yield violate("phone", "region", "FR", "1", "format")
    for value in (
        "ftp://a.de",
        "javascript:alert(1)",
        "https://",
        "https://a@b.de",
        "http://a b.de",
    ):
        yield violate("url", "", None, value, "format")


def _numbers() -> Iterator[Violation]:
    for limit in (-3, 0, 12):
        for kind in ("number", "slider"):
            yield violate(kind, "min", limit, limit - 1, "minimum", rules={"max": 99})
            yield violate(kind, "max", limit, limit + 1, "maximum", rules={"min": -99})
        pounds = {"inputs": {"": [str(Decimal(limit - 1) / 100)]}}
        yield violate("money", "min", limit, limit - 1, "minimum", **pounds)
        pounds = {"inputs": {"": [str(Decimal(limit + 1) / 100)]}}
        yield violate("money", "max", limit, limit + 1, "maximum", **pounds)
    for most in (3, 5, 10):
        yield violate("rating", "max", most, most + 1, "maximum")
    yield violate("rating", "", None, 0, "minimum")
    yield violate("number", "decimals", 0, Decimal("1.5"), "type")
    yield violate("number", "decimals", 2, Decimal("1.125"), "decimals")
    yield violate(
        "number", "min", Decimal("0.5"), Decimal("0.49"), "minimum", rules={"decimals": 2}
    )
    yield violate("number", "", None, 10**15, "maximum")
    yield violate("number", "", None, "twelve", "type")
    yield violate("slider", "step", 5, 12, "step", rules={"min": 0, "max": 50})
    yield violate("money", "", None, Decimal("0.5"), "type", inputs={"": ["1.005"]})
    yield violate("money", "currency", "JPY", Decimal("0.5"), "type", inputs={"": ["1.5"]})
    for kind in ("yes_no", "consent"):
        yield violate(kind, "", None, "perhaps", "type")
    yield violate("consent", "required", True, False, "const", inputs={"": ["no"]})


def _choices() -> Iterator[Violation]:
    for kind in ("single_choice", "dropdown", "menu_choice", "package", "picture_choice"):
        yield violate(kind, "options", None, "gold", "enum")
    for kind in ("single_choice", "dropdown"):
        yield violate(kind, "other", False, {"other": "mine"}, "enum", inputs={"": ["other"]})
        long = {"": ["other"], "other": ["x" * 301]}
        yield violate(
            kind, "other", True, {"other": "x" * 301}, "maxLength", path="other", inputs=long
        )
        yield violate(
            kind,
            "other",
            True,
            {"other": ""},
            "minLength",
            path="other",
            inputs={"": ["other"], "other": [""]},
        )
    for kind, rules in (("multiple_choice", {}), ("picture_choice", {"multiple": True})):
        yield _boxes(kind, "options", None, ["a", "gold"], "enum", path="1", rules=rules)
        yield _boxes(kind, "options", None, ["a", "a"], "uniqueItems", rules=rules)
        yield _boxes(kind, "min_choices", 2, ["a"], "minItems", rules=rules)
        yield _boxes(kind, "max_choices", 1, ["a", "b"], "maxItems", rules=rules)
    yield _boxes("multiple_choice", "exclusive", ["c"], ["a", "c"], "exclusive")
    yield violate("picture_choice", "multiple", False, ["a"], "enum")
    yield _boxes("ranking", "ranks", 2, ["a"], "minItems")
    yield _boxes("ranking", "ranks", 2, ["a", "b", "c"], "maxItems")
    yield _boxes("ranking", "options", None, ["a", "b"], "minItems")
    yield _boxes("ranking", "options", None, ["a", "b", "b"], "uniqueItems")
    yield _boxes("ranking", "options", None, ["a", "b", "gold"], "enum", path="2")
    yield violate("matrix", "", None, {"day": "gold"}, "enum", path="day", inputs={"day": ["gold"]})
    yield violate(
        "matrix",
        "",
        None,
        {"noon": "a"},
        "additionalProperties",
        path="noon",
        inputs={"noon": ["a"]},
    )
    yield violate(
        "matrix", "every_row", True, {"day": "a"}, "required", path="night", inputs={"day": ["a"]}
    )
    yield violate("matrix", "multiple", True, {"day": "a"}, "type", path="day")
    yield violate(
        "matrix",
        "multiple",
        True,
        {"day": ["a", "a"]},
        "uniqueItems",
        path="day",
        inputs={"day": ["a", "a"]},
    )


def _boxes(
    kind: str, setting: str, limit: Any, value: list[str], keyword: str, **more: Any
) -> Violation:
    return violate(kind, setting, limit, value, keyword, inputs={"": list(value)}, **more)


def _moments() -> Iterator[Violation]:
    for value in ("2027-02-29", "2027-13-01", "soon", "2027-6-5x"):
        yield violate("date", "", None, value, "format")
    for value in ("24:00", "12:60", "noon"):
        yield violate("time", "", None, value, "format")
    yield violate("date_time", "", None, "2027-06-05T25:00", "format")
    for kind, least, early, most, late in (
        ("date", "2027-06-05", "2027-06-04", "2027-06-05", "2027-06-06"),
        ("date", "add_days(today(), 7)", "2026-11-07", "today()", "2026-11-02"),
        ("time", "10:00", "09:59", "23:30", "23:31"),
        (
            "date_time",
            "2027-06-05T10:00",
            "2027-06-05T09:59",
            "2027-06-05T10:00",
            "2027-06-05T10:01",
        ),
    ):
        yield violate(kind, "min", least, early, "formatMinimum")
        yield violate(kind, "max", most, late, "formatMaximum")
    yield violate("time", "step", 15, "10:20", "step")
    yield from _periods()
    wedding = {"path": "date", "rules": {"allow": ["date", "season"]}}
    for setting, day, keyword in (
        ("min", "2027-06-04", "formatMinimum"),
        ("max", "2027-06-06", "formatMaximum"),
    ):
        yield violate(
            "wedding_date",
            setting,
            "2027-06-05",
            {"date": day},
            keyword,
            inputs={"kind": ["date"], "date": [day]},
            **wedding,
        )
    yield violate(
        "wedding_date",
        "allow",
        ["date"],
        {"undecided": True},
        "additionalProperties",
        path="undecided",
        inputs={"kind": ["undecided"]},
    )
    yield violate(
        "wedding_date",
        "allow",
        ["season"],
        {"date": "2027-06-05"},
        "additionalProperties",
        path="date",
        inputs={"kind": ["date"], "date": ["2027-06-05"]},
    )
    yield violate(
        "wedding_date",
        "allow",
        ["date", "season"],
        {"season": "spring"},
        "required",
        path="year",
        inputs={"kind": ["season"], "season": ["spring"]},
    )
    yield violate(
        "wedding_date",
        "allow",
        ["season"],
        {"season": "monsoon", "year": 2027},
        "enum",
        path="season",
        inputs={"kind": ["season"], "season": ["monsoon"], "year": ["2027"]},
    )
    yield violate(
        "wedding_date",
        "allow",
        ["date", "undecided"],
        {"date": "2027-06-05", "undecided": True},
        "maxProperties",
    )


def _periods() -> Iterator[Violation]:
    def period(
        setting: str, limit: Any, start: str, end: str, keyword: str, path: str
    ) -> Violation:
        inputs = {"start": [start], "end": [end]}
        return violate(
            "date_range",
            setting,
            limit,
            {"start": start, "end": end},
            keyword,
            path=path,
            inputs=inputs,
        )

    yield period("", None, "2027-06-05", "2027-06-04", "in_order", "end")
    yield period("", None, "2027-06-05", "2027-06-31", "format", "end")
    yield period("min", "2027-06-05", "2027-06-04", "2027-06-09", "formatMinimum", "start")
    yield period("max", "2027-06-05", "2027-06-04", "2027-06-06", "formatMaximum", "end")
    yield period("min_days", 3, "2027-06-05", "2027-06-06", "min_days", "end")
    yield period("max_days", 3, "2027-06-05", "2027-06-08", "max_days", "end")
    yield violate(
        "date_range",
        "",
        None,
        {"start": "2027-06-05"},
        "required",
        path="end",
        inputs={"start": ["2027-06-05"]},
    )


def _people() -> Iterator[Violation]:
    home = {"line1": "1 Barn Lane", "town": "Bath", "postcode": "BA1 5LN", "country": "GB"}

    def address(
        setting: str, limit: Any, change: Mapping[str, str], keyword: str, path: str
    ) -> Violation:
        value = {key: text for key, text in {**home, **change}.items() if text}
        inputs = {key: [text] for key, text in value.items()}
        return violate("address", setting, limit, value, keyword, path=path, inputs=inputs)

    yield address("", None, {"postcode": "BA1"}, "format", "postcode")
    yield address("", None, {"postcode": ""}, "required", "postcode")
    yield address("", None, {"line1": ""}, "required", "line1")
    yield address("", None, {"line2": "x" * 201}, "maxLength", "line2")
    yield address("countries", ["GB", "IE"], {"country": "FR"}, "enum", "country")
    yield address("countries", ["GB", "FR"], {"postcode": "75001"}, "format", "postcode")
    yield address(
        "countries", ["FR", "HK"], {"country": "FR", "postcode": ""}, "required", "postcode"
    )
    yield violate(
        "person_name",
        "",
        None,
        {"family": "Jones"},
        "required",
        path="given",
        inputs={"family": ["Jones"]},
    )
    both = {"parts": ["name", "email"]}
    pair = {
        "partner1": {"name": "Anna", "email": "us@example.com"},
        "partner2": {"name": "Ben", "email": "US@example.com"},
    }
    inputs = {f"{who}-{part}": [text] for who, one in pair.items() for part, text in one.items()}
    yield violate(
        "couple",
        "different_emails",
        True,
        pair,
        "different_emails",
        rules=both,
        path="partner2.email",
        inputs=inputs,
    )
    alone = {"partner1": {"name": "Anna"}}
    yield violate(
        "couple",
        "parts",
        ["name"],
        alone,
        "required",
        path="partner2",
        inputs={"partner1-name": ["Anna"]},
    )
    some = {
        "partner1": {"name": "Anna", "phone": "12"},
        "partner2": {"name": "Ben", "phone": "07700 900123"},
    }
    yield violate(
        "couple",
        "parts",
        ["name", "phone"],
        some,
        "format",
        path="partner1.phone",
        inputs={f"{w}-{p}": [t] for w, one in some.items() for p, t in one.items()},
    )


def _agreements() -> Iterator[Violation]:
    typed = {"kind": "typed", "name": "Anna", "data": "Anna"}
    drawn = {"kind": "drawn", "name": "Anna", "data": [[[0, 0], [601, 5]]]}
    yield violate(
        "signature",
        "kinds",
        ["drawn"],
        typed,
        "enum",
        path="kind",
        inputs={"kind": ["typed"], "name": ["Anna"], "typed": ["Anna"]},
    )
    yield violate(
        "signature",
        "",
        None,
        drawn,
        "maximum",
        path="data.0.1.0",
        inputs={"kind": ["drawn"], "name": ["Anna"], "drawn": ["[[[0, 0], [601, 5]]]"]},
    )
    nameless = {"kind": "drawn", "data": [[[0, 0], [9, 5]]]}
    yield violate(
        "signature",
        "",
        None,
        nameless,
        "required",
        path="name",
        inputs={"kind": ["drawn"], "drawn": ["[[[0, 0], [9, 5]]]"]},
    )
    long = {**typed, "data": "x" * 201}
    yield violate(
        "signature",
        "",
        None,
        long,
        "maxLength",
        path="data",
        inputs={"kind": ["typed"], "name": ["Anna"], "typed": ["x" * 201]},
    )


def _files() -> Iterator[Violation]:
    for kind, one in (("file", A_FILE), ("image", A_PICTURE)):
        yield violate(kind, "max_size", 500, [one], "maximum", path="0.size")
        yield violate(kind, "max_files", 1, [one, one], "maxItems")
        yield violate(kind, "", None, [{**one, "sha256": "x"}], "pattern", path="0.sha256")
        yield violate(kind, "", None, [{**one, "id": "7"}], "format", path="0.id")
    yield violate("file", "accept", ["png"], [A_FILE], "enum", path="0.type")
    yield violate("image", "", None, [A_FILE], "enum", path="0.type")


def in_a_row(found: Violation) -> Violation:
    """The same violation inside a row of a repeat; its path then starts with `guests.0.`."""
    guests = {
        "key": "guests",
        "field_type": "group",
        "label": "Guests",
        "fields": [dict(found.field)],
    }
    row = {"_id": "a1"} if found.value is None else {"_id": "a1", found.field["key"]: found.value}
    path = f"0.{found.field['key']}" + (f".{found.path}" if found.path else "")
    return replace(found, field=guests, value=[row], path=path, inputs=None)
