"""A supplier who shares a form, through the studio's pages."""

from __future__ import annotations

import html
import re
from typing import Any

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from tests.web.supplier import token

#: What links can fill in, of every kind.
REPLY = form(
    required("names", "couple", "Your names"),
    field("email", "email", "Your e-mail"),
    field("household", "hidden", "Household"),
    field("seats", "hidden", "Seats", validation_rules={"result": "number"}),
    field("heard", "dropdown", "How did you hear of us?", options=[
        {"value": "fair", "label": "At a fair"}, {"value": "friend", "label": "From a friend"},
    ]),
    field("guests", "group", "Guests", fields=[field("guest_name", label="Name")]),
    name="Reply",
    settings={"review": False},
)  # fmt: skip


def press(supplier: Browser, address: str, given: Any = (), **more: Any) -> TestResponse:
    """Press a button of the studio with these inputs; lists for several."""
    inputs = MultiDict({**dict(given), **more})
    inputs["csrf_token"] = token(supplier, "/studio/account")
    return supplier.client.post(address, data=inputs)


def links_in(page: str) -> list[str]:
    """The pages of the links in a list, newest first."""
    return list(dict.fromkeys(re.findall(r'href="([^"]+/share/links/[0-9a-f-]{36})"', page)))


def address_of(supplier: Browser, link: str) -> str:
    """The address that a link's page shows to be copied, as a path; '' when there is none."""
    page = supplier.client.get(link).get_data(as_text=True)
    found = re.search(r'id="link-address" value="http://localhost([^"]+)"', page)
    return html.unescape(found[1]) if found else ""
