"""What a couple does with a page, with scripts or without: by the words they read, never by input names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

SAVED: Final = re.compile(r"^Saved \d\d:\d\d")
_MOST_ROUNDS: Final = 8


@dataclass(frozen=True)
class Says:
    """One answer somebody wants to give: to the question with this label, in this row."""

    label: str
    answer: Any
    row: int | None = None


@dataclass(frozen=True)
class Typed:
    """A signature typed by somebody."""

    name: str


@dataclass(frozen=True)
class Uploaded:
    """A picture of somebody's signature."""

    name: str
    picture: Path


class Person:
    """Somebody filling in a form in a browser."""

    def __init__(self, page: Page, *, scripts: bool = True) -> None:
        self.page = page
        self.scripts = scripts

    def open(self, url: str) -> None:
        """Follow a link to a form."""
        answer = self.page.goto(url)
        assert answer is not None
        assert answer.ok, answer.status

    def question(self, label: str, *, row: int | None = None) -> Locator:
        """The frame of the shown question with this label."""
        place = self.page if row is None else self.page.locator("[data-row]:visible").nth(row)
        words = re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")
        labels = self.page.locator(".label, .consent .choice-label").filter(has_text=words)
        return place.locator("[data-field]:visible").filter(has=labels)

    def say(self, said: Says) -> None:
        """Give one answer in the way its question takes it."""
        frame = self.question(said.label, row=said.row)
        expect(frame).to_be_visible()
        match said.answer:
            case True:
                frame.locator("input[type=checkbox]").check()
            case Typed(name):
                _sign(frame, name, "typed")
                frame.get_by_label("Type your name as your signature").fill(name)
            case Uploaded(name, picture):
                _sign(frame, name, "uploaded")
                frame.locator("input[type=file]").set_input_files(picture)
                if self.scripts:
                    expect(frame.locator("[data-file] input[type=hidden]")).to_have_count(1)
            case dict() as parts:
                for part, words in parts.items():
                    frame.get_by_label(part, exact=True).fill(words)
            case list() as options:
                for option in options:
                    self.choose(frame, option)
            case str() as words if frame.locator(".choice").count():
                self.choose(frame, words)
            case words:
                frame.locator("input:visible, textarea:visible").first.fill(words)

    def choose(self, frame: Locator, option: str) -> None:
        """Take the option whose words begin so."""
        words = re.compile(rf"^\s*{re.escape(option)}(?!\w)")
        label = self.page.locator(".choice-label", has_text=words)
        frame.locator(".choice").filter(has=label).click()

    def fill_page(self, answers: Sequence[Says]) -> None:
        """Answer what is asked, also what appears because of other answers, and go to the next page.

        Without scripts a question appears only when the page comes back from the server.
        """
        title = self.page_title()
        waiting = list(answers)
        for _ in range(_MOST_ROUNDS):
            waiting = self._say_what_is_asked(waiting)
            if not self.scripts:
                self.press_forward()
            if not waiting or self.page_title() != title:
                break
        assert not waiting, f"never asked: {[said.label for said in waiting]}"
        if self.scripts:
            self.press_forward()
        expect(self.titles().last).not_to_have_text(title)

    def _say_what_is_asked(self, answers: Sequence[Says]) -> list[Says]:
        left = []
        for said in answers:
            if self.question(said.label, row=said.row).count():
                self.say(said)
            else:
                left.append(said)
        return left

    def press_forward(self) -> None:
        """Press the button that leads on, and wait until the page has done it."""
        self.page.locator(".moves-forward:visible").click()
        self.page.wait_for_load_state()

    def press(self, words: str) -> None:
        """Press a button by its words."""
        self.page.get_by_role("button", name=words, exact=True).first.click()

    def titles(self) -> Locator:
        """The title of the page being filled; else the title of whatever came after the form."""
        return self.page.locator("[data-page-title]:visible, h1:visible")

    def page_title(self) -> str:
        """The title that is read now."""
        expect(self.titles().last).to_be_visible()
        return self.titles().last.inner_text()

    def wait_until_saved(self) -> None:
        """Wait until everything typed so far is with the server, and read the words that say so."""
        expect(self.page.locator("#wedforms-form")).to_have_attribute("data-saving", "saved")
        expect(self.page.locator("[data-status]")).to_have_text(SAVED)

    def wait_until_saved_after_retry(self) -> None:
        """Wait for the words, as long as the longest pause between two tries."""
        form = self.page.locator("#wedforms-form")
        expect(form).to_have_attribute("data-saving", "saved", timeout=45_000)


def _sign(frame: Locator, name: str, kind: str) -> None:
    frame.get_by_label("Your full name").fill(name)
    frame.locator(f"[data-kind-choice={kind}]").click()
