"""The ways through the studio: its main sections, and the pages around one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import request
from flask_babel import LazyString, lazy_gettext

from wedforms.accounts.permissions import Permission
from wedforms.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link of the navigation: where it leads, its words, and who sees it.

    It is marked as the current one on its own page, at the addresses in `around`, and, where one of
    these ends with a slash, below it: also after a post that was not taken.
    """

    endpoint: str
    words: LazyString
    permission: Permission | None
    around: tuple[str, ...]

    @property
    def mark(self) -> str:
        """What `aria-current` says of it on the page that is shown; empty on other pages."""
        if request.endpoint == self.endpoint:
            return "page"
        here = str(request.url_rule or request.path)
        return "true" if any(_is_at(here, place) for place in self.around) else ""


def _is_at(here: str, place: str) -> bool:
    return f"{here}/".startswith(place) if place.endswith("/") else here == place


_FORM: Final = "/studio/forms/<uuid:form_id>"


#: In the bar of every page.
SECTIONS: Final[tuple[Way, ...]] = (
    Way(
        endpoint="studio.forms",
        words=lazy_gettext("Forms"),
        permission="look",
        around=("/studio/forms/", "/studio/answers/", "/studio/messages/"),
    ),
    Way(
        endpoint="studio.members",
        words=lazy_gettext("People"),
        permission="look",
        around=("/studio/members/",),
    ),
    Way(
        endpoint="studio.clients",
        words=lazy_gettext("Couples"),
        permission="look",
        around=("/studio/clients/",),
    ),
    Way(
        endpoint="studio.settings",
        words=lazy_gettext("Settings"),
        permission="manage",
        around=("/studio/settings/",),
    ),
    Way(
        endpoint="studio.account",
        words=lazy_gettext("Your account"),
        permission=None,
        around=("/studio/account/", "/studio/notifications/"),
    ),
)

#: On the pages of one form; each address takes `form_id`.
FORM_PAGES: Final[tuple[Way, ...]] = (
    Way(
        endpoint="studio.design",
        words=lazy_gettext("Design"),
        permission="design",
        around=(f"{_FORM}/design/",),
    ),
    Way(
        endpoint="studio.languages",
        words=lazy_gettext("Languages"),
        permission="design",
        around=(f"{_FORM}/languages/",),
    ),
    Way(
        endpoint="studio.publish",
        words=lazy_gettext("Publish"),
        permission="design",
        around=(f"{_FORM}/publish/",),
    ),
    Way(
        endpoint="studio.share",
        words=lazy_gettext("Share"),
        permission="look",
        around=(f"{_FORM}/share/",),
    ),
    Way(
        endpoint="studio.versions",
        words=lazy_gettext("Versions"),
        permission="look",
        around=(f"{_FORM}/versions/",),
    ),
    Way(
        endpoint="studio.answers",
        words=lazy_gettext("Answers"),
        permission="look",
        around=tuple(
            f"{_FORM}/{page}/" for page in ("answers", "exports", "summary", "board", "caterer")
        ),
    ),
    Way(
        endpoint="studio.messages",
        words=lazy_gettext("Messages"),
        permission="look",
        around=(f"{_FORM}/messages/", f"{_FORM}/remind/"),
    ),
)

#: On the pages of settings.
SETTINGS_PAGES: Final[tuple[Way, ...]] = (
    Way(
        endpoint="studio.settings",
        words=lazy_gettext("Business"),
        permission="manage",
        around=("/studio/settings",),
    ),
    Way(
        endpoint="studio.look",
        words=lazy_gettext("Look"),
        permission="manage",
        around=("/studio/settings/look",),
    ),
    Way(
        endpoint="studio.plan",
        words=lazy_gettext("Plan"),
        permission="manage",
        around=("/studio/settings/plan",),
    ),
)

#: Around the answers to one form; each address takes `form_id`.
RESULT_PAGES: Final[tuple[tuple[str, LazyString], ...]] = (
    ("studio.answers", lazy_gettext("List")),
    ("studio.summary", lazy_gettext("Summary")),
    ("studio.board", lazy_gettext("Board")),
    ("studio.exports", lazy_gettext("Export")),
)


def result_pages(form: Form) -> Iterator[tuple[str, LazyString]]:
    """The pages around the answers to a form; only an RSVP has a board."""
    is_rsvp = form.form_type == "rsvp"
    yield from (page for page in RESULT_PAGES if is_rsvp or page[0] != "studio.board")
