"""Charts as SVG, the same in pages and on paper: drawn without styles, told in words beside them.

Colours come from the place where a chart stands: shapes carry the classes `chart-bar`, `chart-line`
and `chart-rule` and are black without a style sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

WIDTH: Final = 640
HEIGHT: Final = 200
_MARGIN: Final = 28
_BAR_HEIGHT: Final = 8
#: Few bars stand beside each other like many do; they are no walls.
_WIDEST: Final = 160
_GAP: Final = 0.8
_PALER, _PALEST = 0.25, 0.2


def bar(count: int, most: int) -> str:
    """One bar of a table whose cells tell the number: an ornament, silent to screen readers."""
    share = 100 * count / most if most > 0 else 0
    return (
        f'<svg class="bar-chart" viewBox="0 0 100 {_BAR_HEIGHT}" preserveAspectRatio="none"'
        f' aria-hidden="true" focusable="false"><rect class="chart-bar" x="0" y="0" rx="1"'
        f' width="{share:.2f}" height="{_BAR_HEIGHT}"/></svg>'
    )


def stack(counts: Sequence[int], most: int) -> str:
    """One bar of parts side by side, the first the darkest; as silent as `bar`."""
    left, shapes = 0.0, []
    for at, count in enumerate(counts):
        wide = 100 * count / most if most > 0 else 0
        if count:
            shade = max(1 - at * _PALER, _PALEST)
            shapes.append(
                f'<rect class="chart-bar" fill-opacity="{shade:.2f}" x="{left:.2f}" y="0"'
                f' width="{max(wide - _GAP, _GAP):.2f}" height="{_BAR_HEIGHT}"/>'
            )
        left += wide
    return (
        f'<svg class="bar-chart" viewBox="0 0 100 {_BAR_HEIGHT}" preserveAspectRatio="none"'
        f' aria-hidden="true" focusable="false">{"".join(shapes)}</svg>'
    )


def columns(tallies: Sequence[tuple[str, int]], *, title: str, description: str, key: str) -> str:
    """Upright bars side by side, for what has an order: numbers in ranges, months."""
    most = max((count for _, count in tallies), default=0) or 1
    wide = min((WIDTH - 2 * _MARGIN) / max(len(tallies), 1), _WIDEST)
    shapes = []
    for at, (label, count) in enumerate(tallies):
        tall = (HEIGHT - 2 * _MARGIN) * count / most
        left, top = _MARGIN + at * wide, HEIGHT - _MARGIN - tall
        shapes.append(
            f'<rect class="chart-bar" x="{left + 1:.1f}" y="{top:.1f}"'
            f' width="{max(wide - 2, 1):.1f}" height="{tall:.1f}"/>'
        )
        if at in (0, len(tallies) - 1):
            shapes.append(_under(left, wide, label, is_last=at > 0))
    return _framed("".join(shapes), title=title, description=description, key=key, most=str(most))


def line(
    points: Sequence[tuple[str, int]],
    *,
    title: str,
    description: str,
    key: str,
    at: Sequence[int] = (),
    most: int = 0,
    unit: str = "",
) -> str:
    """A line over time, its points `at` these distances (else at equal ones), up to `most`."""
    most = most or max((count for _, count in points), default=0) or 1
    distances = at or range(len(points))
    long = (distances[-1] - distances[0] if points else 0) or 1
    places = " ".join(
        f"{_MARGIN + (WIDTH - 2 * _MARGIN) * (distance - distances[0]) / long:.1f},"
        f"{HEIGHT - _MARGIN - (HEIGHT - 2 * _MARGIN) * count / most:.1f}"
        for distance, (_, count) in zip(distances, points, strict=True)
    )
    shapes = f'<polyline class="chart-line" fill="none" stroke="currentColor" points="{places}"/>'
    if points:
        shapes += _label(_MARGIN, points[0][0], anchor="start")
        shapes += _label(WIDTH - _MARGIN, points[-1][0], anchor="end")
    most_told = f"{most}{unit}"
    return _framed(shapes, title=title, description=description, key=key, most=most_told)


def _framed(shapes: str, *, title: str, description: str, key: str, most: str) -> str:
    named = f"aria-labelledby={quoteattr(f'{key}-title {key}-description')}"
    ground = HEIGHT - _MARGIN
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" {named}>'
        f"<title id={quoteattr(f'{key}-title')}>{escape(title)}</title>"
        f"<desc id={quoteattr(f'{key}-description')}>{escape(description)}</desc>"
        f'<line class="chart-rule" stroke="currentColor" x1="{_MARGIN}" y1="{ground}"'
        f' x2="{WIDTH - _MARGIN}" y2="{ground}"/>'
        f'<text class="chart-words" x="{_MARGIN}" y="18">{escape(most)}</text>{shapes}</svg>'
    )


def _under(left: float, wide: float, words: str, *, is_last: bool) -> str:
    """The words of a bar: under its middle where there is room, else at the end of the chart."""
    if wide == _WIDEST:
        return _label(left + wide / 2, words, anchor="middle")
    return _label(left + wide if is_last else left, words, anchor="end" if is_last else "start")


def _label(x: float, words: str, *, anchor: str) -> str:
    return (
        f'<text class="chart-words" x="{x:.1f}" y="{HEIGHT - 8}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )
