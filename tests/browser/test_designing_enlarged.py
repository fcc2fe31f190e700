"""The builder on a phone and enlarged to four times: everything is reached, read and seen while in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.designer import Designer
from tests.browser.site import Site

#: 1280 × 1024 enlarged to four times.
ENLARGED: Final = {"width": 320, "height": 256}
TABS: Final = ("Field", "Form", "Rules", "Settings", "Check", "Deleted")
_WIDE: Final = "document.documentElement.scrollWidth - innerWidth"
#: What has the focus, and how much of it can be seen: of points spread over it, those where it is on top.
_FOCUSED: Final = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const inner = one.contentDocument?.activeElement;
    const target = one.closest("label") ?? one;
    const box = (inner?.closest("label") ?? inner ?? target).getBoundingClientRect();
    if (inner) Object.assign(box, {x: box.x + target.getBoundingClientRect().x, y: box.y + target.getBoundingClientRect().y});
    let seen = 0;
    for (let across = 1; across < 6; across += 1) {
        for (let down = 1; down < 6; down += 1) {
            const x = box.left + (box.width * across) / 6, y = box.top + (box.height * down) / 6;
            const top = document.elementFromPoint(x, y);
            if (top && (target.contains(top) || top.contains(target))) seen += 1;
        }
    }
    const tall = box.height > innerHeight / 2;
    return {
        seen: tall ? seen * 4 : seen,
        wide: box.left < -1 || box.right > innerWidth + 1,
        name: one.outerHTML.slice(0, 120),
        inBuilder: Boolean(one.closest("wf-builder")) && inner?.localName !== "body",
    };
}"""
#: Of 25 points; a control is seen when most of it is.
_SEEN: Final = 13


@pytest.fixture(params=[ENLARGED, PHONE], ids=["enlarged", "phone"])
def designer(
    request: pytest.FixtureRequest, open_context: Callable[..., BrowserContext], site: Site
) -> Designer:
    """A supplier in the builder of a form with something of most kinds, at this size."""
    page = open_context(viewport=request.param, reduced_motion="reduce").new_page()
    made = Designer(page, site).sign_in().begin()
    for kind in ("text", "single_choice", "group", "package"):
        view(page, "Add")
        page.locator(f"[data-type={kind}] button").click()
        expect(page.locator("wf-setting[data-name=label] input")).to_be_focused()
    return made.saved()


def view(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def walked(page: Page, *, most: int = 120, key: str = "Tab") -> list[dict[str, Any]]:
    """By the keyboard through everything in the builder; what was not to be seen when it had the focus."""
    found = []
    for _ in range(most):
        page.keyboard.press(key)
        at = page.evaluate(_FOCUSED)
        if at is None:
            break
        if at["inBuilder"] and (at["seen"] < _SEEN or at["wide"]):
            found.append({**at, "size": page.viewport_size})
    return found


def hidden(page: Page) -> list[Any]:
    """What is wrong here: sideways scrolling, and what cannot be seen on the way down and up."""
    wide = page.evaluate(_WIDE)
    page.locator(".design-view").first.focus()
    down = walked(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    up = walked(page, key="Shift+Tab")
    return [*([f"{wide} too wide"] if wide > 0 else []), *down, *up]


def test_palette_and_canvas_are_used_without_anything_in_the_way(designer: Designer) -> None:
    page, found = designer.page, {}
    view(page, "Add")
    found["palette"] = hidden(page)
    view(page, "Design")
    designer.pieces().first.locator("[data-select]").first.click()
    view(page, "Design")
    designer.tool("Short text", "move_down").focus()
    page.keyboard.press("Enter")
    found["canvas"] = hidden(page)
    designer.tool("Short text", "delete").click()
    expect(page.locator(".toast")).to_be_visible()
    found["canvas with words over it"] = hidden(page)
    assert not any(found.values()), found


def test_details_and_settings_are_used_without_anything_in_the_way(designer: Designer) -> None:
    page, found = designer.page, {}
    view(page, "Details")
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
        found[tab] = hidden(page)
    assert not any(found.values()), found


def test_the_preview_is_seen_without_anything_in_the_way(designer: Designer) -> None:
    page = designer.page
    view(page, "Preview")
    shown = page.frame_locator("wf-preview iframe")
    expect(shown.locator("#wedforms-form")).to_be_visible()
    for size in ("Phone", "Desktop"):
        page.get_by_role("button", name=size).click()
        assert page.evaluate(_WIDE) <= 0
    page.get_by_role("button", name="Phone").click()
    assert shown.locator("html").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert hidden(page) == []


def test_trouble_is_said_without_anything_in_the_way(designer: Designer) -> None:
    page = designer.page
    view(page, "Details")
    page.context.set_offline(offline=True)
    page.locator("wf-setting[data-name=label] input").fill("A question that waits")
    expect(page.locator("[data-saved=offline]")).to_be_visible()
    assert hidden(page) == []
    page.context.set_offline(offline=False)
    designer.saved()
