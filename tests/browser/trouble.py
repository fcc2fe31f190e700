"""Where people meet the calm pages that tell of trouble, and the forms that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from tests.browser.furnished import Furnished, office_of
from tests.web.forms import form, required
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.forms.shelve import delete_form
from wedforms.formspec.reading import read_definition

_NOWHERE: Final = "00000000-0000-7000-8000-000000000000"
_PAST: Final = "2020-01-01T00:00:00Z"
#: The forms that nobody can fill in any more, or not yet: their settings.
_ENDED: Final[Mapping[str, dict[str, Any]]] = {
    "open-day": {"closes_at": _PAST, "languages": ["ar"]},
    "last-place": {"capacity": 1},
    "taken-down": {},
    "unpublished": {},
}
#: Where people find such a page by themselves: the address, the status, and part of its heading.
WAYS: Final = (
    ("/nothing/at/all", 404, "nothing at this address"),
    ("/f/nobody/nothing", 404, "nothing at this address"),
    ("/e/nobody/nothing", 404, "nothing at this address"),
    ("/f/ivy-and-lark/nothing", 404, "nothing at this address"),
    ("/f/ivy-and-lark/nothing?lang=ar", 404, ""),
    ("/f/ivy-and-lark/unpublished", 404, "not open"),
    ("/f/ivy-and-lark/open-day", 403, "closed"),
    ("/f/ivy-and-lark/open-day?lang=ar", 403, ""),
    ("/e/ivy-and-lark/open-day", 403, "closed"),
    ("/f/ivy-and-lark/last-place", 409, "All places are taken"),
    ("/f/ivy-and-lark/taken-down", 410, "taken down"),
    ("/p/ivy-and-lark/" + "x" * 43, 404, "come to its end"),
    ("/s/ivy-and-lark/" + "x" * 43, 404, "come to its end"),
    ("/studio/reset/" + "x" * 43, 404, "come to its end"),
    ("/studio/join/nobody/" + "x" * 43, 404, "come to its end"),
    ("/studio/nothing", 404, "nothing at this address"),
    (f"/studio/forms/{_NOWHERE}/design", 404, "nothing at this address"),
    (f"/studio/clients/{_NOWHERE}", 404, "nothing at this address"),
    (f"/studio/messages/{_NOWHERE}", 404, "nothing at this address"),
)


@contextmanager
def ended_forms(made: Furnished) -> Iterator[None]:
    """Forms of the photographer that nobody can fill in any more, or not yet."""
    with office_of(made) as office:
        for slug, settings in _ENDED.items():
            asked = form(required("name", label="Your name"), name=slug, settings=settings)
            with office.work() as session:
                kept = import_form(session, read_definition(asked), slug=slug)
                if slug != "unpublished":
                    publish_form(session, kept)
                if slug == "taken-down":
                    delete_form(session, kept.id)
        office.send("last-place", {"name": "Zoë"})
        yield
