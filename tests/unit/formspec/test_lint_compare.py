"""Advice on a definition, and the differences between two versions of one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.factories.fields import OPTIONS, plain_field, plain_form
from wedforms.formspec.compare import compare
from wedforms.formspec.lint import lint
from wedforms.formspec.reading import read_definition

#: When these forms are looked at.
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
TEXT = plain_field("text", key="a")


#: Forms of these tests ask no address unless a test is about it.
NO_COPY = {"confirmation_mail": False}


def advice(*fields: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    settings = {**NO_COPY, **more.pop("settings", {})}
    found = lint(read_definition(plain_form(*fields, **more, settings=settings)), now=NOW)
    assert all(problem.severity == "warning" and problem.message for problem in found)
    return [(problem.path, problem.keyword) for problem in found]


ADVISED = [
    ([{**TEXT, "label": ""}], {}, [("a", "label")]),
    ([{"key": "c", "field_type": "clause", "content": "x"}, TEXT], {}, [("c", "label")]),
    ([{"key": "c", "field_type": "clause", "content": "x", "validation_rules": {"number": False}}, TEXT], {}, []),
    ([TEXT, {"key": "h", "field_type": "heading"}], {}, [("h", "label")]),
    ([TEXT, {"key": "d", "field_type": "divider"}], {}, []),
    ([{"key": "d", "field_type": "divider"}], {}, [("", "fields")]),
    ([TEXT], {"rules": [{"when": "true", "message": "No"}]}, [("rules.0.when", "when")]),
    ([TEXT], {"rules": [{"when": "true", "message": "No", "severity": "warning"}]}, []),
    ([TEXT], {"rules": [{"when": 'a = "x" and a = "y"', "message": "No"}]}, [("rules.0.when", "when")]),
    ([TEXT, plain_field("text", required_if="false")], {}, [("it", "required_if")]),
    (
        [TEXT], {"settings": {"closes_at": "2027-06-01T10:00Z", "due_at": "2027-07-01T10:00+01:00",
                              "locks_at": "2027-05-01T10:00Z"}},
        [("settings.due_at", "due_at")],
    ),
    ([TEXT], {"settings": {"closes_at": "2027-06-01T10:00Z", "locks_at": "2027-06-01T10:00+01:00"}}, []),
    ([TEXT], {"settings": {"closes_at": "2027-06-01T10:00Z", "due_at": "add_days(today(), 5)"}}, []),
    ([TEXT], {"settings": {"closes_at": "2020-01-01T10:00Z"}}, [("settings.closes_at", "closes_at")]),
    ([TEXT], {"settings": {"closes_at": "2026-11-27T12:00Z"}}, [("settings.closes_at", "closes_at")]),
    ([TEXT], {"settings": {"closes_at": "2026-11-27T12:01Z"}}, []),
    ([TEXT], {"settings": {"closes_at": "0001-01-01T00:00Z"}}, [("settings.closes_at", "closes_at")]),
    ([TEXT], {"settings": {"closes_at": "add_days(today(), -1)"}}, [("settings.closes_at", "closes_at")]),
    ([TEXT], {"settings": {"closes_at": "today()"}}, []),
    ([plain_field("text", visible_if="false")], {}, [("it", "visible_if")]),
    ([TEXT, plain_field("text", visible_if='a = "x" and null')], {}, [("it", "visible_if")]),
    ([TEXT, plain_field("text", visible_if="a = 5")], {}, [("it.visible_if", "type")]),
    ([TEXT, plain_field("text", required_if='a = "x"', validation_rules={"required": True})], {}, [("it", "required_if")]),
    ([TEXT, plain_field("text", locked_if='a = "x"')], {}, [("it", "locked_if")]),
    ([plain_field("dropdown", options=[{**OPTIONS[0], "visible_if": "false"}])], {}, [("it.options.0", "visible_if")]),
    ([plain_field("dropdown", options=[{**OPTIONS[0], "disabled_if": "true"}])], {}, [("it.options.0", "disabled_if")]),
    ([plain_field("dropdown", options=[OPTIONS[0], {"value": "z", "label": "apple"}])], {}, [("it.options.1", "label")]),
    (
        [plain_field("dropdown"), plain_field("text", key="b", visible_if='it = "zz"')],
        {}, [("b.visible_if", "unknown_option"), ("b", "visible_if")],
    ),
    ([{"key": "c", "field_type": "clause", "label": "C", "content": "{{a}} {{b}}"}, TEXT], {}, [("c", "merge")]),
    (
        [{"key": "c", "field_type": "clause", "label": "C", "content": "{{inner}}"}, plain_field("group")],
        {}, [("c", "merge")],
    ),
    ([{**TEXT, "writes_to": "client.venue"}], {}, []),
    ([{**TEXT, "writes_to": "client.shoe_size"}], {}, [("a", "writes_to")]),
    ([{**TEXT, "writes_to": "client.email"}], {}, [("a", "writes_to")]),
    (
        [{**TEXT, "writes_to": "client.venue", "sensitive": True}], {"settings": {"retention_days": 9}},
        [("a", "writes_to")],
    ),
    (
        [plain_field("group", fields=[{**TEXT, "writes_to": "client.venue"}])],
        {}, [("it.a", "writes_to")],
    ),
    ([TEXT], {"settings": {"makes_client": True}}, [("settings.makes_client", "makes_client")]),
    ([plain_field("email", writes_to="client.email")], {"settings": {"makes_client": True}}, []),
    ([TEXT, plain_field("hidden")], {}, [("it", "prefill")]),
    ([TEXT, plain_field("hidden")], {"settings": {"prefill": ["it"]}}, []),
    ([plain_field("group", max_rows=3, fields=[TEXT, plain_field("hidden", key="seat")])], {"settings": {"prefill": ["it"]}}, []),
    (
        [plain_field("matrix", translations={"fr": {"label": "Ça"}})], {"settings": {"languages": ["fr"]}},
        [(f"it.{name}.{at}.label", "translations") for name in ("rows", "columns") for at in (0, 1)]
        + [("name", "translations")],
    ),
    ([plain_field("text", sensitive=True)], {}, [("settings.retention_days", "retention_days")]),
    (
        [plain_field("text", translations={"fr": {"label": "Ça"}})],
        {"settings": {"languages": ["fr", "de"]}},
        [("name", "translations"), ("it.label", "translations"), ("name", "translations")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "more", "expected"), ADVISED)
def test_what_is_hardly_meant_is_told(fields, more, expected):
    assert advice(*fields, **more) == expected


def test_charges_with_the_same_words_miss_their_translation_once():
    lines = [{"label": "Album", "amount": str(one), "vat": "S20"} for one in (100, 200)]
    settings = {"languages": ["fr"], "lines": lines}
    told = advice(TEXT, settings=settings)
    missing = [path for path, keyword in told if keyword == "translations"]
    assert missing == ["a.label", "name", "settings.lines.0.label"]


TABLE = {"months": {"keys": ["month"], "rows": [["6", "about 21:30"]]}}


@pytest.mark.parametrize(
    ("formula", "more", "tables", "is_told"),
    [
        ('if(a = "x", "Yes, gladly", "-")', {}, {}, True),
        ('lookup("months", a)', {}, TABLE, True),
        ('if(a = "x", a, "–")', {}, {}, False),
        ('"Yes, gladly"', {"show": False}, {}, False),
    ],
)
def test_words_that_a_formula_makes_are_in_no_translation(formula, more, tables, is_told):
    worked_out = {"key": "w", "field_type": "calculation", "label": "W", "value": formula}
    rules = {"validation_rules": {"result": "text", **more}}
    form = {"settings": {"languages": ["fr"]}, "tables": tables}
    told = advice(TEXT, {**worked_out, **rules}, **form)
    assert (("w", "value") in told) is is_told
    assert ("w", "value") not in advice(TEXT, {**worked_out, **rules}, tables=tables)


def test_since_when_a_form_is_closed_is_said_by_the_days_of_its_zone():
    settings = {**NO_COPY, "closes_at": "2019-12-31T23:30Z", "time_zone": "Europe/Berlin"}
    [told] = lint(read_definition(plain_form(TEXT, settings=settings)), now=NOW)
    assert told.message == "This form is closed since 1 January 2020: nobody can answer it."


def test_a_contract_has_signers_and_a_total():
    raw = {**plain_form(TEXT, settings=NO_COPY), "form_type": "contract"}
    assert [p.path for p in lint(read_definition(raw), now=NOW)] == [
        "settings.total",
        "settings.signers",
    ]


def test_no_contract_leads_away_from_its_document():
    leading = {"redirect_url": "https://example.com/", "total": "b", "signers": SIGNERS}
    raw = plain_form(TEXT, settings={**NO_COPY, **leading})
    raw["fields"].append(plain_field("calculation", key="b"))
    found = lint(read_definition({**raw, "form_type": "contract"}), now=NOW)
    assert [problem.path for problem in found] == ["settings.redirect_url"]


COPY = {"confirmation_mail": True}


@pytest.mark.parametrize(
    ("field", "is_told"),
    [
        (TEXT, True),
        (plain_field("couple"), True),
        (plain_field("couple", validation_rules={"parts": ["name", "email"]}), False),
        (plain_field("email"), False),
        (plain_field("group", fields=[plain_field("email", key="inner")]), True),
    ],
    ids=["text", "names", "names and addresses", "address", "addresses of guests"],
)
def test_a_copy_that_nobody_can_get_is_told(field, is_told):
    told = [("settings.confirmation_mail", "confirmation_mail")] if is_told else []
    assert advice(field, settings=COPY) == told
    assert advice(field, settings={"confirmation_mail": None}) == told
    assert advice(field, settings=NO_COPY) == []


SIGNERS = [{"role": "Partner", "group": 1, "name": "a", "email": "a"}]


def rows(least: object, *fields: dict[str, Any], key: str = "outer") -> dict[str, Any]:
    return plain_field("group", key=key, min_rows=least, fields=list(fields))


@pytest.mark.parametrize(
    ("group", "is_told"),
    [
        (rows(300, *(plain_field("text", key=f"t{n}") for n in range(66))), False),
        (rows(300, *(plain_field("text", key=f"t{n}") for n in range(67))), True),
        (rows(300, *(plain_field("address", key=f"a{n}") for n in range(12))), True),
        (rows(100, rows(100, plain_field("couple"), key="inner")), True),
        (rows(100, rows("count(outer)", plain_field("couple"), key="inner")), False),
    ],
    ids=["just fits", "one too many", "parts count", "nested", "unknown"],
)
def test_rows_that_no_page_can_send_are_told(group, is_told):
    assert advice(group) == ([("outer", "min_rows")] if is_told else [])


def changes(
    old: list[dict[str, Any]], new: list[dict[str, Any]], **more: Any
) -> list[tuple[Any, ...]]:
    before, after = (read_definition(plain_form(*fields)) for fields in (old, new))
    if more:
        after = read_definition(plain_form(*new, **more))
    return [
        (each.kind, each.path, each.what, each.affects_answers) for each in compare(before, after)
    ]


CHOICE = plain_field("dropdown", key="c")
GROUP = plain_field("group", key="g", fields=[TEXT])
COMPARED = [
    ([TEXT], [TEXT], []),
    ([TEXT], [{**TEXT, "label": "B"}], [("words", "a", "label", False)]),
    ([TEXT, CHOICE], [TEXT], [("removed", "c", "", True)]),
    ([TEXT], [TEXT, CHOICE], [("added", "c", "", False)]),
    ([TEXT], [TEXT, {**CHOICE, "validation_rules": {"required": True}}], [("added", "c", "", True)]),
    ([TEXT], [{**TEXT, "field_type": "long_text"}], [("type", "a", "", True)]),
    ([TEXT, GROUP | {"fields": [CHOICE]}], [GROUP | {"fields": [TEXT, CHOICE]}], [("moved", "g.a", "", True)]),
    ([TEXT], [{**TEXT, "validation_rules": {"required": True}}], [("required", "a", "required", True)]),
    ([{**TEXT, "validation_rules": {"required": True}}], [TEXT], [("required", "a", "required", False)]),
    ([TEXT], [{**TEXT, "validation_rules": {"max_length": 5}}], [("settings", "a", "max_length", True)]),
    ([TEXT], [{**TEXT, "validation_rules": {"placeholder": "x"}}], [("settings", "a", "placeholder", False)]),
    ([TEXT, CHOICE], [TEXT, {**CHOICE, "visible_if": 'a = "x"'}], [("condition", "c", "visible_if", True)]),
    ([CHOICE], [{**CHOICE, "options": OPTIONS[:2]}], [("option_removed", "c", "options.c", True)]),
    (
        [CHOICE], [{**CHOICE, "options": [*OPTIONS, {"value": "d", "label": "Date"}]}],
        [("option_added", "c", "options.d", False)],
    ),
    (
        [CHOICE], [{**CHOICE, "options": [{**OPTIONS[0], "price": 7}, *OPTIONS[1:]]}],
        [("option_changed", "c", "options.a", True)],
    ),
    (
        [CHOICE], [{**CHOICE, "options": [{**OPTIONS[0], "label": "Pear"}, *OPTIONS[1:]]}],
        [("option_changed", "c", "options.a", False)],
    ),
    ([TEXT, CHOICE], [CHOICE, TEXT], [("order", "", "", False)]),
    ([GROUP | {"fields": [TEXT, CHOICE]}], [GROUP | {"fields": [CHOICE, TEXT]}], [("order", "g", "", False)]),
    ([CHOICE], [{**CHOICE, "options": OPTIONS[::-1]}], [("option_order", "c", "options", False)]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), COMPARED)
def test_a_change_is_told_with_whether_started_answers_feel_it(old, new, expected):
    assert changes(old, new) == expected


def test_changes_of_the_form_are_told():
    rule = {"when": 'a = "x"', "message": "No."}
    told = changes([TEXT], [TEXT], rules=[rule], locale="fr", settings={"currency": "EUR"})
    assert told == [
        ("form", "", "locale", False),
        ("form", "", "settings.currency", True),
        ("form", "", "rules", True),
    ]
