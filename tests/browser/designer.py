"""A supplier at work in the builder: by mouse, by touch, or by the keyboard alone."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.site import Site


def sign_in(page: Page, site: Site) -> None:
    """The owner of the demo's photographer is in the studio, on the list of its forms."""
    if site.session:
        page.context.add_cookies(site.session)
        page.goto(f"{site.url}/studio/forms")
    else:
        _say_who(page, site)
    expect(page.get_by_role("heading", name="Forms")).to_be_visible()
    site.session[:] = page.context.cookies()


def _say_who(page: Page, site: Site) -> None:
    email, password = next(iter(site.seeded.owners.items()))
    page.goto(f"{site.url}/studio/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


class Designer:
    """The page of the builder and what can be done in it."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site

    def sign_in(self) -> Designer:
        sign_in(self.page, self.site)
        return self

    def begin(self, kind: str = "RSVP") -> Designer:
        """A new form of a name that nobody else has."""
        self.page.get_by_role("link", name="New form").click()
        self.page.get_by_label("What is it called?").fill(f"Autumn {uuid4().hex[:6]}")
        self.page.get_by_label(kind).check()
        self.page.get_by_role("button", name="Make the form").click()
        return self.arrive()

    def arrive(self) -> Designer:
        expect(self.page.locator("wf-canvas .canvas-opening")).to_be_visible()
        return self

    def open_preview(self) -> FrameLocator:
        """The page as it will be, around which nothing glides any more.

        A press in a frame looks whether the frame's own page stands still, not the one around it.
        """
        self.page.emulate_media(reduced_motion="reduce")
        self.page.get_by_role("button", name="Preview", exact=True).click()
        return self.page.frame_locator("wf-preview iframe")

    def reopen(self) -> Designer:
        self.page.reload()
        return self.arrive()

    @property
    def form_id(self) -> str:
        return self.page.url.split("/")[-2]

    def pieces(self, inside: str = "") -> Locator:
        """What stands directly in the form, or in a group of this label."""
        if not inside:
            return self.page.locator("wf-canvas [role=group] > .pieces > wf-piece")
        return self.piece(inside).locator("> .piece-look > .pieces > wf-piece")

    def piece(self, label: str) -> Locator:
        return self.page.locator(
            "wf-piece", has=self.page.locator(f'> .piece-head [data-name="{label}"]')
        )

    def tool(self, label: str, name: str) -> Locator:
        return self.piece(label).locator(f"> .piece-tools [data-tool={name}]")

    def labels(self, inside: str = "") -> list[str]:
        names = self.pieces(inside).locator("> .piece-head [data-name]")
        return names.evaluate_all("all => all.map(one => one.dataset.name)")

    def saved(self) -> Designer:
        """Everything is with the server."""
        expect(self.page.locator("[data-saved=saved]")).to_be_visible()
        return self

    def definition(self) -> Any:
        """The draft as the database has it: keys, in order, each with its group."""
        return self.site.rows(
            "select field.key, field.field_type, field.label, field.options, field.visible_if,"
            " above.key as inside"
            " from form_fields field left join form_fields above on above.id = field.parent_id"
            " where field.form_id = %s and field.deleted_at is null"
            " order by field.parent_id nulls first, field.sort_order, field.id",
            self.form_id,
        )

    def add(self, title: str, label: str = "") -> Designer:
        """By mouse: out of the palette, then its label."""
        self.page.locator(".palette-type", has_text=title).first.click()
        if label:
            question = self.page.locator("wf-setting[data-name=label] input")
            expect(question).to_be_focused()
            question.fill(label)
            expect(self.piece(label)).to_be_visible()
        return self

    def drag(self, what: Locator, to: Locator, *, below: bool = True) -> None:
        """By mouse: what is taken is let go above or below something."""
        what.scroll_into_view_if_needed()
        start = what.bounding_box()
        assert start
        mouse = self.page.mouse
        mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
        mouse.down()
        mouse.move(
            start["x"] + start["width"] / 2 + 8, start["y"] + start["height"] / 2 + 8, steps=3
        )
        # Other fields give way while something is dragged, so the end of the way moves too.
        for _ in range(4):
            end = to.bounding_box()
            assert end
            at = end["y"] + (end["height"] - 6 if below else 6)
            mouse.move(end["x"] + end["width"] / 2, at, steps=12)
            self.page.wait_for_timeout(150)
        mouse.up()

    def tab_to(self, target: Locator, *, most: int = 150, back: bool = False) -> None:
        """By the keyboard alone: Tab until it has the focus."""
        for _ in range(most):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"the focus never came to {target}")
