"""A supplier who designs forms: signed in, and speaking to the editors' addresses as pages do."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.web.browsing import Browser
from tests.web.supplier import token
from wedforms.accounts.people import NewPerson
from wedforms.accounts.signup import add_owner

PERSON = NewPerson(
    email="rose@example.com", password="a lens and a rose", first_name="Rose", last_name="Lens"
)


def sign_in_designer(app: Flask, tenant_session: Any, tenant: Any) -> Browser:
    """The owner of this organization, signed in."""
    with tenant_session(tenant) as session:
        add_owner(session, PERSON)
    found = Browser(app.test_client())
    found.open("/studio/sign-in").fill(email=PERSON.email, password=PERSON.password)
    found.post("/studio/sign-in", found.posted())
    return found


def ask(designer: Browser, body: Any, *, address: str = "/studio/expressions") -> TestResponse:
    """Post JSON as the editors do, with the page's token in a header."""
    return designer.client.post(
        address,
        data=body if isinstance(body, str | bytes) else json.dumps(body),
        content_type="application/json",
        headers={"X-CSRFToken": token(designer, "/studio/account")},
    )
