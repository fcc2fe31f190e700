"""The ways through the studio: its main sections, and the pages around one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext

from wedforms.accounts.permissions import Permission
from wedforms.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link of the navigation: where it leads, its words, and who sees it.

    It is marked as the current one on its own page and on those named in `around`.
    """

    endpoint: str
    words: LazyString
    permission: Permission | None
    around: frozenset[str] = frozenset()


#: In the bar of every page.
SECTIONS: Final[tuple[Way, ...]] = (
    Way(
        endpoint="studio.forms",
        words=lazy_gettext("Forms"),
        permission="look",
        around=frozenset({"studio.deleted_forms"}),
    ),
    Way(endpoint="studio.members", words=lazy_gettext("People"), permission="look"),
    Way(
        endpoint="studio.clients",
        words=lazy_gettext("Couples"),
        permission="look",
        around=frozenset(
            {
                "studio.client",
                "studio.new_client",
                "studio.edit_client",
                "studio.client_data",
                "studio.diary",
            }
        ),
    ),
    Way(
        endpoint="studio.settings",
        words=lazy_gettext("Settings"),
        permission="manage",
        around=frozenset({"studio.look", "studio.plan"}),
    ),
    Way(endpoint="studio.account", words=lazy_gettext("Your account"), permission=None),
)

#: On the pages of one form; each address takes `form_id`.
FORM_PAGES: Final[tuple[Way, ...]] = (
    Way(endpoint="studio.design", words=lazy_gettext("Design"), permission="design"),
    Way(
        endpoint="studio.languages",
        words=lazy_gettext("Languages"),
        permission="design",
        around=frozenset({"studio.translate"}),
    ),
    Way(endpoint="studio.publish", words=lazy_gettext("Publish"), permission="design"),
    Way(
        endpoint="studio.share",
        words=lazy_gettext("Share"),
        permission="look",
        around=frozenset(
            {
                "studio.codes",
                "studio.share_site",
                "studio.allow_site",
                "studio.share_links",
                "studio.invite_people",
                "studio.share_link",
                "studio.share_filled",
                "studio.fill_in_link",
            }
        ),
    ),
    Way(
        endpoint="studio.versions",
        words=lazy_gettext("Versions"),
        permission="look",
        around=frozenset({"studio.version_difference"}),
    ),
    Way(
        endpoint="studio.answers",
        words=lazy_gettext("Answers"),
        permission="look",
        around=frozenset({"studio.exports", "studio.summary", "studio.board", "studio.caterer"}),
    ),
    Way(
        endpoint="studio.messages",
        words=lazy_gettext("Messages"),
        permission="look",
        around=frozenset({"studio.remind"}),
    ),
)

#: On the pages of settings.
SETTINGS_PAGES: Final[tuple[Way, ...]] = (
    Way(endpoint="studio.settings", words=lazy_gettext("Business"), permission="manage"),
    Way(endpoint="studio.look", words=lazy_gettext("Look"), permission="manage"),
    Way(endpoint="studio.plan", words=lazy_gettext("Plan"), permission="manage"),
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
