"""Charts are whole SVG that tells itself in words, whatever words and numbers go into it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from wedforms.lib import charts

HOSTILE = '"><script>alert(1)</script>&'


@pytest.mark.parametrize("draw", [charts.columns, charts.line])
@pytest.mark.parametrize("tallies", [[], [("a", 0)], [(HOSTILE, 3), ("b", 0), (HOSTILE, 7)]])
def test_a_chart_is_named_and_described_and_nothing_in_it_is_markup(draw, tallies):
    drawn = draw(tallies, title=HOSTILE, description=HOSTILE, key="x")
    root = ET.fromstring(drawn)
    title, description = root.find("title"), root.find("desc")
    assert (title.text, description.text) == (HOSTILE, HOSTILE)
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert not list(root.iter("script"))
    assert "style" not in drawn


@pytest.mark.parametrize(("count", "most", "width"), [(0, 0, 0), (1, 2, 50), (3, 3, 100)])
def test_a_bar_is_as_long_as_its_share(count, most, width):
    [bar] = ET.fromstring(charts.bar(count, most))
    assert float(bar.get("width")) == width


@pytest.mark.parametrize(
    ("counts", "most", "wide", "left"),
    [([], 0, [], []), ([2, 0, 1], 4, [49.2, 24.2], [0, 50]), ([1], 1, [99.2], [0])],
)
def test_a_stack_has_a_part_for_each_count_side_by_side_and_paler(counts, most, wide, left):
    parts = list(ET.fromstring(charts.stack(counts, most)))
    assert [float(one.get("width")) for one in parts] == wide
    assert [float(one.get("x")) for one in parts] == left
    shades = [float(one.get("fill-opacity")) for one in parts]
    assert shades == sorted(shades, reverse=True)


def test_days_without_answers_take_their_room_on_the_line():
    drawn = charts.line(
        [("a", 0), ("b", 50), ("c", 100)], title="t", description="d", key="k",
        at=[10, 11, 20], most=100, unit=" %",
    )  # fmt: skip
    root = ET.fromstring(drawn)
    points = [
        tuple(map(float, one.split(","))) for one in root.find("polyline").get("points").split()
    ]
    (first, low), (second, middle), (last, high) = points
    assert (second - first) * 9 == pytest.approx(last - second, abs=1)
    assert low - middle == pytest.approx(middle - high)
    assert "100 %" in {one.text for one in root.iter("text")}
