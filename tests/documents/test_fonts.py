"""The bundled fonts: every script has its own file, and a text loads only what it needs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from wedforms.documents.fonts import bundled_fonts, font_stacks, fonts_for
from wedforms.documents.render import Press

NAMES = ["José", "O’Brien", "Łukasz", "陳大文", "עדי", "عادي", "Nguyễn", "Дмитрий", "Ελένη"]


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    running = Press()
    yield running
    running.stop()


def stems(text: str) -> set[str]:
    return {font.own_family for font in fonts_for(text, bundled_fonts())}


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Rose", "source-sans-3-latin"),
        ("Łukasz", "source-sans-3-latin-ext"),
        ("עדי", "assistant-hebrew"),
        ("عادي", "noto-naskh-arabic-arabic"),
        ("陳大文", "noto-sans-tc-chinese-traditional"),
        ("Дмитрий", "source-sans-3-cyrillic"),
        ("💕", "noto-emoji-emoji"),
    ],
)
def test_a_text_loads_the_fonts_of_its_script(text: str, needed: str):
    assert needed in stems(text)


def test_a_text_loads_no_other_fonts():
    assert not any("hebrew" in stem or "noto" in stem for stem in stems("Rose Carter"))


def test_no_two_files_share_family_weight_and_style():
    # WeasyPrint would take them for one font and draw one script with the other's glyphs.
    fonts = set(bundled_fonts())
    keys = {(font.own_family, font.weight, font.style, font.name) for font in fonts}
    assert len({key[:3] for key in keys}) == len(keys)


def test_every_family_reaches_every_script():
    stacks = font_stacks(bundled_fonts())
    for family in ("--serif:", "--sans:", "--script:"):
        stack = stacks.split(family)[1].split(";")[0]
        assert "hebrew" in stack
        assert "noto-sans-tc" in stack
        assert "noto-emoji" in stack


@pytest.mark.parametrize("family", ["serif", "sans", "script"])
def test_names_of_every_script_are_printed_with_embedded_fonts(family: str, press: Press):
    body = "".join(f"<p>{name}</p>" for name in NAMES)
    page = f'<html lang="en"><title>x</title><body style="font-family: var(--{family})">{body}'
    pdf = press.print(page).pdf
    assert words_in(pdf) == "".join(NAMES)
    assert "DejaVu" not in fonts_in(pdf)
    assert " no " not in fonts_in(pdf)


def test_small_pictures_among_the_words_are_printed_with_an_embedded_font(press: Press):
    glad = "See you there 💕🥂 and 🎉!"
    pdf = press.print(f'<html lang="en"><title>x</title><body><p>{glad}').pdf
    assert poppler("pdftotext", pdf).strip() == glad
    assert "noto-emoji-emoji" in fonts_in(pdf)
    assert "DejaVu" not in fonts_in(pdf)
    assert " no " not in fonts_in(pdf)


def words_in(pdf: bytes) -> str:
    """All letters in reading order; poppler guesses at spaces and adds marks of direction."""
    text = poppler("pdftotext", pdf)
    return "".join(letter for letter in text if letter.isalpha() or letter == "’")


def fonts_in(pdf: bytes) -> str:
    return poppler("pdffonts", pdf)


def poppler(program: str, pdf: bytes) -> str:
    target = ["-"] if program == "pdftotext" else []
    done = subprocess.run([program, "-", *target], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()
