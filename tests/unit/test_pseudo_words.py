"""No word of a mail, a paper or a message of validation escapes translation."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest

from scripts.catalogues import ROOT, sources
from tests.documents.samples import LETTERHEAD, paper, sample
from tests.pseudo import LANGUAGE, OURS, escaped, escaped_words, in_marks, pseudo, supplied
from tests.published import answers_to, definition_of
from tests.unit.demo.forms import CHARGING
from wedforms.accounts.tiers import FREE, TIERS
from wedforms.documents.template import document_html
from wedforms.files.errors import _WORDS
from wedforms.formspec import wording
from wedforms.formspec.reading import read_definition
from wedforms.formspec.translated import spoken_in
from wedforms.formspec.wording import Sentence
from wedforms.lib.catalogues import translator
from wedforms.messaging.compose import _environment, compose_letter
from wedforms.messaging.copies import copy_of
from wedforms.messaging.letterhead import Letterhead
from wedforms.messaging.letters import Letter

__all__ = ["pseudo"]

AT: Final = datetime(2027, 6, 5, 13, 2, tzinfo=UTC)
ADDRESS: Final = "https://forms.example/s/x"
ACCOUNT: Final = ("password", "passkey", "no-passkey", "address")
LINKS: Final = ("verify_email", "reset_password", "change_email", "invitation")
LINE: Final = {"address": ADDRESS, "at": AT, "is_change": True}
NAMES: Final = {"form": "⦃Your day⦄", "label": "⦃Ana⦄", "reply": "⦃Done⦄", "wanted": "⦃Three⦄"}
PLAN: Final = {
    "used": 80,
    "most": 100,
    "tier": "⦃Grand⦄",
    "ends_on": AT.date(),
    "free": TIERS[FREE],
}
#: What a paper prints as it is: the supplier's own, the browser's, and the name of a zone.
PRINTED: Final = (
    LETTERHEAD.email,
    "ivyandlark.example",
    "Mozilla/5.0 (iPhone) Safari",
    "Ora del meridiano di Greenwich",
)
#: Every state of each mail; `is_` and `may_` are tried both ways.
MAILS: Final[list[tuple[str, dict[str, Any]]]] = [
    *(("account_changed", {"change": one}) for one in ACCOUNT),
    *(("account_link", {"purpose": one, "organization": "⦃Ivy⦄"}) for one in LINKS),
    ("change_answered", {}),
    ("change_asked", {}),
    ("confirmation", {"number": "2027-0001"}),
    (
        "digest",
        {"count": 2, "until": AT, "forms": [{"form": "⦃Your day⦄", "count": 2, "answers": [LINE]}]},
    ),
    ("notification", {}),
    ("personal_link", {"until": AT}),
    *(("plan", {"about": one, **PLAN}) for one in ("short", "gone", "trial")),
    ("reminder", {"until": AT}),
]
STATES: Final = (
    "is_late",
    "is_made",
    "may_reply",
    "is_change",
    "is_whole",
    "is_repeat",
    "may_change",
)
pytestmark = pytest.mark.usefixtures("pseudo")


@pytest.fixture(autouse=True)
def _composed_anew(pseudo):
    """Templates hold on to the words they were loaded with."""
    _environment.cache_clear()
    yield
    _environment.cache_clear()


@pytest.mark.parametrize("yes", [True, False])
@pytest.mark.parametrize(("template", "more"), MAILS)
def test_a_mail_says_everything_in_the_readers_language(
    template: str, more: dict[str, Any], yes: bool
):
    spoken = spoken_in(read_definition(supplied(definition_of("rsvp"))), LANGUAGE)
    answers = answers_to("rsvp")
    facts = {
        "zone": "Europe/London", "address": ADDRESS, "choose": ADDRESS, "number": "",
        **NAMES, **dict.fromkeys(STATES, yes), **more,
        "parts": copy_of(spoken, answers).parts,
    }  # fmt: skip
    letter = Letter(template=template, recipient="a@example.com", facts=facts, locale=LANGUAGE)
    made = compose_letter(letter, Letterhead(name="⦃Ivy⦄", imprint="⦃Ivy, Bath⦄"))
    typed = [one for row in answers["guests"] for one in row.values() if isinstance(one, str)]
    known = (*sorted(typed, key=len, reverse=True), answers["message"], "You and yours")
    assert OURS[0] in made.text
    assert escaped(made.html, *known) == []
    assert escaped_words(f"{made.subject}\n{made.text}", *known) == []
    assert "5 giugno 2027, 14:02" in made.text or not {"until", "forms"} & {*more}


def test_no_mail_is_left_out():
    folders = {one.parent.name for one in (ROOT / "templates/emails").glob("*/subject.txt")}
    assert folders == {template for template, _ in MAILS} | {"note"}  # whose words are all facts


@pytest.mark.parametrize("slug", CHARGING)
@pytest.mark.parametrize("vat_number", [LETTERHEAD.vat_number, ""])
def test_a_paper_says_everything_in_the_readers_language(slug: str, vat_number: str):
    own = sample(slug)
    spoken = spoken_in(read_definition(supplied(definition_of(slug))), LANGUAGE)
    form = replace(own, definition=spoken, locale=LANGUAGE)
    page = document_html(paper(form, replace(LETTERHEAD, vat_number=vat_number)), {})
    assert page.count(OURS[0]) > 20
    theirs = _known([LETTERHEAD.legal_name, LETTERHEAD.name, LETTERHEAD.address])
    typed = _known(own.answers)
    assert escaped(page, *theirs, *PRINTED, *typed) == []


def _known(answers: Any) -> list[str]:
    if isinstance(answers, dict):
        answers = list(answers.values())
    if isinstance(answers, list | tuple):
        return sorted((one for inner in answers for one in _known(inner)), key=len, reverse=True)
    return [answers] if isinstance(answers, str) and answers else []


def test_every_message_of_validation_and_every_refusal_of_a_file_is_translated():
    found = [*_sentences(vars(wording)), *_WORDS.values()]
    assert len(found) > 80
    said = translator(LANGUAGE)
    for one in found:
        assert said.gettext(one.one) == in_marks(one.one) or one.many, one
        assert not one.many or said.ngettext(one.one, one.many, 1) == in_marks(one.one)
        assert not one.many or said.ngettext(one.one, one.many, 5) == in_marks(one.many)


def _sentences(values: dict[str, Any]) -> list[Sentence]:
    found = [one for one in values.values() if isinstance(one, Sentence)]
    tables = [one for name, one in values.items() if name.isupper() and isinstance(one, dict)]
    return found + [one for table in tables for one in table.values() if isinstance(one, Sentence)]


class _Bare(HTMLParser):
    """Words that a template holds outside of every expression."""

    SAID: Final = frozenset({"alt", "title", "placeholder", "aria-label"})

    def __init__(self, template: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._styles = False
        self.feed(re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._styles = tag == "style"
        self.found += [value or "" for name, value in attrs if name in self.SAID]

    def handle_data(self, data: str) -> None:
        if not self._styles:
            self.found.append(data)


#: The beginning of an address, and tags that stand in two halves of an `if`.
BARE: Final = {"https://"}


@pytest.mark.parametrize(
    "path",
    [path for method, path in sources() if method == "jinja2" and path.suffix in (".html", ".txt")],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_a_template_holds_no_word_that_is_not_translated(path: Path):
    words = [one for one in _Bare(path.read_text()).found if re.search(r"[^\W\d_]{2,}", one)]
    assert {one.strip() for one in words if '="' not in one and one.strip() != "hidden>"} <= BARE
