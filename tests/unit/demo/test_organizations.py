"""The demo suppliers: their pictures are there, their palettes can be read, their forms exist."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from wedforms.demo.pictures import aldermere, as_svg, ivy_and_lark

DEMO = Path(__file__).parents[3] / "wedforms/demo"
GALLERY = DEMO.parent / "forms/gallery"
ORGANIZATIONS = json.loads((DEMO / "organization.json").read_text(encoding="utf-8"))[
    "organizations"
]
ENOUGH_CONTRAST = 4.5

by_slug = pytest.mark.parametrize("organization", ORGANIZATIONS, ids=lambda one: one["slug"])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@by_slug
def test_every_text_of_the_palette_can_be_read(organization: dict[str, Any]) -> None:
    palette = organization["palette"]
    grounds = [palette["paper"], palette["canvas"]]
    texts = [palette["ink"], palette["muted"], palette["accent"]]
    pairs = [(text, ground) for text in texts for ground in grounds]
    pairs.append((palette["accent_ink"], palette["accent"]))
    assert [pair for pair in pairs if contrast(*pair) < ENOUGH_CONTRAST] == []


@by_slug
def test_logo_and_cover_are_pictures_with_words_for_them(organization: dict[str, Any]) -> None:
    for name in ("logo", "cover"):
        with Image.open(DEMO / organization[name]) as picture:
            assert picture.format == "PNG"
        assert organization[f"{name}_alt"]


@by_slug
def test_its_forms_are_files(organization: dict[str, Any]) -> None:
    missing = [
        f["slug"] for f in organization["forms"] if not (GALLERY / f["definition"]).is_file()
    ]
    assert missing == []


def test_every_definition_belongs_to_one_supplier() -> None:
    owned = [form["slug"] for organization in ORGANIZATIONS for form in organization["forms"]]
    assert sorted(owned) == sorted(path.stem for path in GALLERY.glob("*.json"))


def test_the_personal_link_fills_only_what_the_form_lets_it() -> None:
    link = json.loads((DEMO / "personal_link.json").read_text(encoding="utf-8"))
    form = json.loads((GALLERY / f"{link['form']}.json").read_text(encoding="utf-8"))
    assert set(link["prefill"]) <= set(form["settings"]["prefill"])
    assert len(link["prefill"]["guests"]) == link["prefill"]["seats"]


@pytest.mark.parametrize(
    ("folder", "title", "shapes"),
    [
        ("ivy-and-lark", "Ivy &amp; Lark Photography", ivy_and_lark()),
        ("aldermere", "Aldermere", aldermere()),
    ],
)
def test_the_drawn_logo_is_the_stored_one(folder: str, title: str, shapes: Any) -> None:
    stored = (DEMO / "assets" / folder / "logo.svg").read_text(encoding="utf-8")
    assert as_svg(shapes, title) == stored
