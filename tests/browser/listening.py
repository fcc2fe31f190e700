"""Listening to a page as a screen reader does: to live regions that were there before the words."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

_LISTEN: Final = """() => {
    window.heard = [];
    for (const region of document.querySelectorAll("[role=status], [aria-live], output")) {
        const hear = () => window.heard.push(region.textContent.trim().replaceAll("\\u00a0", " "));
        new MutationObserver(hear).observe(region, {childList: true, characterData: true, subtree: true});
    }
}"""


def listen(page: Page) -> None:
    """Hear from now on what the regions of this page say; a region that comes later is not heard."""
    page.evaluate(_LISTEN)


def hears(page: Page, words: str) -> None:
    """Wait until these words are said; raises a TimeoutError where they never are."""
    page.wait_for_function("words => window.heard.some(one => one.includes(words))", arg=words)
    page.evaluate("window.heard = []")
