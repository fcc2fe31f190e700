"""How a given signature is drawn: strokes as a smooth path, words in a script, or a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

Point = Sequence[int]


def mark(signature: Mapping[str, Any]) -> dict[str, Any]:
    """What the page needs to show a signature answer: its kind and a path, words or a picture."""
    kind, data = signature["kind"], signature["data"]
    if kind == "drawn":
        return {"kind": kind, "path": path_of(data)}
    if kind == "typed":
        return {"kind": kind, "words": str(data)}
    file = data[0] if isinstance(data, list) else data
    return {"kind": kind, "picture": file["sha256"]}


def path_of(strokes: Sequence[Sequence[Point]]) -> str:
    """The SVG path of drawn strokes: curves through the middles between the points."""
    return " ".join(_stroke(stroke) for stroke in strokes if stroke)


def _stroke(points: Sequence[Point]) -> str:
    first, *others = points
    if not others:
        return f"M{_at(first)} h0.01"
    curves = [f"Q{_at(point)} {_middle(point, after)}" for point, after in pairwise(others)]
    return " ".join((f"M{_at(first)}", *curves, f"L{_at(others[-1])}"))


def _at(point: Point) -> str:
    return f"{int(point[0])},{int(point[1])}"


def _middle(one: Point, other: Point) -> str:
    return f"{(one[0] + other[0]) / 2:g},{(one[1] + other[1]) / 2:g}"
