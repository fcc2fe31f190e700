"""Where people meet the calm pages that tell of trouble, and the forms that lead to them.

`{name}` stands for an id or a secret of the furnished site, as in `tests/browser/pages.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from babel.support import Translations

from tests.browser.furnished import Furnished, office_of
from tests.published import Office
from tests.web.forms import form, required
from wedforms.forms.exchange import import_form
from wedforms.forms.find import published_form
from wedforms.forms.links import make_personal_link, open_personal_link, revoke_link
from wedforms.forms.publish import publish_form
from wedforms.forms.shelve import delete_form
from wedforms.formspec.reading import read_definition
from wedforms.lib.places import templates_folder, translations_folder
from wedforms.submissions.draft import find_draft, start_draft

_NOWHERE: Final = "00000000-0000-7000-8000-000000000000"
_PAST: Final = "2020-01-01T00:00:00Z"
#: The forms that nobody can fill in any more, or not yet, or that lead to trouble: their settings.
_FORMS: Final[Mapping[str, dict[str, Any]]] = {
    "open-day": {"closes_at": _PAST},
    "last-place": {"capacity": 1},
    "taken-down": {},
    "unpublished": {},
    "short": {"review": True},
    "paper": {},
}
_UNKNOWN: Final = "x" * 43
_TITLE: Final = re.compile(r'block happened %}{{ _\("(.+?)"\) }}{% endblock')


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A calm page; where it answers a post, what `given` is posted to `action` from the page `way`."""

    template: str
    way: str
    status: int
    action: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


def _met(template: str, status: int, *ways: str) -> list[Trouble]:
    return [Trouble(template=template, status=status, way=way) for way in ways]


#: What couples and guests meet, each in two languages.
PUBLIC_TROUBLES: Final = (
    *_met("unknown", 404, "/nothing/at/all", "/f/nobody/nothing", "/e/nobody/nothing"),
    *_met("unknown", 404, "/f/ivy-and-lark/nothing", "/e/ivy-and-lark/nothing"),
    *_met("draft", 404, "/f/ivy-and-lark/unpublished"),
    *_met("closed", 403, "/f/ivy-and-lark/open-day", "/e/ivy-and-lark/open-day"),
    *_met("full", 409, "/f/ivy-and-lark/last-place", "/e/ivy-and-lark/last-place"),
    *_met("deleted", 410, "/f/ivy-and-lark/taken-down", "/e/ivy-and-lark/taken-down"),
    *_met("ended", 404, "/p/ivy-and-lark/{expired}", "/p/ivy-and-lark/{revoked}"),
    *_met("ended", 404, f"/p/ivy-and-lark/{_UNKNOWN}", f"/s/ivy-and-lark/{_UNKNOWN}"),
    *_met("ended", 404, f"/d/ivy-and-lark/{_UNKNOWN}"),
    Trouble(
        template="too_large",
        way="/f/ivy-and-lark/rsvp",
        status=413,
        action="/f/ivy-and-lark/rsvp",
        given={"message": "x" * 3_000_000},
    ),
    Trouble(
        template="unreadable",
        way="/f/ivy-and-lark/rsvp",
        status=400,
        action="/f/ivy-and-lark/rsvp",
        given={"_attempt": "garbled"},
    ),
    Trouble(
        template="unstorable",
        way="/f/ivy-and-lark/rsvp",
        status=400,
        action="/f/ivy-and-lark/rsvp",
        given={"message": "\0"},
    ),
    Trouble(
        template="locked",
        way="/f/ivy-and-lark/inspiration",
        status=403,
        action="/s/ivy-and-lark/{sent_inspiration}/change",
    ),
    Trouble(
        template="answered",
        way="/f/ivy-and-lark/short",
        status=410,
        action="/d/ivy-and-lark/{draft_sent}/files/picture",
    ),
)

#: What suppliers meet.
STUDIO_TROUBLES: Final = (
    *_met("ended", 404, f"/studio/reset/{_UNKNOWN}", f"/studio/join/nobody/{_UNKNOWN}"),
    *_met("unknown", 404, "/studio/nothing", f"/studio/forms/{_NOWHERE}/design"),
    *_met("unknown", 404, f"/studio/clients/{_NOWHERE}", f"/studio/messages/{_NOWHERE}"),
    Trouble(
        template="unreadable",
        way="/studio/account",
        status=400,
        action="/studio/sign-out",
        given={"csrf_token": "none"},
    ),
    Trouble(
        template="too_large",
        way="/studio/clients/new",
        status=413,
        action="/studio/clients/new",
        given={"notes": "x" * 3_000_000},
    ),
    Trouble(
        template="unstorable",
        way="/studio/forms/import",
        status=400,
        action="/studio/forms/import/make",
        given={"definition": "\0"},
    ),
)


def title_of(template: str, *, language: str) -> str:
    """What a calm page says happened, in this language."""
    source = (templates_folder() / "errors" / f"{template}.html").read_text(encoding="utf-8")
    found = _TITLE.search(source)
    assert found, template
    return str(Translations.load(translations_folder(), [language]).gettext(found[1]))


@contextmanager
def ended_forms(made: Furnished) -> Iterator[Office]:
    """Forms, links and drafts of the photographer that have come to their end, or not begun."""
    with office_of(made) as office:
        for slug, settings in _FORMS.items():
            _make(office, slug, settings)
        office.send("last-place", {"name": "Zoë"})
        made.named |= {
            "expired": _link(office, days=-1),
            "revoked": _revoked(office),
            "draft_sent": _draft(office, is_sent=True),
            "draft_whole": _draft(office, is_sent=False),
        }
        yield office


def _make(office: Office, slug: str, settings: Mapping[str, Any]) -> None:
    asked = form(
        required("name", label="Your name"),
        name=slug,
        form_type="contract" if slug == "paper" else "questionnaire",
        settings={"review": False, "languages": ["ar"], **settings},
    )
    with office.work() as session:
        kept = import_form(session, read_definition(asked), slug=slug)
        if slug != "unpublished":
            publish_form(session, kept)
        if slug == "taken-down":
            delete_form(session, kept.id)


def _link(office: Office, *, days: int) -> str:
    with office.work() as session:
        return make_personal_link(
            session,
            form_id=published_form(session, "short").form_id,
            prefill={},
            label="The Okafor family",
            expires_at=office.now + timedelta(days=days),
        )


def _revoked(office: Office) -> str:
    secret = _link(office, days=1)
    with office.work() as session:
        link = open_personal_link(session, secret, now=office.now)
        revoke_link(session, link.id, now=office.now)
    return secret


def _draft(office: Office, *, is_sent: bool) -> str:
    """A draft with everything in it, perhaps sent meanwhile."""
    with office.work() as session:
        found = published_form(session, "short")
        inputs = {"name": ["Zoë"]}
        secret = start_draft(session, form=found, inputs=inputs, who="", now=office.now)
        draft = find_draft(session, secret, now=office.now)
    if is_sent:
        office.send("short", {"name": "Zoë"}, draft_id=draft.id)
    return secret
