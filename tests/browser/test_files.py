"""Uploads and signatures with scripts: progress, pictures, cancel, try again, remove; drawn strokes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.person import Person
from tests.browser.site import Site

SUPPLIERS_PAGE = 5
SIGNATURES_PAGE = 5


@pytest.fixture
def person(page: Page) -> Person:
    """Somebody on a phone."""
    return Person(page)


@pytest.fixture
def certificate(person: Person, site: Site) -> Locator:
    """The question for a supplier's insurance certificate."""
    person.open(site.address("venue-hire") + f"?page={SUPPLIERS_PAGE}")
    person.press("Add a supplier")
    return person.question("Insurance certificate")


@pytest.fixture
def pad(person: Person, site: Site) -> Locator:
    """The first partner's signature, drawn."""
    person.open(site.address("photography-contract") + f"?page={SIGNATURES_PAGE}")
    frame = person.question("First partner: signature")
    frame.locator("[data-kind-choice=drawn]").click()
    expect(frame.locator("[data-pad][data-ready]")).to_be_visible()
    return frame


def picture(folder: Path, name: str = "certificate.jpg", *, side: int = 400) -> Path:
    """A photograph."""
    path = folder / name
    Image.effect_noise((side, side), 80).convert("RGB").save(path)
    return path


def upload(frame: Locator, path: Path) -> None:
    """Choose a file."""
    frame.locator("input[type=file]").set_input_files(path)


def stroke(page: Page, box: Locator, *points: tuple[float, float]) -> None:
    """Draw over shares of the pad's width and height."""
    place = box.bounding_box()
    assert place is not None
    for number, (x, y) in enumerate(points):
        page.mouse.move(place["x"] + x * place["width"], place["y"] + y * place["height"], steps=6)
        if number == 0:
            page.mouse.down()
    page.mouse.up()


def strokes(frame: Locator) -> list[list[list[int]]]:
    """The strokes as they will be sent."""
    return list(json.loads(frame.locator("input[name$=-drawn]").input_value() or "[]"))


def test_a_file_is_kept_with_its_picture_and_can_be_removed(
    certificate: Locator, person: Person, tmp_path: Path
) -> None:
    upload(certificate, picture(tmp_path))
    kept = certificate.locator("[data-file]")
    expect(kept).to_contain_text("certificate.jpg")
    expect(kept.locator("canvas.thumbnail")).to_be_visible()
    sent = json.loads(kept.locator("input[type=hidden]").input_value())
    assert (sent["name"], sent["type"], len(sent["sha256"])) == (
        "certificate.jpg",
        "image/jpeg",
        64,
    )
    person.wait_until_saved()
    kept.get_by_role("button", name="Remove").click()
    expect(kept).to_have_count(0)
    expect(certificate.locator("input[type=file]")).to_be_focused()


def test_a_kept_file_is_still_there_after_a_reload(
    certificate: Locator, person: Person, tmp_path: Path
) -> None:
    upload(certificate, picture(tmp_path))
    expect(certificate.locator("[data-file]")).to_have_count(1)
    person.wait_until_saved()
    person.page.reload()
    expect(person.question("Insurance certificate").locator("[data-file]")).to_have_count(1)


def test_the_server_says_why_a_file_is_refused(certificate: Locator, tmp_path: Path) -> None:
    bad = tmp_path / "certificate.jpg"
    bad.write_bytes(b"<svg onload=alert(1)>")
    upload(certificate, bad)
    expect(certificate.locator(".file .problem")).not_to_be_empty()
    expect(certificate.locator("[data-file]")).to_have_count(0)


def test_a_failed_upload_can_be_tried_again(
    certificate: Locator, person: Person, tmp_path: Path
) -> None:
    person.page.route("**/files/**", lambda route: route.abort(), times=1)
    upload(certificate, picture(tmp_path))
    expect(certificate.locator(".file .problem")).to_contain_text("not uploaded")
    certificate.get_by_role("button", name="Try again").click()
    expect(certificate.locator("[data-file]")).to_have_count(1)


def test_files_and_answers_that_come_first_together_make_one_draft(
    certificate: Locator, person: Person, site: Site, tmp_path: Path
) -> None:
    count = "select count(*) from form_submissions where status = 'draft'"
    before = site.rows(count)[0]["count"]
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    person.page.route("**/drafts", hold)
    upload(certificate, picture(tmp_path))
    certificate.page.locator("[data-row]:visible input[type=text]").first.fill("Bloom & Co")
    person.page.wait_for_timeout(1500)
    for one in held:
        one.continue_()
    expect(certificate.locator("[data-file] input[type=hidden]")).to_have_count(1)
    person.wait_until_saved()
    assert site.rows(count)[0]["count"] == before + 1


def test_an_upload_can_be_cancelled(certificate: Locator, person: Person, tmp_path: Path) -> None:
    waiting: list[Route] = []
    person.page.route("**/files/**", lambda route: waiting.append(route))  # noqa: PLW0108 - a wrapped built-in is refused
    upload(certificate, picture(tmp_path))
    expect(certificate.get_by_role("progressbar")).to_be_visible()
    certificate.get_by_role("button", name="Cancel").click()
    expect(certificate.locator(".file")).to_have_count(0)


def test_a_drawn_signature_is_strokes_in_a_fixed_box(pad: Locator, person: Person) -> None:
    stroke(person.page, pad.locator("[data-pad]"), (0.1, 0.2), (0.5, 0.9))
    stroke(person.page, pad.locator("[data-pad]"), (0.6, 0.5), (0.9, 0.5))
    first, second = strokes(pad)
    assert first[0] == pytest.approx([60, 40], abs=3)
    assert first[-1] == pytest.approx([300, 180], abs=3)
    assert second[-1] == pytest.approx([540, 100], abs=3)


def test_strokes_can_be_undone_and_cleared(pad: Locator, person: Person) -> None:
    stroke(person.page, pad.locator("[data-pad]"), (0.1, 0.2), (0.5, 0.9))
    stroke(person.page, pad.locator("[data-pad]"), (0.6, 0.5), (0.9, 0.5))
    pad.get_by_role("button", name="Undo").click()
    assert len(strokes(pad)) == 1
    pad.get_by_role("button", name="Clear").click()
    assert strokes(pad) == []


def test_a_drawn_signature_is_drawn_again_after_a_reload(pad: Locator, person: Person) -> None:
    stroke(person.page, pad.locator("[data-pad]"), (0.1, 0.2), (0.5, 0.9))
    person.wait_until_saved()
    drawn = strokes(pad)
    person.page.reload()
    again = person.question("First partner: signature")
    expect(again.locator("[data-pad][data-ready]")).to_be_visible()
    assert strokes(again) == drawn
    ink = again.locator("[data-pad]").evaluate(
        "pad => pad.getContext('2d').getImageData(0, 0, pad.width, pad.height).data.some(Boolean)"
    )
    assert ink is True


def test_drawing_does_not_scroll_the_page(pad: Locator) -> None:
    assert pad.locator("[data-pad]").evaluate("pad => getComputedStyle(pad).touchAction") == "none"
