"""Take the pictures under docs/pictures from a running `make run`.

Run: `python -m tests.browser.take_pictures http://localhost:8000 http://localhost:8000/p/… docs/pictures`
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser.conftest import DESK, PHONE
from tests.browser.couple import contract_pages, reply_pages
from tests.browser.person import Person, Says
from wedforms.lib.clock import today_in

WIDTHS = {"1280": DESK, "360": PHONE}


def main(site: str, personal_link: str, folder: Path) -> None:
    """Live both stories at both widths and keep a picture of every page."""
    folder.mkdir(parents=True, exist_ok=True)
    signature = _signature(Path(tempfile.mkdtemp()) / "signature.jpg")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for width, viewport in WIDTHS.items():
            context = browser.new_context(viewport=viewport, locale="en-GB")
            contract = contract_pages(today_in("Europe/London"), signature)
            _story(
                context,
                f"{site}/f/ivy-and-lark/photography-contract",
                contract,
                "Sign and send",
                folder / "photography-contract",
                width,
            )
            # A personal link is answered once: the desk stops before sending, the phone sends.
            send = "Send our answer" if width == "360" else ""
            _story(context, personal_link, reply_pages(), send, folder / "rsvp", width)
            for slug in ("pre-wedding-questionnaire", "lead-enquiry", "deposit-balance-invoice"):
                _first(context, f"{site}/f/ivy-and-lark/{slug}", folder / f"{slug}-{width}.png")
            _first(context, f"{site}/f/aldermere/venue-hire", folder / f"venue-hire-{width}.png")
            _first(context, f"{site}/f/nobody/nothing", folder / f"unknown-{width}.png")
        browser.close()


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
    if not send:
        return
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
    subprocess.run(["pdftoppm", "-r", "70", "-png", pdf, f"{name}-pdf"], check=True)
    first, *_, last = sorted(name.parent.glob(f"{name.name}-pdf-*.png"))
    _keep_side_by_side(first, last, Path(f"{name}-pdf.png"))


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


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2], Path(sys.argv[3]))
