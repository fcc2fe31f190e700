"""A form with a menu that changes, and people who answered before: for all that versions show."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from wedforms.forms import Form
from wedforms.forms.exchange import import_form
from wedforms.formspec.reading import read_definition

FISH: Final = {"value": "fish", "label": "Trout"}
VEG: Final = {"value": "veg", "label": "Risotto"}
PIE: Final = {"value": "pie", "label": "Mushroom pie", "price": 1250}


def dinner(*options: dict[str, Any], extra: tuple[dict[str, Any], ...] = (), **more: Any) -> Any:
    """An RSVP with this menu."""
    return form(
        required("who", label="Your name"),
        field("meal", "single_choice", "Which meal?", options=list(options)),
        *extra,
        name="Dinner",
        settings={"review": False},
        **more,
    )


FIRST: Final = dinner(FISH, VEG, extra=(field("song", label="A song"),))
SECOND: Final = dinner({**VEG, "label": "Pea risotto"}, PIE)


def redraft(tenant_session, tenant, definition: Any, *, slug: str = "form") -> Any:
    """Let the draft say this, and return the form's identity."""
    with tenant_session(tenant) as session:
        return import_form(session, read_definition(definition), slug=slug).id


def form_id(tenant_session, tenant, slug: str = "form") -> Any:
    with tenant_session(tenant) as session:
        return session.scalars(select(Form.id).where(Form.slug == slug)).one()


def answer(app: Flask, address: str, **answers: str) -> str:
    """Send these answers; the address of what was sent."""
    visitor = Browser(app.test_client())
    return visitor.open(address).fill(**answers).press("submit").address
