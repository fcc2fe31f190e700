"""Pictures of forms on a supplier's own site: in the page, in a pop-up, as the page, five at once, refused."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

from tests.browser.furnished import Furnished, open_page
from tests.browser.hosting import allow
from tests.browser.picture_states import WIDTHS
from wedforms.demo.host import MODES, Host, host_running

_FORMS: Final = ("lead-enquiry", "rsvp", "arabic-reply", "pre-wedding-questionnaire", "inspiration")
#: Until a frame has drawn its form and said how high it is.
_SETTLING: Final = 1500


def take_embeds(made: Furnished, browser: Browser, folder: Path) -> None:
    """What a couple sees on the supplier's site, before and after the site is allowed."""
    paths = {slug: f"/f/ivy-and-lark/{slug}" for slug in _FORMS}
    with host_running(Host(service=made.site.url, forms=paths), port=0) as site:
        page = open_page(browser)
        allow(made.site.addresses, paths["lead-enquiry"], "https://elsewhere.example")
        _visit(page, site, folder / "embed.refused", until="cannot be shown on this page")
        for path in paths.values():
            allow(made.site.addresses, path, site)
        for mode, words in MODES.items():
            _visit(page, f"{site}/{mode}", folder / f"embed.{words.replace(' ', '-')}")
        _open(page, f"{site}/popup", folder)


def _visit(page: Page, address: str, name: Path, *, until: str = "") -> None:
    """At each width anew, in a window as high as the page: of a frame only what shows is drawn."""
    for width, viewport in WIDTHS.items():
        page.set_viewport_size(viewport)
        page.goto(address)
        if until:
            page.get_by_text(until).wait_for()
        page.wait_for_timeout(_SETTLING)
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**viewport, "height": max(whole, viewport["height"])})
        page.wait_for_timeout(_SETTLING)
        page.screenshot(path=f"{name}-{width}.png", full_page=True)


def _open(page: Page, address: str, folder: Path) -> None:
    """The pop-up as it opens at each width, and after it was sent too early."""
    for width, viewport in WIDTHS.items():
        page.set_viewport_size(viewport)
        page.goto(address)
        page.locator("wed-form").get_by_role("button").first.click()
        page.wait_for_timeout(_SETTLING)
        page.screenshot(path=folder / f"embed.popup.opened-{width}.png")
        page.frame_locator("wed-form iframe").locator(".moves-forward:visible").last.click()
        page.wait_for_timeout(_SETTLING)
        page.screenshot(path=folder / f"embed.popup.wrong-{width}.png")
