"""Somebody filling in a form in WebKitGTK, by the words they read; over WebDriver, on a virtual screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, WebKitGTK
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from urllib3.exceptions import ReadTimeoutError

from tests.browser.person import Says

#: The driver now and then never answers a command that a page's end overtook; it is asked again.
_COMMAND_SECONDS: Final = 20
_PATIENCE_SECONDS: Final = 60
_ASKED_AGAIN: Final = (WebDriverException, ReadTimeoutError)
_LIBRARIES: Final = Path("/usr/lib")
_BROWSER: Final = "*/webkit2gtk-4.1/MiniBrowser"

_QUESTION: Final = """
const [label, row] = arguments;
const seen = element => element.checkVisibility();
const place = row === null ? document : [...document.querySelectorAll("[data-row]")].filter(seen)[row];
const says = element => element.textContent.trim().replace(/\\s*\\*$/, "") === label;
return [...place.querySelectorAll("[data-field]")].filter(seen).findLast(
  frame => [...frame.querySelectorAll(".label, .consent .choice-label")].some(says)) ?? null;
"""
_CHOICE: Final = """
const [frame, words] = arguments;
return [...frame.querySelectorAll(".choice")].find(
  choice => choice.querySelector(".choice-label").textContent.trim().startsWith(words)) ?? null;
"""
_PART: Final = """
const [frame, words] = arguments;
const label = [...frame.querySelectorAll("label")].find(
  one => one.textContent.trim().split("\\n")[0].trim() === words);
return label ? document.getElementById(label.htmlFor) : null;
"""
#: A date's box takes no typed text over WebDriver; this is what its own calendar does.
_SET: Final = """
const [box, value] = arguments;
box.value = value;
for (const type of ["input", "change"]) box.dispatchEvent(new Event(type, { bubbles: true }));
"""
_FRAME: Final = (
    "return document.querySelector('wed-form')?.shadowRoot?.querySelector('iframe[src]') ?? null"
)
_MIDDLE: Final = (
    "const { top, height } = arguments[0].getBoundingClientRect(); return top + height / 2"
)
_SCROLL_TO: Final = """
const [frame, middle] = arguments;
const top = frame.getBoundingClientRect().top + middle - innerHeight / 2;
scrollBy({ top, behavior: "instant" });
"""
_TYPED: Final = {"text", "email", "tel", "number", "url", "search", "textarea", "password"}


class WebKit:
    """One window of WebKitGTK with somebody in front of it."""

    def __init__(self, driver: WebKitGTK) -> None:
        self.driver = driver
        self._is_inside = False

    def open(self, url: str) -> None:
        """Follow a link."""
        self.driver.get(url)

    def back(self) -> None:
        """Go back as a page would; the driver's own command now and then waits for ever for a kept page."""
        self.run("setTimeout(() => history.back())")

    def run(self, script: str, *given: Any) -> Any:
        """What a script on the page answers."""
        return self.driver.execute_script(script, *given)

    def wait_for(self, script: str, *given: Any) -> Any:
        """Wait until a script on the page answers with something; return it."""
        waiting = WebDriverWait(self.driver, _PATIENCE_SECONDS, ignored_exceptions=_ASKED_AGAIN)
        return waiting.until(lambda _: self.run(script, *given), f"never true: {script} {given}")

    def wait_for_words(self, words: str) -> None:
        """Wait until the page says so."""
        self.wait_for("return document.body.innerText.includes(arguments[0])", words)

    def question(self, label: str, *, row: int | None = None) -> WebElement | None:
        """The frame of the shown question with this label."""
        found: WebElement | None = self.run(_QUESTION, label, row)
        return found

    def say(self, said: Says) -> None:
        """Give one answer in the way its question takes it."""
        frame = self.wait_for(_QUESTION, said.label, said.row)
        if isinstance(said.answer, dict):
            for part, words in said.answer.items():
                self.write(self.run(_PART, frame, part), words)
        elif isinstance(said.answer, list):
            for option in said.answer:
                self.choose(frame, option)
        elif said.answer is True:
            self.press_on(frame.find_element("css selector", "input[type=checkbox]"))
        elif self.run("return arguments[0].querySelector('.choice') !== null", frame):
            self.choose(frame, said.answer)
        else:
            self.write(frame.find_element("css selector", "input, textarea"), said.answer)

    def choose(self, frame: WebElement, option: str) -> None:
        """Take the option whose words begin so."""
        self.press_on(self.run(_CHOICE, frame, option))

    def write(self, box: WebElement, words: str) -> None:
        """Type into a box."""
        if self.run("return arguments[0].type", box) not in _TYPED:
            self.run(_SET, box, words)
            return
        if self._is_inside:
            # This browser lets a frame of a stranger take the focus only when somebody clicks in it.
            self.press_on(box)
            self.run("arguments[0].select()", box)
            self.keys(words)
            return
        self.run("arguments[0].select()", box)
        box.send_keys(words)

    def press_on(self, element: WebElement) -> None:
        """Click on what is scrolled into view first."""
        self.bring_into_view(element)
        element.click()

    def bring_into_view(self, element: WebElement) -> None:
        """Scroll to it; a frame of a stranger cannot scroll the site around it, so that is done there."""
        self.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element)
        if self._is_inside:
            middle = self.run(_MIDDLE, element)
            self.driver.switch_to.default_content()
            frame = self.run(_FRAME)
            self.run(_SCROLL_TO, frame, middle)
            self.driver.switch_to.frame(frame)

    def press(self, words: str) -> None:
        """Press a shown button by its words."""
        self.press_on(
            self.wait_for(
                "return [...document.querySelectorAll('button')].find(one => one.checkVisibility()"
                " && !one.ariaHidden && one.textContent.trim() === arguments[0]) ?? null",
                words,
            )
        )

    def keys(self, *pressed: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        ActionChains(self.driver).send_keys(*pressed).perform()

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Look into the frame of the form that stands on somebody else's site."""
        frame = self.wait_for(_FRAME)
        self.driver.switch_to.frame(frame)
        self._is_inside = True
        try:
            yield
        finally:
            self._is_inside = False
            self.driver.switch_to.default_content()

    def heard(self, name: str, *, times: int = 1) -> list[Any]:
        """Wait until the site around a form has noted so many events of this name; their details."""
        found: list[Any] = self.wait_for(
            "const found = window.heard.filter(([one]) => one === arguments[0]).map(([, more]) => more);"
            " return found.length >= arguments[1] ? found : null",
            name,
            times,
        )
        return found

    def fill_page(self, answers: Sequence[Says]) -> None:
        """Answer what is asked, also what appears because of other answers, and go on."""
        title = self.title()
        for said in answers:
            self.say(said)
        forward = (
            "[...document.querySelectorAll('.moves-forward')].find(one => one.checkVisibility())"
        )
        self.press_on(self.wait_for(f"return {forward} ?? null"))
        self.wait_for(f"return ({_TITLE}) !== arguments[0]", title)

    def title(self) -> str:
        """The title that is read now."""
        return str(self.run(f"return {_TITLE}"))

    def draw(self, pad: WebElement, *points: tuple[int, int]) -> None:
        """Draw with the mouse; points are counted from the middle of the pad, in pixels."""
        self.bring_into_view(pad)
        hand = ActionChains(self.driver).move_to_element_with_offset(pad, *points[0])
        hand.click_and_hold()
        for x, y in points[1:]:
            hand.move_to_element_with_offset(pad, x, y)
        hand.release().perform()


_TITLE: Final = (
    "[...document.querySelectorAll('[data-page-title], h1')]"
    ".filter(one => one.checkVisibility()).at(-1)?.textContent"
)


@contextmanager
def open_webkit(*arguments: str, width: int = 420, height: int = 900) -> Iterator[WebKit]:
    """A fresh window on a screen of its own; without the programs the tests fail."""
    program = next(_LIBRARIES.glob(_BROWSER), None)
    driver = shutil.which("WebKitWebDriver")
    assert program, "MiniBrowser is needed: apt install webkit2gtk-driver"
    assert driver, "WebKitWebDriver is needed: apt install webkit2gtk-driver"
    with _screen() as display:
        options = Options()
        options.binary_location = str(program)
        for argument in ("--automation", *arguments):
            options.add_argument(argument)
        service = Service(driver, env={**os.environ, "DISPLAY": display})
        with warnings.catch_warnings():
            # The library starts this browser in a way of its own that it has deprecated.
            warnings.simplefilter("ignore", DeprecationWarning)
            opened = WebKitGTK(options=options, service=service)
        opened.command_executor.client_config.timeout = _COMMAND_SECONDS
        try:
            opened.set_window_size(width, height)
            yield WebKit(opened)
        finally:
            opened.quit()


@contextmanager
def _screen() -> Iterator[str]:
    """A virtual screen that chose its own number."""
    program = shutil.which("Xvfb")
    assert program, "Xvfb is needed: apt install xvfb"
    with subprocess.Popen(
        [program, "-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as running:
        assert running.stdout is not None
        try:
            yield f":{running.stdout.readline().decode().strip()}"
        finally:
            running.terminate()
