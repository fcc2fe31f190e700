"""Take pictures of every page at both widths, for people to look at; some stand in docs/pictures.

Run: `python -m tests.browser.take_pictures FOLDER [PART…]`; the parts are those of `_PARTS`, all of
them unless some are named. It makes a site of its own and takes it down.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.conftest import DESK, PHONE
from tests.browser.couple import contract_pages, reply_pages
from tests.browser.furnished import (
    NEWCOMER,
    Furnished,
    furnish,
    open_page,
    press,
    wait_for_the_worker,
)
from tests.browser.pages import DOORS, PUBLIC, STUDIO
from tests.browser.person import Person, Says
from tests.browser.picture_embeds import take_embeds
from tests.browser.picture_states import (
    take_conflict,
    take_foreign,
    take_newcomer_by_night,
    take_panels,
    take_states,
    take_trouble,
)
from tests.published import session_factory
from tests.servers import NEWEST, start_test_server
from wedforms.accounts.tiers import give_tier
from wedforms.core.engine import create_engine_for
from wedforms.core.tenancy import tenant_transaction
from wedforms.lib.clock import now, today_in

WIDTHS: Final = {"1280": DESK, "360": PHONE}
#: Until a page of the builder has drawn itself.
_SETTLING: Final = 600
#: A plan with all its forms made, on trial, and after the trial: its tier, and the days left.
_PLANS: Final = {
    "full": ("FREE", None),
    "ending": ("PROFESSIONAL", 2),
    "ended": ("PROFESSIONAL", -1),
}
_FORMS_OF_FREE: Final = 5


def main(folder: Path, parts: Sequence[str]) -> None:
    """Every page, in every state, and both stories, at both widths."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--lang=en-GB"],
        )
        with _furnished(browser) as made:
            for part in parts:
                _PARTS[part](made, browser, folder)
        browser.close()


@contextmanager
def _furnished(browser: Browser) -> Iterator[Furnished]:
    server = start_test_server(NEWEST)
    try:
        with tempfile.TemporaryDirectory() as place:
            context = browser.new_context(viewport=DESK, locale="en-GB")
            made = furnish(server.clone(), Path(place), context)
            try:
                yield made
            finally:
                made.site.stop()
    finally:
        server.server.stop()


def _pages(made: Furnished, browser: Browser, folder: Path) -> None:
    """Every page of the table: filled, and as a newcomer sees it."""
    owner, newcomer, stranger = (open_page(browser) for _ in range(3))
    made.sign_in(owner)
    made.sign_in(newcomer, email=NEWCOMER)
    for name, shown in STUDIO.items():
        _both(made, owner, shown.way, folder / name)
        if shown.empty:
            _both(made, newcomer, shown.empty, folder / f"{name}.empty")
        for number, way in enumerate(shown.more):
            _both(made, owner, way, folder / f"{name}.{number}")
    for name, shown in {**DOORS, **PUBLIC}.items():
        _both(made, stranger, shown.way, folder / name)
    _both(made, stranger, "/f/ivy-and-lark/arabic-reply?lang=ar", folder / "public.fill.arabic")
    _mails(made, stranger, folder)
    _paper(made, owner, folder)
    _plans(made, newcomer, folder)


def _mails(made: Furnished, page: Page, folder: Path) -> None:
    """Every mail, as its reader sees it."""
    page.goto(made.address("/outbox"))
    ways = [one.get_attribute("href") for one in page.locator("main li a").all()]
    for number, way in enumerate(ways, 1):
        _both(made, page, f"{way}/page", folder / f"mail-{number}")


def _paper(made: Furnished, page: Page, folder: Path) -> None:
    """One household's answers on paper."""
    page.goto(made.address("/studio/answers/{answer_rsvp}"))
    page.get_by_role("button", name="Make a PDF").click()
    wait_for_the_worker(made)
    page.reload()
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Download").first.click()
    downloaded.value.save_as(folder / "answers.pdf")
    _draw(folder / "answers.pdf")


def _plans(made: Furnished, page: Page, folder: Path) -> None:
    """What somebody new reads who has made all their forms, and whose trial ends and has ended."""
    page.goto(made.address("/studio/account"))
    for number in range(1, _FORMS_OF_FREE):
        given = {"name": f"Form {number}", "form_type": "questionnaire"}
        press(page, made.address("/studio/forms/new"), given)
    [fern] = made.site.rows("select id from organizations where slug = 'fern-and-vale'")
    engine = create_engine_for(made.site.addresses.app)
    for name, (tier, days) in _PLANS.items():
        ends_at = None if days is None else now() + timedelta(days)
        with session_factory(engine)() as session, tenant_transaction(session, fern["id"]):
            give_tier(session, tier, now=now(), trial_ends_at=ends_at)
        _both(made, page, "/studio/settings/plan", folder / f"studio.plan.{name}")
        _both(made, page, "/studio/forms", folder / f"studio.forms.{name}")
    engine.dispose()


def _both(made: Furnished, page: Page, way: str, name: Path) -> None:
    for width, viewport in WIDTHS.items():
        page.set_viewport_size(viewport)
        page.goto(made.address(way))
        page.wait_for_timeout(_SETTLING if way.endswith("/design") else 0)
        _keep(page, Path(f"{name}-{width}.png"))


def _all_stories(made: Furnished, browser: Browser, folder: Path) -> None:
    for width, viewport in WIDTHS.items():
        _stories(made, browser.new_context(viewport=viewport, locale="en-GB"), folder, width)


def _foreign(made: Furnished, browser: Browser, folder: Path) -> None:
    take_foreign(made, browser, folder, _draw)


def _stories(made: Furnished, context: BrowserContext, folder: Path, width: str) -> None:
    """What a couple and a household see, step by step."""
    signature = _signature(Path(tempfile.mkdtemp()) / "signature.jpg")
    contract = contract_pages(today_in("Europe/London"), signature)
    address = made.site.address("photography-contract")
    _story(context, address, contract, "Sign and send", folder / "photography-contract", width)
    link = made.site.personal_address()
    _story(context, link, reply_pages(), "Send our answer", folder / "rsvp", width)
    for slug in (
        "pre-wedding-questionnaire",
        "lead-enquiry",
        "deposit-balance-invoice",
        "venue-hire",
    ):
        _first(context, made.site.address(slug), folder / f"{slug}-{width}.png")
    _first(context, f"{made.site.url}/f/nobody/nothing", folder / f"unknown-{width}.png")
    context.close()


def _story(
    context: BrowserContext,
    url: str,
    pages: Sequence[Sequence[Says]],
    send: str,
    name: Path,
    width: str,
) -> None:
    person = Person(context.new_page())
    person.open(url)
    for number, answers in enumerate(pages, 1):
        _keep(person.page, Path(f"{name}-{number}-empty-{width}.png"))
        if answers:
            person.press_forward()
            person.page.wait_for_timeout(300)
            _keep(person.page, Path(f"{name}-{number}-errors-{width}.png"))
            person.open(f"{person.page.url.partition('?')[0]}?page={number}")
        waiting = list(answers)
        while waiting:
            waiting = person._say_what_is_asked(waiting)
        _keep(person.page, Path(f"{name}-{number}-filled-{width}.png"))
        person.fill_page(())
    _keep(person.page, Path(f"{name}-review-{width}.png"))
    person.press(send)
    person.page.wait_for_timeout(6000)
    person.page.reload()
    _keep(person.page, Path(f"{name}-thanks-{width}.png"))
    _keep_document(person.page, name, width)


def _keep_document(page: Page, name: Path, width: str) -> None:
    answer = page.context.request.get(f"{page.url.split('?')[0]}/document.pdf")
    if width != "1280" or not answer.ok:
        return
    pdf = Path(f"{name}.pdf")
    pdf.write_bytes(answer.body())
    first, *_, last = _draw(pdf)
    _keep_side_by_side(first, last, Path(f"{name}-pdf.png"))


def _draw(pdf: Path) -> list[Path]:
    """A picture of each page."""
    pages = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "70", "-png", pdf, f"{pages}-pdf"], check=True)
    return sorted(pdf.parent.glob(f"{pages.name}-pdf-*.png"))


def _keep_side_by_side(first: Path, last: Path, path: Path) -> None:
    left, right = Image.open(first), Image.open(last)
    both = Image.new("RGB", (left.width + right.width, left.height), "white")
    both.paste(left, (0, 0))
    both.paste(right, (left.width, 0))
    both.save(path)


def _first(context: BrowserContext, url: str, path: Path) -> None:
    page = context.new_page()
    page.goto(url)
    _keep(page, path)
    page.close()


def _keep(page: Page, path: Path) -> None:
    page.screenshot(path=path, full_page=True)


def _signature(path: Path) -> Path:
    image = Image.new("RGB", (800, 300), "white")
    ImageDraw.Draw(image).line([(60, 220), (240, 60), (420, 230), (740, 90)], "navy", 9)
    image.save(path)
    return path


#: The plans come last among the pages: they change what the newcomer may do.
_PARTS: Final[Mapping[str, Callable[[Furnished, Browser, Path], None]]] = {
    "states": take_states,
    "panels": take_panels,
    "conflict": take_conflict,
    "trouble": take_trouble,
    "foreign": _foreign,
    "night": take_newcomer_by_night,
    "embeds": take_embeds,
    "pages": _pages,
    "stories": _all_stories,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or list(_PARTS))
