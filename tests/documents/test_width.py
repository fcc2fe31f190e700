"""Nothing that was answered leaves the sheet, however long a word is."""

from __future__ import annotations

import re
import subprocess
from typing import Any

import pytest

from tests.documents.samples import paper, sample
from tests.documents.test_fonts import press as press  # noqa: PLC0414 - the fixture
from wedforms.documents.render import Press
from wedforms.documents.template import document_html

LONG = "Llanfair" * 40
GRID: dict[str, Any] = {
    "kind": "table",
    "label": "Guests",
    "columns": ["Name", "Main course"],
    "rows": [[LONG, "Beef"]],
}
ANSWERS: dict[str, Any] = {"kind": "answers", "rows": [{"label": "Name", "value": LONG}]}


@pytest.mark.parametrize("item", [GRID, ANSWERS], ids=["table", "answers"])
def test_a_word_without_end_stays_on_the_sheet(item: dict[str, Any], press: Press):
    data = paper(sample())
    data["sections"] = [{"title": "", "items": [item]}]
    placed = boxes(press.print(document_html(data, {})).pdf)
    assert len("".join(word for word, *_ in placed if "anfair" in word)) > 200
    assert all(left >= 0 and right <= width for _, left, right, width in placed)


def boxes(pdf: bytes) -> list[tuple[str, float, float, float]]:
    """Each printed word with its left and right edge and the width of its page, in points."""
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    found, width = [], 0.0
    for line in done.stdout.decode().splitlines():
        if page := re.search(r'<page width="([\d.]+)"', line):
            width = float(page[1])
        if word := re.search(r'xMin="([-\d.]+)".* xMax="([-\d.]+)".*>(.*)</word>', line):
            found.append((word[3], float(word[1]), float(word[2]), width))
    return found


@pytest.mark.parametrize(("direction", "edge"), [("ltr", 1), ("rtl", 2)])
def test_labels_stand_flush_below_their_heading_in_both_directions(
    direction: str, edge: int, press: Press
):
    data = {**paper(sample()), "direction": direction}
    rows = [{"label": "Labelled", "value": "Yes"}]
    data["sections"] = [{"title": "Headed", "items": [{"kind": "answers", "rows": rows}]}]
    data["evidence"]["consents"] = [{"text": "Agreed", "given": True}]
    placed = {one[0]: one for one in boxes(press.print(document_html(data, {})).pdf)}
    start = placed["Headed"][edge]
    for word in ("Labelled", "Description", "Payment"):
        assert abs(placed[word][edge] - start) < 1, word
