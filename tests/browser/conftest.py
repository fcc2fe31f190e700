"""A real browser on a real site: phone and desk, with scripts and without."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.furnished import NEWCOMER, Furnished, furnish, open_page
from tests.browser.site import Site, open_site
from tests.servers import TestServer

PHONE: Final = {"width": 360, "height": 740}
DESK: Final = {"width": 1280, "height": 900}
_FLAGS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that is below this folder needs a browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without one the tests fail, they are not passed over."""
    program = shutil.which("chromium")
    assert program, "chromium is needed: apt install chromium"
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=[*_FLAGS, *as_root])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(postgres: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product with the demo's forms, started once in each process for all its tests."""
    addresses = postgres.clone()
    opened = open_site(addresses, tmp_path_factory.mktemp("site"))
    opened.give_tier("ivy-and-lark", "ENTERPRISE")  # all tests together make forms without end
    yield opened
    opened.stop()
    postgres.drop(addresses)


@pytest.fixture(scope="session")
def furnished(
    browser: Browser, postgres: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Furnished]:
    """The product in the middle of somebody's work, made once for all tests that look around."""
    addresses = postgres.clone()
    context = browser.new_context(viewport=DESK, locale="en-GB")
    made = furnish(addresses, tmp_path_factory.mktemp("furnished"), context)
    context.close()
    yield made
    made.site.stop()
    postgres.drop(addresses)


@pytest.fixture(scope="module")
def owner(browser: Browser, furnished: Furnished) -> Iterator[Page]:
    """Somebody who has worked here for a while."""
    page = furnished.sign_in(open_page(browser))
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def newcomer(browser: Browser, furnished: Furnished) -> Iterator[Page]:
    """Somebody who has only just opened an account."""
    page = furnished.sign_in(open_page(browser), email=NEWCOMER)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def stranger(browser: Browser) -> Iterator[Page]:
    """Somebody who is not signed in."""
    page = open_page(browser)
    yield page
    page.context.close()


@pytest.fixture(params=["phone", "desk"])
def viewport(request: pytest.FixtureRequest) -> dict[str, int]:
    """The two widths that every story is lived at."""
    return dict(PHONE if request.param == "phone" else DESK)


@pytest.fixture
def open_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make a fresh browser profile; every error of a page's script fails the test."""
    errors: list[str] = []
    opened: list[BrowserContext] = []

    def open_one(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"viewport": PHONE, "locale": "en-GB", **options})
        context.set_default_timeout(10_000)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on("console", lambda message: _note_violation(message.text, errors))
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
    assert errors == []


def _note_violation(words: str, errors: list[str]) -> None:
    if "Content Security Policy" in words or "Trusted" in words:
        errors.append(words)


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Page:
    """A page on a phone, with scripts."""
    return open_context().new_page()
