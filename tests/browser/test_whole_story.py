"""From an account to a workbook: a supplier who is new here, two households, and a colleague.

Nothing is done behind the scenes: every step is a press on a page, and every mail is read where a
mail server took it.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.designer import Designer
from tests.browser.hosting import (
    hosting,
    inside,
    listen,
    picky_browser,
    wait_until_heard,
)
from tests.browser.site import Site, open_site
from tests.factories.postoffice import Delivery, PostOffice, post_office
from tests.servers import TestServer

Open = Callable[..., BrowserContext]

PASSWORD: Final = "three quiet words"
OWNER: Final = "fern@example.com"
VIEWER: Final = "vale@example.com"
#: Chromium's own setting for blocking third-party cookies.
BLOCKED: Final = {"profile": {"cookie_controls_mode": 1, "block_third_party_cookies": True}}
PATIENCE: Final = 60.0
#: What a button says that changes something.
WRITING: Final = re.compile("Correct|Approve|Delete|Restore|Decline|Add|Save|Send|Remove")


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    """The mail server that takes every mail of this story."""
    with post_office() as opened:
        yield opened


@pytest.fixture(scope="module")
def site(
    postgres: TestServer, tmp_path_factory: pytest.TempPathFactory, office: PostOffice
) -> Iterator[Site]:
    """A service where anybody may open an account, and whose mails go to the mail server."""
    addresses = postgres.clone()
    opened = open_site(
        addresses,
        tmp_path_factory.mktemp("story"),
        WEDFORMS_SIGNUP="open",
        WEDFORMS_SMTP_URL=office.url,
        WEDFORMS_MAIL_FROM="forms@wedforms.example",
    )
    yield opened
    opened.stop()
    postgres.drop(addresses)


def mail_to(office: PostOffice, address: str, *, subject: str = "") -> Delivery:
    """Wait for a mail to this address whose subject holds these words."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for one in office.deliveries:
            if address in one.recipients and subject in str(one.message["Subject"]):
                return one
        time.sleep(0.2)
    raise AssertionError([(one.recipients, one.message["Subject"]) for one in office.deliveries])


def sign_up(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/studio/sign-up")
    for label, words in (
        ("Name of your business", "Fern & Vale"),
        ("Your first name", "Fern"),
        ("Your last name", "Vale"),
        ("Your e-mail address", OWNER),
        ("A password", PASSWORD),
    ):
        page.get_by_label(label, exact=False).first.fill(words)
    page.get_by_role("button", name="Open the account").click()
    expect(page.get_by_role("heading", name="Forms")).to_be_visible()


def confirm_the_address(page: Page, office: PostOffice) -> None:
    """Before it nobody can be invited."""
    [link, *_] = re.findall(
        r"http://\S+/studio/confirm/\S+", mail_to(office, OWNER, subject="Confirm").text
    )
    page.goto(link)
    page.get_by_role("button", name="Confirm my address").click()
    expect(page.get_by_role("heading", name="Forms")).to_be_visible()
    expect(page.get_by_text("Please confirm your e-mail address")).to_have_count(0)


def setting(designer: Designer, name: str) -> Any:
    return designer.page.locator(f'wf-setting[data-name="{name}"]')


def build_by_mouse(designer: Designer) -> None:
    """A household's e-mail address, and its guests: their name, whether they come, what they eat."""
    designer.add("E-mail", "Your e-mail address")
    designer.add("Repeating group", "Guests")
    designer.add("Short text", "Name")
    designer.add("Yes or no", "Coming")
    designer.add("Menu choice", "Meal")
    options = setting(designer, "options")
    options.get_by_role("button", name="Write them as a list").click()
    options.get_by_label("All options").fill("Trout | 12.50\nRisotto")
    options.get_by_role("button", name="Done").click()
    expect(designer.piece("Meal")).to_contain_text("Trout")
    designer.saved()
    condition = setting(designer, "visible_if")
    condition.get_by_role("button", name="Only under a condition").click()
    condition.get_by_label("Question").select_option(label="Coming")
    designer.saved()


def begin_by_keyboard(designer: Designer) -> None:
    """A new form, from the list of forms, without a mouse."""
    page, keys = designer.page, designer.page.keyboard
    designer.tab_to(page.get_by_role("link", name="New form"))
    keys.press("Enter")
    expect(page.get_by_label("What is it called?")).to_be_focused()
    keys.type("Autumn by keys")
    keys.press("Tab")
    wanted = page.get_by_label("RSVP")
    for _ in range(page.locator("[name=form_type]").count()):
        if wanted.is_checked():
            break
        keys.press("ArrowDown")
    expect(wanted).to_be_checked()
    designer.tab_to(page.get_by_role("button", name="Make the form"))
    keys.press("Enter")
    designer.arrive()


def build_by_keyboard(designer: Designer) -> None:
    """The same with Tab, arrows, Enter and letters alone."""
    page, keys = designer.page, designer.page.keyboard

    def add(title: str, label: str, *, back: bool = True) -> None:
        designer.tab_to(page.locator(".palette-type", has_text=title).first, back=back)
        keys.press("Enter")
        expect(page.locator("wf-setting[data-name=label] input")).to_be_focused()
        keys.press("Control+a")
        keys.type(label)

    add("E-mail", "Your e-mail address", back=False)
    add("Repeating group", "Guests")
    add("Short text", "Name")
    add("Yes or no", "Coming")
    add("Menu choice", "Meal")
    options = setting(designer, "options")
    designer.tab_to(options.get_by_role("button", name="Write them as a list"))
    keys.press("Enter")
    designer.tab_to(options.get_by_label("All options"))
    keys.press("Control+a")
    keys.type("Trout | 12.50\nRisotto")
    designer.tab_to(options.get_by_role("button", name="Done"))
    keys.press("Enter")
    expect(designer.piece("Meal")).to_contain_text("Trout")
    designer.saved()
    condition = setting(designer, "visible_if")
    designer.tab_to(condition.get_by_role("button", name="Only under a condition"))
    keys.press("Enter")
    designer.tab_to(condition.get_by_label("Question"))
    keys.type("Coming")
    designer.saved()


def built(designer: Designer) -> list[dict[str, Any]]:
    """What the draft asks now."""
    return designer.site.rows(
        "select field.label, field.field_type, field.options, field.visible_if"
        " from form_fields field where field.form_id = %s and field.deleted_at is null"
        " order by field.parent_id nulls first, field.sort_order, field.id",
        designer.form_id,
    )


def publish(page: Page) -> None:
    page.get_by_role("navigation", name="This form").get_by_role("link", name="Publish").click()
    page.get_by_role("button", name=re.compile("^Publish version")).click()
    expect(page.get_by_role("button", name=re.compile("^Publish version"))).to_have_count(0)


def allow_site(page: Page, address: str) -> str:
    """Let a site show the form; the code that it needs."""
    page.get_by_role("navigation", name="This form").get_by_role("link", name="Share").click()
    page.get_by_role("navigation", name="Ways to share").get_by_role("link", name="site").click()
    page.get_by_label("Address of a site").fill(address)
    page.get_by_role("button", name="Add the site").click()
    return page.get_by_label("The code").input_value()


def reply(form: FrameLocator, *, email: str, guests: dict[str, str | None]) -> None:
    """One household answers: who comes eats something."""
    form.get_by_label("Your e-mail address").fill(email)
    for number, (name, meal) in enumerate(guests.items()):
        if form.locator("[data-row]:visible").count() <= number:
            form.locator("[data-action^=add]:visible").first.tap()
        row = form.locator("[data-row]:visible").nth(number)
        row.get_by_label("Name").fill(name)
        row.locator(".choice", has_text="Yes" if meal else "No").first.tap()
        if meal:
            expect(row.locator(".choice", has_text="Trout")).to_contain_text("£12.50")
            row.locator(".choice", has_text=meal).tap()
        else:
            expect(row.locator(".choice", has_text="Trout")).to_be_hidden()
    expect(form.locator("#wedforms-form")).to_have_attribute("data-saving", "saved")
    form.get_by_role("button", name="Look over your answers").tap()
    form.get_by_role("button", name="Send", exact=True).tap()
    expect(form.get_by_role("heading", name="Thank you")).to_be_visible()


def answer_on_the_site(
    browser: Browser, folder: Path, address: str, *, email: str, guests: dict[str, str | None]
) -> None:
    """On a phone whose browser keeps no cookie for strangers."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    context = picky_browser(
        browser.browser_type, folder, preferences=BLOCKED, viewport=PHONE,
        has_touch=True, is_mobile=True, device_scale_factor=3,
        executable_path=shutil.which("chromium"), args=["--disable-gpu", *root],
    )  # fmt: skip
    page = context.pages[0]
    listen(page)
    page.goto(address)
    wait_until_heard(page, "ready")
    reply(inside(page), email=email, guests=guests)
    wait_until_heard(page, "submitted")
    assert context.cookies() == []
    context.close()


def build_twice(page: Page, site: Site) -> Designer:
    """The same RSVP by the keyboard alone, and again by mouse; the second is gone on with."""
    designer = Designer(page, site)
    begin_by_keyboard(designer)
    build_by_keyboard(designer)
    by_keyboard = built(designer)
    page.goto(f"{site.url}/studio/forms")
    designer.begin()
    build_by_mouse(designer)
    assert built(designer) == by_keyboard
    assert by_keyboard[-1]["options"][0] == {"value": "trout", "label": "Trout", "price": 1250}
    assert by_keyboard[-1]["visible_if"] == ["=", ["field", "coming"], True]
    return designer


def show_on_a_site(page: Page, site: Site, browser: Browser, folder: Path) -> None:
    """Two households answer on the supplier's own site."""
    with hosting(site.url) as host:
        code = allow_site(page, host.url)
        address = host.page(code)
        answer_on_the_site(
            browser, folder / "one", address,
            email="ana@example.com", guests={"Ana": "Trout", "Bea": None},
        )  # fmt: skip
        answer_on_the_site(
            browser, folder / "two", address,
            email="jose@example.com", guests={"José": "Risotto"},
        )  # fmt: skip


def counts_of(page: Page) -> list[list[str]]:
    """What the bars of the board say: each answer with how many gave it."""
    return page.locator("main table.bars tbody tr").evaluate_all(
        "rows => rows.map(one => [one.querySelector('th').innerText,"
        " one.querySelector('.bars-count').innerText])"
    )


def see_the_board(page: Page, form: str) -> None:
    """Two of three come, and what they eat; a job counts, so it takes a moment."""
    page.goto(f"{form}/answers")
    page.get_by_role("navigation", name="Answers").get_by_role("link", name="Board").click()
    wanted = [["Yes", "2"], ["No", "1"], ["Trout", "1"], ["Risotto", "1"]]
    deadline = time.monotonic() + PATIENCE
    while (found := counts_of(page)) != wanted:
        assert time.monotonic() < deadline, found
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("main")).to_contain_text("2 households have answered")


def change_the_menu(designer: Designer, form: str) -> None:
    """Another dish is published; what was answered before stays as it was asked."""
    page = designer.page
    page.goto(f"{form}/design")
    designer.arrive()
    designer.piece("Meal").locator("> .piece-head [data-select]").click()
    setting(designer, "options").get_by_label("Option 1, Label").fill("Sea bass")
    designer.saved()
    publish(page)
    page.goto(f"{form}/answers")
    page.locator("tbody tr").last.get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("Trout")
    expect(page.locator("main")).not_to_contain_text("Sea bass")


def read_the_mails(office: PostOffice) -> None:
    """The household has its answers and the way to change them; the supplier is told."""
    couple = mail_to(office, "ana@example.com")
    assert "Ana" in couple.text
    assert "/s/fern-and-vale/" in couple.text
    supplier = mail_to(office, OWNER, subject="Autumn")
    assert "@example.com" in str(supplier.message["Reply-To"])


def take_the_workbook(page: Page, form: str) -> None:
    """The export is read back."""
    page.goto(f"{form}/exports")
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel workbook").click()
    workbook = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    cells = {cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert {"Ana", "Bea", "José", "ana@example.com", "jose@example.com"} <= cells


def invite_a_viewer(page: Page, site: Site, office: PostOffice, colleague: Page) -> None:
    """Somebody who may read."""
    page.goto(f"{site.url}/studio/members")
    page.get_by_label("Their e-mail address").fill(VIEWER)
    page.get_by_label("What they may do").select_option("VIEWER")
    page.get_by_role("button", name="Invite", exact=True).click()
    [link, *_] = re.findall(r"http://\S+/studio/join/\S+", mail_to(office, VIEWER).text)
    colleague.goto(link)
    colleague.get_by_label("Your first name").fill("Val")
    colleague.get_by_label("A password").fill(PASSWORD)
    colleague.get_by_role("button", name="Join").click()
    expect(colleague.get_by_role("heading", name="Forms")).to_be_visible()


def read_as_a_viewer(colleague: Page) -> None:
    """Forms, answers and the board are read by following links, and nothing offers to change them."""
    main = colleague.locator("main")
    expect(main.get_by_role("link", name=re.compile("^New form|^Design"))).to_have_count(0)
    expect(main.get_by_role("button")).to_have_count(0)
    expect(main).to_contain_text("2 answers")
    main.get_by_role("link", name=re.compile("^Autumn")).first.click()
    expect(main).to_contain_text("ana@example.com")
    main.get_by_role("link", name="Board", exact=True).click()
    expect(main).to_contain_text("Risotto")
    tabs = colleague.get_by_role("navigation", name="This form")
    expect(tabs.get_by_role("link", name=re.compile("^Design|^Publish"))).to_have_count(0)
    tabs.get_by_role("link", name="Answers").click()
    colleague.locator("tbody tr").last.get_by_role("link").first.click()
    expect(main).to_contain_text("Trout")
    expect(main.get_by_role("button", name=WRITING)).to_have_count(0)
    expect(main.get_by_role("link", name=WRITING)).to_have_count(0)
    colleague.go_back()
    tabs.get_by_role("link", name="Share").click()
    expect(main.get_by_role("button", name=WRITING)).to_have_count(0)
    colleague.get_by_role("link", name="People", exact=True).click()
    expect(main).to_contain_text("Val")
    expect(main.get_by_role("button", name="Invite")).to_have_count(0)


def refuse_what_a_viewer_forges(colleague: Page, form: str) -> None:
    """A post that no page of theirs offers, with the token that their own pages hold."""
    answered = colleague.evaluate(
        """async (addresses) => {
          const token = document.querySelector("[name=csrf_token]").value;
          const body = () => new URLSearchParams({ csrf_token: token, email: "x@example.com", role: "OWNER" });
          const ask = async (address) => (await fetch(address, { method: "POST", body: body() })).status;
          return Promise.all(addresses.map(ask));
        }""",
        [f"{form}/delete", f"{form}/publish", "/studio/members/invite", "/studio/forms/new"],
    )
    assert answered == [403, 403, 403, 403]
    design = colleague.goto(f"{form}/design")
    assert design is not None
    assert design.status == 403


def test_the_whole_story(
    browser: Browser, open_context: Open, site: Site, office: PostOffice, tmp_path: Path
) -> None:
    page = open_context(viewport=DESK).new_page()
    sign_up(page, site)
    confirm_the_address(page, office)
    designer = build_twice(page, site)
    form = f"{site.url}/studio/forms/{designer.form_id}"
    publish(page)
    show_on_a_site(page, site, browser, tmp_path)
    see_the_board(page, form)
    change_the_menu(designer, form)
    read_the_mails(office)
    take_the_workbook(page, form)
    colleague = open_context(viewport=DESK).new_page()
    invite_a_viewer(page, site, office, colleague)
    read_as_a_viewer(colleague)
    refuse_what_a_viewer_forges(colleague, form)
    page.goto(f"{site.url}/studio/forms")
    expect(page.get_by_text("2 answers")).to_be_visible()
