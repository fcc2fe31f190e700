"""A signature stands clear of its line, as the printed page shows."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.documents.samples import paper, sample
from wedforms.documents.render import render_pdf
from wedforms.documents.template import document_html

DOTS_AN_INCH = 200
MILLIMETRE = DOTS_AN_INCH / 25.4
LEFT_EDGE, PICTURE, LINE = 22, 60, 72  # millimetres: margin, picture, signature line
LINES = 3  # letterhead, signature, foot


def photographed() -> bytes:
    """A white sheet, as a phone takes it."""
    content = BytesIO()
    Image.new("RGB", (600, 200), "white").save(content, "JPEG")
    return content.getvalue()


def signed_page(folder: Path) -> Image.Image:
    """The page with an uploaded signature, as a picture in grey."""
    form = sample()
    digest = "cd" * 32
    file = {"id": "x", "sha256": digest, "name": "s.jpg", "size": 9, "type": "jpg"}
    answer = {"kind": "uploaded", "name": "Rose Carter", "data": file}
    data = paper(replace(form, answers={**form.answers, "partner1_signature": answer}))
    data["sections"], data["bill"] = [], None
    path = folder / "signed.pdf"
    path.write_bytes(render_pdf(document_html(data, {digest: photographed()})))
    command = ["pdftoppm", "-r", str(DOTS_AN_INCH), "-gray", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*command, str(path), str(folder / "signed")], check=True)
    return Image.open(folder / "signed.pgm")


def ruled(page: Image.Image, start: int, end: int) -> list[tuple[int, ...]]:
    """The tones of every row that is dark all the way, so far from the left, in millimetres."""
    left, right = (round((LEFT_EDGE + place) * MILLIMETRE) for place in (start, end))
    rows = (page.crop((left, y, right, y + 1)).getcolors() for y in range(page.height))
    return [tuple(tone for _, tone in row) for row in rows if all(tone < 250 for _, tone in row)]


def test_the_white_ground_of_a_picture_covers_no_part_of_the_line(tmp_path: Path):
    page = signed_page(tmp_path)
    beneath = ruled(page, PICTURE - 8, PICTURE - 1)
    beyond = ruled(page, PICTURE + 1, LINE - 1)
    assert beneath == beyond
    assert len(beyond) >= LINES
