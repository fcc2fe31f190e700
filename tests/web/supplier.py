"""A supplier at work in the studio, through its pages alone."""

from __future__ import annotations

import re
from typing import Final

from tests.web.browsing import Browser

PASSWORD: Final = "three quiet words"
NEW: Final = {
    "name": "Fern & Vale", "slug": "", "first_name": "Fern", "last_name": "Vale",
    "email": "Fern@Example.com", "password": PASSWORD,
}  # fmt: skip


def token(browser: Browser, address: str) -> str:
    page = browser.client.get(address).get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, page
    return found[1]


def post(browser: Browser, address: str, *, seen: str | None = None, **given: str):
    given["csrf_token"] = token(browser, seen or address)
    return browser.client.post(address, data=given)


def sign_up(browser: Browser, **given: str):
    return post(browser, "/studio/sign-up", **{**NEW, **given})


def sign_in(browser: Browser, **given: str):
    return post(
        browser, "/studio/sign-in", **{"email": NEW["email"], "password": PASSWORD, **given}
    )


def is_in(browser: Browser) -> bool:
    return browser.client.get("/studio/account").status_code == 200
