"""Printing a contract: what two standards, a closed process and its pipes add to WeasyPrint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from benchmarks.figures import Figure, compare, cost_of
from benchmarks.samples import contract_page
from wedforms.documents.fetcher import ClosedFetcher
from wedforms.documents.fonts import bundled_fonts, font_stacks, fonts_for
from wedforms.documents.press import STYLESHEET
from wedforms.documents.render import Press

TARGET = 1.1


def figures(rounds: int) -> Iterator[Figure]:
    """The same page on a warm press and in a warm WeasyPrint that does nothing beside."""
    page = contract_page()
    with warm_press() as press:
        yield compare(
            "print a contract (PDF/A-3a, PDF/UA)",
            ours=cost_of(lambda: press.print(page)),
            theirs=cost_of(_bare(page)),
            baseline="WeasyPrint, no standard",
            target=TARGET,
            rounds=rounds,
        )


@contextmanager
def warm_press() -> Iterator[Press]:
    """A press that has printed before."""
    press = Press()
    try:
        press.print("<p>Warm.</p>")
        yield press
    finally:
        press.stop()


def _bare(page: str) -> Callable[[], object]:
    fonts = bundled_fonts()
    configuration = FontConfiguration()
    fetcher = ClosedFetcher({font.address: font.content for font in fonts})
    faces = "".join(font.face for font in fonts_for(page, fonts))
    look = font_stacks(fonts) + faces + STYLESHEET.read_text(encoding="utf-8")
    style = weasyprint.CSS(string=look, url_fetcher=fetcher, font_config=configuration)

    def print_it() -> object:
        html = weasyprint.HTML(string=page, url_fetcher=fetcher)
        return html.write_pdf(stylesheets=[style], font_config=configuration)

    return print_it
