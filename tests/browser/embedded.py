"""Forms that stand on somebody else's site, and how high they are there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from playwright.sync_api import Page
from sqlalchemy.orm import Session

from tests.browser.site import Site
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.lookup import organization_by_slug
from wedforms.core.tenancy import tenant_transaction
from wedforms.database.addresses import Addresses
from wedforms.forms.codes import codes_of
from wedforms.forms.exchange import import_form, kept_form
from wedforms.forms.links import make_personal_link
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.lib import clock

ENQUIRY: Final = "lead-enquiry"
TWO_PAGES: Final[dict[str, Any]] = {
    "name": "Say hello", "form_type": "questionnaire", "settings": {"prefill": ["who"]},
    "fields": [
        {"key": "first", "field_type": "page_break", "label": "You"},
        {"key": "who", "field_type": "text", "label": "Your name", "validation_rules": {"required": True}},
        {"key": "guests", "field_type": "group", "label": "Guests",
         "validation_rules": {"add_label": "Add a guest"}, "fields": [
            {"key": "guest", "field_type": "text", "label": "Name"}]},
        {"key": "second", "field_type": "page_break", "label": "The day"},
        {"key": "note", "field_type": "long_text", "label": "A note"},
    ],
}  # fmt: skip
SIGNED: Final[dict[str, Any]] = {
    "name": "Sign here", "form_type": "questionnaire",
    "fields": [{"key": "signature", "field_type": "signature", "label": "Your signature"}],
}  # fmt: skip
#: The height and the width of every frame, as the site around sees them.
HEIGHTS: Final = """() => [...document.querySelectorAll("wed-form")].map((form) => {
  const frame = form.shadowRoot.querySelector("iframe");
  return [frame.getBoundingClientRect().height, frame.getBoundingClientRect().width];
})"""
#: The height of a form's page, as the frame itself sees it.
CONTENT_HEIGHT: Final = "Math.ceil(document.documentElement.getBoundingClientRect().height)"
#: The smallest letters that somebody types with; below 16 pixels a phone zooms in.
SMALLEST_INPUT: Final = (
    "Math.min(...[...document.querySelectorAll('input, textarea, select')]"
    ".filter(one => !['hidden', 'radio', 'checkbox', 'file'].includes(one.type))"
    ".map(one => parseFloat(getComputedStyle(one).fontSize)))"
)
HOSTILE_STYLE: Final = """
* { all: revert !important; color: red !important; font-size: 60px !important; float: right !important;
    transform: rotate(30deg) !important; opacity: .1 !important; filter: blur(4px) !important; }
iframe { display: none !important; width: 10px !important; height: 10px !important; }
wed-form, wed-form * { display: none !important; visibility: hidden !important; max-height: 40px !important;
    overflow: hidden !important; pointer-events: none !important; position: fixed !important; }
html, body { transform: none !important; opacity: 1 !important; filter: none !important; float: none !important; }
"""
_PATIENCE: Final = 10.0
#: How the element itself looks, whatever the site's style says.
LOOK: Final = (
    "(form) => { const { display, opacity, transform, visibility, pointerEvents } = getComputedStyle(form);"
    " return [display, opacity, transform, visibility, pointerEvents]; }"
)
UNHARMED: Final = ["block", "1", "none", "visible", "auto"]


def published(addresses: Addresses, definition: dict[str, Any], slug: str) -> str:
    """Publish a form of the demo's photographers; its path."""
    with _photographers(addresses) as session:
        publish_form(session, import_form(session, read_definition(definition), slug=slug))
    return f"/f/ivy-and-lark/{slug}"


def settled(page: Page) -> int:
    """Wait until nothing of the frame's content is cut off or left empty; its height."""
    page.wait_for_timeout(300)  # what was done shows in the frame
    deadline = time.monotonic() + _PATIENCE
    while True:
        [[height, _]] = page.evaluate(HEIGHTS)
        if height == (content := page.frames[1].evaluate(CONTENT_HEIGHT)):
            return int(height)
        assert time.monotonic() < deadline, (height, content)
        page.wait_for_timeout(50)


def code_of_household(site: Site, path: str, name: str) -> str:
    """Make a link for a household that knows its name; the code that is printed on its invitation."""
    given = {"signing_key": site.environment["WEDFORMS_SECRET_KEY"], "now": clock.now()}
    with _photographers(site.addresses) as session:
        form = kept_form(session, path.rpartition("/")[2])
        assert form is not None
        make_personal_link(
            session,
            form_id=form.id,
            prefill={"who": name},
            label=name,
            expires_at=clock.now() + timedelta(days=9),
            signing_key=given["signing_key"],
        )
        [code] = [one.code for one in codes_of(session, form.id, **given) if one.label == name]
    return code


@contextmanager
def _photographers(addresses: Addresses) -> Iterator[Session]:
    engine = create_engine_for(addresses.app)
    found = organization_by_slug(engine, "ivy-and-lark")
    assert found is not None
    with session_factory(engine)() as session, tenant_transaction(session, found.organization_id):
        yield session
    engine.dispose()
