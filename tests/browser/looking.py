"""Looking at a page as everybody would: through axe, by day, by night, and enlarged to four times."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page, expect

from tests.browser.axe import unreadable, violations
from tests.browser.conftest import DESK
from tests.browser.furnished import Furnished
from tests.browser.pages import Shown

#: 1280 × 1024 enlarged to four times. Tables may scroll inside themselves, pages never do.
_ENLARGED: Final = {"width": 320, "height": 256}
_TOO_WIDE: Final = "document.documentElement.scrollWidth > innerWidth"
_WIDEST: Final = """[...document.querySelectorAll("main *, header *")].filter(one =>
    one.getBoundingClientRect().right > innerWidth + 1 && one.checkVisibility()
).map(one => `${one.outerHTML.slice(0, 70)} ${one.getBoundingClientRect().right}`).slice(0, 6)"""
_WORDS: Final = "[...new Set(document.querySelector('main')?.innerText.split(/\\s+/))]"
#: Where there is no room beside each other, the parts of the builder lie behind buttons.
_PARTED: Final = "wf-builder"
#: What is pressed, with the label around it where there is one; links in a sentence are excepted.
_SMALL: Final = """[...document.querySelectorAll(
    "button, .button, select, summary, input:not([type=hidden]), textarea, nav a"
)].filter(one => {
    const target = one.closest("label") ?? one;
    const box = target.getBoundingClientRect();
    return one.checkVisibility() && !one.closest(".visually-hidden, [data-drawn], [inert]")
        && box.width > 0 && (box.width < 24 || box.height < 24);
}).map(one => one.outerHTML.slice(0, 160))"""
#: Controls whose edge cannot be seen, when every colour but the machine's is gone.
_EDGELESS: Final = """[...document.querySelectorAll(
    "button, a.button, input:not([type=hidden]), select, textarea"
)].filter(one => {
    if (!one.checkVisibility() || one.closest(".visually-hidden")) return false;
    if (["radio", "checkbox", "range", "file"].includes(one.type)) return false;
    const style = getComputedStyle(one);
    return style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1
        || style.borderTopColor === getComputedStyle(document.body).backgroundColor;
}).map(one => one.outerHTML.slice(0, 140))"""
#: Boxes to tick that the browser draws for the night, on what stays light, or the other way round.
_MISLIT: Final = """[...document.querySelectorAll("input:is([type=radio], [type=checkbox])")].filter(
    one => {
    if (!one.checkVisibility()) return false;
    for (let behind = one.parentElement; behind; behind = behind.parentElement) {
        const colour = getComputedStyle(behind).backgroundColor;
        const [red, green, blue, opaque = 1] = colour.match(/[\\d.]+/g).map(Number);
        if (!opaque) continue;
        const isDark = Math.max(red, green, blue) < (colour.startsWith("rgb") ? 128 : 0.5);
        return isDark !== getComputedStyle(one).colorScheme.includes("dark");
    }
    return false;
}).map(one => one.outerHTML.slice(0, 140))"""
#: Where the page says that it stands.
_HERE: Final = """[...document.querySelectorAll("header [aria-current], .tabs [aria-current]")].map(
    one => one.innerText)"""
#: The one that is chosen looks like its neighbours.
_ALIKE: Final = """[...document.querySelectorAll(
    "[aria-current], [aria-pressed=true], [aria-selected=true]"
)].filter(one => {
    const marks = ["aria-current", "aria-pressed", "aria-selected"];
    const isChosen = part => marks.some(name => ![null, "false"].includes(part.getAttribute(name)));
    const other = [...one.parentElement.children].find(
        next => next.localName === one.localName && !isChosen(next));
    if (!other || !one.checkVisibility()) return false;
    const look = part => ["borderBottomStyle", "borderBottomWidth", "borderBottomColor",
        "outlineStyle", "textDecorationLine", "fontWeight", "backgroundColor", "color",
    ].map(name => getComputedStyle(part)[name]).join();
    return look(one) === look(other);
}).map(one => one.outerHTML.slice(0, 140))"""


def look(page: Page, *, by_night: bool = True) -> list[str]:
    """Everything opened that can be opened, by day, by night, and enlarged."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = violations(page)
    if by_night:
        page.emulate_media(color_scheme="dark")
        found += [f"by night {one}" for one in unreadable(page)]
        found += [f"lit for another background: {one}" for one in page.evaluate(_MISLIT)]
        page.emulate_media(color_scheme="light")
    return [*found, *in_forced_colours(page), *enlarged(page)]


def in_forced_colours(page: Page) -> list[str]:
    """What cannot be told apart where the machine chooses all colours."""
    page.emulate_media(forced_colors="active")
    found = [f"without an edge: {one}" for one in page.evaluate(_EDGELESS)]
    found += [f"chosen, and does not show it: {one}" for one in page.evaluate(_ALIKE)]
    page.emulate_media(forced_colors="none")
    return found


def enlarged(page: Page) -> list[str]:
    """What is lost, too wide or too small where a page is enlarged to four times."""
    words = set(page.evaluate(_WORDS))
    page.set_viewport_size(_ENLARGED)
    found = [f"too small: {one}" for one in page.evaluate(_SMALL)]
    if page.evaluate(_TOO_WIDE):
        found.append(f"wider than the screen: {page.evaluate(_WIDEST)}")
    lost = words - set(page.evaluate(_WORDS))
    if lost and not page.locator(_PARTED).count():
        found.append(f"lost: {sorted(lost)}")
    page.set_viewport_size(DESK)
    return found


def post_wrongly(page: Page, shown: Shown) -> None:
    """Press the button of a page that is not filled in as it should be."""
    for label, words in shown.typed.items():
        asked = page.get_by_label(label, exact=False).first
        if asked.get_attribute("type") == "file":
            file = {"name": "form.json", "mimeType": "application/json", "buffer": words.encode()}
            asked.set_input_files([file])
        elif asked.get_attribute("type") in ("radio", "checkbox"):
            asked.check()
        else:
            asked.fill(words)
    page.get_by_role("button", name=shown.wrong, exact=True).last.click()
    expect(page.locator("[aria-invalid=true], .problem, [role=alert]").first).to_be_visible()


def walk(furnished: Furnished, page: Page, shown: Shown, *, by_night: bool) -> dict[str, list[str]]:
    """What is wrong with a page in each of its states, by the state."""
    found = {}
    for way in (shown.way, *shown.more):
        answer = page.goto(furnished.address(way))
        assert answer is not None
        assert answer.ok, (way, answer.status)
        if page.locator(_PARTED).count():
            expect(page.locator("wf-canvas .canvas-opening")).to_be_visible()
        found[way] = look(page, by_night=by_night)
    if shown.wrong:
        page.goto(furnished.address(shown.way))
        here = page.evaluate(_HERE)
        post_wrongly(page, shown)
        lost = [f"no longer marked: {one}" for one in here if one not in page.evaluate(_HERE)]
        found["with errors"] = [*lost, *look(page, by_night=by_night)]
    return {state: faults for state, faults in found.items() if faults}
