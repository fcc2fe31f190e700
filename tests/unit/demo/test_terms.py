"""What the demo's forms say to people about keeping their answers is what their settings do."""

from __future__ import annotations

import pytest

from tests.published import definition_file
from wedforms.formspec.jsontext import parse_json


@pytest.mark.parametrize(
    ("slug", "words", "term"),
    [
        (
            "rsvp",
            "Everything you answer here is deleted 60 days after the wedding.",
            {"retention_days": 60, "retention_of": "everything", "event_date": "wedding_day"},
        ),
        (
            "lead-enquiry",
            "We keep what you write here for a year",
            {"retention_days": 365, "retention_of": "everything", "retention_from": "sending"},
        ),
    ],
)
def test_words_and_settings_agree(slug, words, term):
    text = definition_file(slug).read_text(encoding="utf-8")
    assert words in text
    assert parse_json(text)["settings"].items() >= term.items()
