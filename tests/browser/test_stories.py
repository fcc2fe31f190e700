"""A couple signs its photography contract, a family answers an invitation: phone and desk, scripts on and off."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.couple import (
    BALANCE,
    BALANCE_WORDS,
    DEPOSIT,
    PARTNERS,
    TOTAL,
    TOTAL_WORDS,
    contract_pages,
    reply_pages,
    wedding_day,
)
from tests.browser.person import Person, Says
from tests.browser.site import Site
from wedforms.lib.clock import today_in

READY = 60_000


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def person(
    request: pytest.FixtureRequest,
    open_context: Callable[..., BrowserContext],
    viewport: dict[str, int],
) -> Person:
    """Somebody at each width, with scripts and without."""
    context = open_context(viewport=viewport, java_script_enabled=request.param)
    return Person(context.new_page(), scripts=request.param)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photographed signature."""
    image = Image.new("RGB", (800, 300), "white")
    ImageDraw.Draw(image).line([(60, 220), (240, 60), (420, 230), (740, 90)], "navy", 9)
    path = tmp_path / "signature.jpg"
    image.save(path)
    return path


def fill(person: Person, pages: Sequence[Sequence[Says]]) -> None:
    """Fill the form page by page up to the review."""
    for answers in pages:
        person.fill_page(answers)
    expect(person.page.locator("h1")).to_have_text("Look over your answers")


def test_a_couple_signs_its_photography_contract(site: Site, person: Person, picture: Path) -> None:
    person.open(site.address("photography-contract"))
    fill(person, contract_pages(today_in("Europe/London"), picture))
    expect(person.page.locator(".is-total")).to_have_text(TOTAL_WORDS)
    person.press("Sign and send")
    expect(person.page.get_by_text("Thank you, and congratulations!")).to_be_visible()

    stored = site.submissions("photography-contract")[-1]["submission_data"]
    assert (stored["partner1_name"], stored["partner2_name"]) == PARTNERS
    assert stored["partner1_phone"] == "+447700900123"
    assert stored["second_shooter"] is True
    assert (stored["total"], stored["deposit"], stored["balance"]) == (TOTAL, DEPOSIT, BALANCE)
    assert stored["wedding_date"] == wedding_day(today_in("Europe/London")).isoformat()
    assert stored["partner1_signature"]["kind"] == "typed"
    assert stored["partner2_signature"]["kind"] == "uploaded"

    words = document_words(person.page)
    for expected in (*PARTNERS, TOTAL_WORDS, BALANCE_WORDS, "The Old Mill, Frome"):
        assert expected in words


def document_words(page: Page) -> str:
    """Wait for the document on the thank-you page, download it, and read it."""
    url = page.url.rstrip("/") + "/document.pdf"
    for _ in range(READY // 1000):
        answer = page.context.request.get(url)
        if answer.ok and answer.headers["content-type"] == "application/pdf":
            break
        page.wait_for_timeout(1000)
    assert answer.ok, answer.status
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=answer.body(), capture_output=True, check=True
    )
    return " ".join(read.stdout.decode().split())


def test_a_family_of_three_answers_its_invitation(site: Site, person: Person) -> None:
    before = len(site.submissions("rsvp"))
    person.open(site.personal_address())
    fill(person, reply_pages())
    person.press("Send our answer")
    expect(person.page.get_by_text("Amara and Joe have your answer")).to_be_visible()

    sent = site.submissions("rsvp")
    assert len(sent) == before + 1
    stored = sent[-1]["submission_data"]
    guests = stored["guests"]
    assert [guest["guest_name"] for guest in guests] == ["Priya Shah", "Rohan Shah", "陳大文"]
    assert guests[0]["dietary_flags"] == ["vegan", "nut_severe"]
    assert guests[0]["carries_epipen"] is True
    assert [guest.get("main") for guest in guests] == ["aubergine", "tomato_pasta", None]
    assert "starter" not in guests[2]
    assert stored["coming"] == 3
    assert stored["message"] == "We can’t wait!\nPriya & Rohan"
