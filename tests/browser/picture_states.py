"""Pictures of what pages look like besides filled and empty: wrong, opened, by night, from the right, in trouble."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.couple import wedding_day
from tests.browser.foreign import (
    ARABIC_CONTRACT,
    ARABIC_INVOICE,
    ARABIC_WISHES,
    GERMAN_REPLY,
    arabic_agreement,
    arabic_bill,
    arabic_reply,
    arabic_wishes,
    german_answers,
)
from tests.browser.furnished import (
    NEWCOMER,
    Furnished,
    office_of,
    open_page,
    wait_for_the_worker,
)
from tests.browser.looking import post_wrongly
from tests.browser.pages import DOORS, PUBLIC, STUDIO, Shown
from tests.browser.test_accessible_every_type import publish_every_type
from tests.browser.trouble import PUBLIC_TROUBLES, STUDIO_TROUBLES, ended_forms
from tests.published import Office
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.lib import clock

WIDTHS: Final = {"1280": DESK, "360": PHONE}
_MAIL_WIDTHS: Final = {"600": {"width": 600, "height": 800}, "360": PHONE}
_LABEL: Final = "wf-setting[data-name=label] input"
#: The parts of the builder, one at a time where there is no room beside each other.
_VIEWS: Final = ("palette", "panel", "preview")
_OPEN: Final = """() => {
    const closed = [...document.querySelectorAll("main details:not([open])")];
    closed.forEach(one => { one.open = true });
    return closed.filter(one => one.checkVisibility()).length;
}"""
_FOREIGN: Final[Mapping[str, Mapping[str, Any]]] = {
    "arabic-invoice": ARABIC_INVOICE,
    "arabic-contract": ARABIC_CONTRACT,
    "arabic-wishes": ARABIC_WISHES,
    "german-reply": GERMAN_REPLY,
}
_INVITED: Final = {
    "arabic-reply": "عائلة حداد, layla@example.com\nOmar Haddad, omar@example.com",
    "german-reply": "Familie Müller-Lüdenscheidt, mueller@example.com\nKäthe Größmann, k@example.com",
}


def keep(page: Page, name: Path, widths: Mapping[str, Any] = WIDTHS) -> None:
    """The page as it stands, at each width."""
    for width, viewport in widths.items():
        page.set_viewport_size(viewport)
        page.wait_for_timeout(50)
        page.screenshot(path=f"{name}-{width}.png", full_page=True)
    page.set_viewport_size(DESK)


def take_states(made: Furnished, browser: Browser, folder: Path) -> None:
    """Every page of the table that was filled in wrongly, that can be opened, and by night."""
    owner, stranger = made.sign_in(open_page(browser)), open_page(browser)
    for name, shown in STUDIO.items():
        _states(made, owner, shown, folder / name)
        _by_night(made, owner, shown, folder / name)
    for name, shown in {**DOORS, **PUBLIC}.items():
        _states(made, stranger, shown, folder / name)
    _by_night(made, stranger, DOORS["studio.sign_in_page"], folder / "studio.sign_in_page")
    for name, shown in PUBLIC.items():
        arabic = replace(shown, way=f"{shown.way}?lang=ar", wrong="")
        stranger.goto(made.address(arabic.way))
        keep(stranger, folder / f"{name}.arabic")
    take_builder(made, owner, folder)


def _states(made: Furnished, page: Page, shown: Shown, name: Path) -> None:
    page.goto(made.address(shown.way))
    if page.evaluate(_OPEN) and not shown.way.endswith("/design"):
        keep(page, Path(f"{name}.opened"))
    if shown.wrong:
        page.goto(made.address(shown.way))
        post_wrongly(page, shown)
        keep(page, Path(f"{name}.wrong"))


def _by_night(made: Furnished, page: Page, shown: Shown, name: Path) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(made.address(shown.way))
    page.wait_for_timeout(600 if shown.way.endswith("/design") else 0)
    keep(page, Path(f"{name}.night"))
    page.emulate_media(color_scheme="light")


def take_builder(made: Furnished, page: Page, folder: Path) -> None:
    """A question of each kind that the inspector asks about differently, and the form's settings."""
    for slug, label in (
        ("photography-contract", "Collection"),
        ("photography-contract", "If you cancel"),
        ("rsvp", "Guests"),
        ("lead-enquiry", "Email"),
    ):
        page.goto(made.address(f"/studio/forms/{{{slug}}}/design"))
        expect(page.locator("wf-canvas .canvas-opening")).to_be_visible()
        head = page.locator(f'wf-canvas [data-name^="{label}"]').first
        head.scroll_into_view_if_needed()
        head.click()
        page.wait_for_timeout(600)
        keep(page, folder / f"builder.{slug}.{label.replace(' ', '-')}")


def take_panels(made: Furnished, browser: Browser, folder: Path) -> None:
    """Each part of the builder beside the form, by day and by night."""
    page = made.sign_in(open_page(browser))
    for scheme, mark in (("light", ""), ("dark", ".night")):
        page.emulate_media(color_scheme=scheme)
        page.goto(made.address("/studio/forms/{photography-contract}/design"))
        page.locator('wf-canvas [data-name^="Second partner: email"]').first.click()
        for name, viewport in WIDTHS.items():
            page.set_viewport_size(viewport)
            for view in _VIEWS if name == "360" else _VIEWS[-1:]:
                page.locator(f".view-{view}").click()
                page.wait_for_timeout(1200 if view == "preview" else 300)
                page.screenshot(path=folder / f"builder.{view}{mark}-{name}.png")
        page.set_viewport_size(PHONE)
        page.locator(".view-panel").click()
        for tab in page.locator("wf-panels [role=tab]").all():
            tab.click()
            page.wait_for_timeout(300)
            words = tab.inner_text().split()[0]
            page.screenshot(path=folder / f"builder.panel.{words}{mark}-360.png", full_page=True)
        page.set_viewport_size(DESK)


def take_conflict(made: Furnished, browser: Browser, folder: Path) -> None:
    """Two people gave one question another name: the second is asked, by day and by night."""
    first, second = (made.sign_in(open_page(browser)) for _ in range(2))
    for page in (first, second):
        page.goto(made.address("/studio/forms/{inspiration}/design"))
        page.locator('wf-canvas [data-name="Your names"]').first.click()
    second.context.set_offline(offline=True)
    second.locator(_LABEL).fill("What are you two called?")
    first.locator(_LABEL).fill("Your names, as on the invitation")
    expect(first.locator("[data-saved=saved]")).to_be_visible()
    second.context.set_offline(offline=False)
    dialog = second.get_by_role("alertdialog")
    expect(dialog).to_be_visible()
    keep(second, folder / "builder.conflict")
    second.emulate_media(color_scheme="dark")
    keep(second, folder / "builder.conflict.night")
    dialog.get_by_role("button", name="Theirs").click()


def take_trouble(made: Furnished, browser: Browser, folder: Path) -> None:
    """The calm pages, and every type of question with an error at it."""
    owner = made.sign_in(open_page(browser))
    with ended_forms(made):
        for number, met in enumerate((*PUBLIC_TROUBLES, *STUDIO_TROUBLES)):
            owner.goto(made.address(met.way))
            if not met.action:
                keep(owner, folder / f"trouble-{number:02d}-{met.template}")
        arab = open_page(browser, locale="ar")
        for number, met in enumerate(PUBLIC_TROUBLES):
            if not met.action:
                arab.goto(made.address(met.way))
                keep(arab, folder / f"trouble-{number:02d}-{met.template}.arabic")
    stranger, way = open_page(browser), publish_every_type(made)
    for language in ("en-GB", "ar"):
        stranger.goto(made.address(f"{way}?lang={language}"))
        keep(stranger, folder / f"every-type-{language}")
        stranger.locator("button[name=_action][value=submit]:visible").last.click()
        expect(stranger.get_by_role("alert").first).to_be_visible()
        keep(stranger, folder / f"every-type-{language}.wrong")


def take_foreign(
    made: Furnished, browser: Browser, folder: Path, draw: Callable[[Path], list[Path]]
) -> None:
    """Arabic and German forms, their mails and their papers."""
    owner, stranger = made.sign_in(open_page(browser)), open_page(browser)
    with office_of(made) as office:
        _publish_foreign(made, office)
        secrets = _answer_foreign(made, office)
    for slug in _FOREIGN:
        stranger.goto(made.address(f"/f/ivy-and-lark/{slug}"))
        keep(stranger, folder / slug)
        stranger.locator(".moves-forward:visible").last.click()
        stranger.wait_for_timeout(400)
        keep(stranger, folder / f"{slug}.wrong")
    _invite(made, owner)
    _ask_for_a_change(made, owner, stranger, secrets["arabic-wishes"])
    wait_for_the_worker(made)
    for slug, secret in secrets.items():
        stranger.goto(made.address(f"/s/ivy-and-lark/{secret}"))
        keep(stranger, folder / f"{slug}.thanks")
        paper = stranger.request.get(made.address(f"/s/ivy-and-lark/{secret}/document.pdf"))
        if paper.ok:
            (folder / f"{slug}.pdf").write_bytes(paper.body())
            draw(folder / f"{slug}.pdf")
        owner.goto(made.address(f"/studio/answers/{made.named['answer_' + slug]}"))
        keep(owner, folder / f"{slug}.answer")
    _paper_of_answers(made, owner, folder, draw)
    _mails(made, stranger, folder)


def _publish_foreign(made: Furnished, office: Office) -> None:
    for slug, asked in _FOREIGN.items():
        with office.work() as session:
            kept = import_form(session, read_definition(asked), slug=slug)
            publish_form(session, kept)
            made.named[slug] = str(kept.id)


def _answer_foreign(made: Furnished, office: Office) -> dict[str, str]:
    day = wedding_day(clock.today_in("Europe/London"))
    sent = {}
    for slug, answers in (
        ("arabic-invoice", arabic_bill(day)),
        ("arabic-contract", arabic_agreement(day)),
        ("arabic-wishes", arabic_wishes(day)),
        ("german-reply", german_answers(day)),
        ("arabic-reply", arabic_reply(day)),
    ):
        made.named[f"answer_{slug}"] = str(office.send(slug, answers).submission_id)
        sent[slug] = list(office.secrets.values())[-1]
    return sent


def _invite(made: Furnished, owner: Page) -> None:
    """Everybody is written to, and whoever has a link that was never mailed is reminded."""
    for slug, people in _INVITED.items():
        first, second = people.splitlines()
        for line in (first, second):
            owner.goto(made.address(f"/studio/forms/{{{slug}}}/share/links"))
            owner.get_by_label("For whom").fill(line)
            owner.get_by_role("button", name="Make the links").click()
            if line is first:
                owner.get_by_role("button", name="Send it by e-mail").click()
                expect(owner.get_by_role("status")).to_contain_text("on")
        owner.goto(made.address(f"/studio/forms/{{{slug}}}/remind"))
        owner.get_by_role("button", name="Send 1 reminder").click()


def _ask_for_a_change(made: Furnished, owner: Page, stranger: Page, secret: str) -> None:
    """A couple asks in Arabic for a change, and is told why not."""
    stranger.goto(made.address(f"/s/ivy-and-lark/{secret}/ask"))
    stranger.locator("textarea").fill("نرجو تغيير الأغنية إلى Perfect (Ed Sheeran).\nشكراً!")
    stranger.locator("main form button[type=submit]").last.click()
    owner.goto(made.address("/studio/answers/{answer_arabic-wishes}"))
    owner.get_by_label("Or say why not").fill("قائمة الأغاني عند الفرقة (The Swan Band) الآن.")
    owner.get_by_role("button", name="Decline").click()


def _paper_of_answers(
    made: Furnished, owner: Page, folder: Path, draw: Callable[[Path], list[Path]]
) -> None:
    """The answers of an Arabic form on paper."""
    owner.goto(made.address("/studio/answers/{answer_arabic-reply}"))
    owner.get_by_role("button", name="Make a PDF").click()
    wait_for_the_worker(made)
    owner.reload()
    with owner.expect_download() as downloaded:
        owner.get_by_role("link", name="Download").first.click()
    downloaded.value.save_as(folder / "arabic-answers.pdf")
    draw(folder / "arabic-answers.pdf")


def _mails(made: Furnished, page: Page, folder: Path) -> None:
    """Every mail in the outbox that isn't written in English."""
    outbox = Path(made.site.environment["WEDFORMS_OUTBOX_FOLDER"])
    shutil.copytree(outbox, folder / "outbox", dirs_exist_ok=True)
    page.goto(made.address("/outbox"))
    ways = [one.get_attribute("href") for one in page.locator("main li a").all()]
    for number, way in enumerate(ways, 1):
        page.goto(made.address(f"{way}/page"))
        language = page.evaluate("document.documentElement.lang")
        if not language.startswith("en"):
            keep(page, folder / f"mail.{language}-{number:02d}", _MAIL_WIDTHS)


def take_newcomer_by_night(made: Furnished, browser: Browser, folder: Path) -> None:
    """Pages on which nothing stands yet, by night."""
    page = made.sign_in(open_page(browser), email=NEWCOMER)
    for name, shown in STUDIO.items():
        if shown.empty:
            _by_night(made, page, Shown(way=shown.empty), folder / f"{name}.empty")
