"""Values that no person types, in every part of every question: judged or refused, never a crash."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from markupsafe import escape

from tests.abuse.every_violation import neighbours
from tests.abuse.site import Site, assert_calm, opened
from tests.web.forms import field, form

HUGE = "9" * 5_000
VALUES = {
    "empty": "",
    "spaces": " \t\n\u3000\ufeff",
    "huge number": HUGE,
    "huge power": "1e999999999",
    "tiny power": "1e-999999999",
    "endless digits": "9" * 100_000,
    "endless fraction": "0." + "9" * 100_000,
    "not a number": "NaN",
    "endless": "-Infinity",
    "other digits": "١٢٣",
    "half": "½",
    "markup": "<script>alert(1)</script>",
    "closing": '</textarea></select>"><img src=x onerror=alert(1)>',
    "template": "{{ 7 * 7 }}{% for x in y %}",
    "merge": "{{right_text}}",
    "format": "%s%n{0.__class__}",
    "quotes": "'; DROP TABLE forms; --",
    "backwards": "\u202egnp.exe",
    "joined": "👩‍❤️‍👩" * 400,
    "combining": "e" + "\u0301" * 3_000,
    "long": "x" * 200_000,
    "lines": "a\r\nb\rc\u2028d",
    "path": "../../etc/passwd",
    "address": "javascript:alert(1)",
    "year zero": "0000-00-00",
    "far year": "99999-12-31",
    "clock": "24:00:60",
    "json list": "[" * 5_000,
    "json endless": '{"id": "a", "name": "b", "size": Infinity}',
    "json number": '{"id": "a", "name": "b", "size": 1e999999999}',
    "json power": "[[[1e999999999, 0]]]",
    "json endless power": "[[[1e99999999999999999999, 0]]]",
    "json tiny power": '{"id": "a", "name": "b", "size": 1e-99999999999999999999}',
    "json endless digits": '{"size": ' + "9" * 100_000 + "}",
    "json twice": '{"id": 1, "id": 2}',
    "json wrong": '{"id": [], "name": {}, "size": "x"}',
    "json text": '"text"',
}
#: Parts that some question reads; every question gets all of them.
PARTS = (
    "other", "kind", "name", "typed", "drawn", "uploaded", "file", "date", "time", "season",
    "year", "start", "end", "line1", "town", "postcode", "country", "given", "family", "day",
    "partner1-name", "partner2-email", "_rows", "-", "a1-name", "__class__",
)  # fmt: skip
#: Choices that make other parts count.
KINDS = (
    {},
    {"right_wedding_date-kind": "season", "right_signature-kind": "drawn"},
    {"right_wedding_date-kind": "date", "right_signature-kind": "file"},
    {"right_single_choice": "other", "right_signature-kind": "typed"},
)
#: Values from here on are tried where they do most harm, or the page would be too large.
LARGE = 1_000
TAKING_LARGE = ("right_number", "right_file", "right_text")
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    cited = " ".join(f"{{{{{one['key']}}}}}" for one in neighbours())
    fields = [
        *neighbours(),
        {"key": "right_file", "field_type": "file", "label": "File"},
        {"key": "right_image", "field_type": "image", "label": "Image"},
        {"key": "clause", "field_type": "clause", "label": "All", "content": f"<p>{cited}</p>"},
    ]
    form = {"name": "Anything", "form_type": "questionnaire", "fields": fields}
    return site.publish({**form, "settings": {"review": False}})


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_any_value_anywhere_is_answered_calmly(site, address, value):
    own = opened(site, address)
    for inputs in everywhere(value):
        response = site.post(address, {**own, **inputs, "_action": "save"})
        assert_calm(response)
        assert response.status_code == 303
        look_everywhere(site, response.headers["Location"].partition("?")[0], own)


def everywhere(value: str) -> Iterator[dict[str, str]]:
    """Inputs that bring the value to every place where something is read."""
    keys = [*(one["key"] for one in neighbours()), "right_file", "right_image"]
    yield dict.fromkeys(keys if len(value) < LARGE else TAKING_LARGE, value)
    if len(value) < LARGE:
        for kinds in KINDS:
            yield {f"{key}-{part}": value for key in keys for part in PARTS} | kinds


def look_everywhere(site: Site, draft: str, own: dict[str, str]) -> None:
    """The draft's page, its review, and what comes of sending it."""
    sent = site.post(draft, {**own, "_page": "review", "_action": "submit"})
    assert sent.status_code in (303, 422)
    looked = (f"{draft}?page=review", draft) if sent.status_code == 422 else ()
    for response in (sent, *map(site.client.get, looked)):
        assert_calm(response)
        assert response.status_code == (200 if response is not sent else sent.status_code)
        said = response.get_data(as_text=True)
        assert "<script>alert" not in said
        assert "<img src=x" not in said


@pytest.mark.parametrize(
    ("sent", "status", "kept"),
    [("a%00b", 400, []), ("%ed%a0%80", 303, ["%ED%A0%80"]), ("%ff%fe", 303, ["%FF%FE"])],
)
def test_what_cannot_be_stored_is_refused_or_kept_readable(site, address, sent, status, kept):
    before = len(site.drafts(address))
    own = "&".join(f"{name}={value}" for name, value in opened(site, address).items())
    body = f"{own}&_action=save&right_text={sent}"
    response = site.client.post(address, data=body, content_type=FORM)
    assert_calm(response)
    assert response.status_code == status
    made = site.drafts(address)[before:]
    assert [one["draft_data"]["right_text"]["v"] for one in made] == [[text] for text in kept]


MARKUP = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{{right_text}}",
    "javascript:alert(1)",
)


@pytest.mark.parametrize("value", MARKUP)
def test_markup_that_was_sent_is_shown_as_the_words_it_is(site, value):
    address = site.publish(
        form(
            field("who"),
            field("story", "long_text"),
            field("meal", "single_choice", options=[{"value": "veg", "label": "Vegetarian"}],
                  validation_rules={"other": True}),
            field("said", "clause", "All", content="<p>{{who}} {{story}} {{meal}}</p>"),
            settings={"review": False},
        )
    )  # fmt: skip
    typed = {"who": value, "story": f"{value}\n{value}", "meal": "other", "meal-other": value}
    sent = site.post(address, {**opened(site, address), **typed, "_action": "submit"})
    assert sent.status_code == 303
    shown = site.client.get(sent.headers["Location"])
    said = shown.get_data(as_text=True)
    assert str(escape(value)) in said
    harmful = ("<script>alert", "<img src=x", 'href="javascript:')
    assert [word for word in harmful if word in said] == []
