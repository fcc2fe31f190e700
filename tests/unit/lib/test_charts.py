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
