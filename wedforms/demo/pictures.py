"""Draws the logos and covers of the demo organizations: `python -m wedforms.demo.pictures`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

ASSETS: Final = Path(__file__).parent / "assets"
LOGO_SIZE: Final = 480
COVER_SIZE: Final = (1600, 640)
_FINER: Final = 3

Point = tuple[float, float]
Colour = str


@dataclass(frozen=True, slots=True)
class Shape:
    """One filled outline of a logo, in a box of 100 × 100."""

    colour: Colour
    outline: tuple[Point, ...]


def leaf(tip: Point, *, angle: float, length: float, width: float, colour: Colour) -> Shape:
    """A pointed leaf that grows from `tip` towards `angle` (degrees, 0 to the right)."""
    turn = math.radians(angle)
    upper = [_leaf_point(step / 16, width) for step in range(17)]
    lower = [(along, -across) for along, across in reversed(upper)]
    return Shape(colour, tuple(_place(point, tip, turn, length) for point in [*upper, *lower]))


def _leaf_point(along: float, width: float) -> Point:
    return along, width * math.sin(math.pi * along) * (1 - 0.35 * along)


def _place(point: Point, origin: Point, turn: float, scale: float) -> Point:
    along, across = point[0] * scale, point[1] * scale
    return (
        origin[0] + along * math.cos(turn) - across * math.sin(turn),
        origin[1] + along * math.sin(turn) + across * math.cos(turn),
    )


def disc(centre: Point, radius: float, colour: Colour) -> Shape:
    """A filled circle as a fine polygon."""
    steps = [math.tau * step / 72 for step in range(72)]
    points = [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in steps]
    return Shape(colour, tuple(points))


def ivy_and_lark() -> list[Shape]:
    """A lark above a sprig of ivy."""
    green, pale, paper = "#2f5d4a", "#8fae9c", "#ffffff"
    stem = Shape(green, ((49.2, 86), (50.8, 86), (51.2, 46), (48.8, 46)))
    pairs = [(80, 21), (69, 19), (58, 16)]
    sprig = [
        leaf((50, height), angle=angle, length=length, width=0.28, colour=colour)
        for height, length in pairs
        for angle, colour in ((-150, green), (-30, pale))
    ]
    wing = leaf((47, 36), angle=-62, length=24, width=0.27, colour=pale)
    body = leaf((70, 30), angle=164, length=42, width=0.2, colour=green)
    beak = Shape(green, ((69, 29), (76, 28), (69.4, 32)))
    eye = disc((65.5, 30), 1.1, paper)
    return [*_ring(green), stem, *sprig, wing, body, beak, eye]


def aldermere() -> list[Shape]:
    """A barn beside still water."""
    blue, pale, paper = "#34557a", "#9fb3c8", "#ffffff"
    barn = Shape(blue, ((26, 58), (26, 42), (50, 24), (74, 42), (74, 58)))
    door = Shape(paper, ((44, 58), (44, 46), (50, 41.5), (56, 46), (56, 58)))
    waves = [_wave(62, 16, blue), _wave(68, 22, pale), _wave(74, 29, blue), _wave(80, 37, pale)]
    return [*_ring(blue), barn, door, *waves]


def _ring(colour: Colour) -> list[Shape]:
    return [disc((50, 50), 49, colour), disc((50, 50), 46.5, "#ffffff")]


def _wave(top: float, left: float, colour: Colour) -> Shape:
    right, bottom = 100 - left, top + 2.4
    return Shape(colour, ((left, top), (right, top), (right - 3, bottom), (left + 3, bottom)))


def as_svg(shapes: Sequence[Shape], title: str) -> str:
    """The shapes as an SVG file."""
    paths = "\n".join(
        f'  <polygon fill="{shape.colour}" points="'
        + " ".join(f"{x:.2f},{y:.2f}" for x, y in shape.outline)
        + '"/>'
        for shape in shapes
    )
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" role="img">'
    return f"{head}\n  <title>{title}</title>\n{paths}\n</svg>\n"


def as_logo(shapes: Sequence[Shape]) -> Image.Image:
    """The shapes on a clear background, drawn large and made smaller for smooth edges."""
    size = LOGO_SIZE * _FINER
    picture = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    pen = ImageDraw.Draw(picture)
    for shape in shapes:
        pen.polygon([(x * size / 100, y * size / 100) for x, y in shape.outline], fill=shape.colour)
    return picture.resize((LOGO_SIZE, LOGO_SIZE), Image.Resampling.LANCZOS)


def as_cover(sky: tuple[Colour, Colour], hills: Sequence[Colour], *, sun: Point) -> Image.Image:
    """Rows of hills under an evening sky."""
    width, height = COVER_SIZE[0] * 2, COVER_SIZE[1] * 2
    picture = _gradient(sky, (width, height))
    pen = ImageDraw.Draw(picture)
    radius = height * 0.09
    x, y = sun[0] * width, sun[1] * height
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill="#fdf3e1")
    for row, colour in enumerate(hills):
        pen.polygon(_ridge(row, len(hills), width, height), fill=colour)
    return picture.resize(COVER_SIZE, Image.Resampling.LANCZOS)


def _gradient(sky: tuple[Colour, Colour], size: tuple[int, int]) -> Image.Image:
    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, sky[1]), Image.new("RGB", size, sky[0]), mask)


def _ridge(row: int, rows: int, width: int, height: int) -> list[Point]:
    """The outline of one row of hills: two slow waves, out of step with the row behind."""
    base = height * (0.5 + 0.42 * row / rows)
    swing = height * (0.075 - 0.006 * row)
    crest = [(x, base + swing * _swell(x / width, row)) for x in range(0, width + 1, 16)]
    return [(0.0, float(height)), *crest, (float(width), float(height))]


def _swell(along: float, row: int) -> float:
    return math.sin(along * 5.1 + row * 1.9) + 0.45 * math.sin(along * 11 + row * 4)


def draw_all(folder: Path = ASSETS) -> None:
    """Write every logo (SVG and PNG) and cover (PNG) below the folder."""
    _draw(folder / "ivy-and-lark", "Ivy &amp; Lark Photography", ivy_and_lark())
    _draw(folder / "aldermere", "Aldermere", aldermere())
    greens = ("#b9c7bb", "#8fae9c", "#5f8672", "#2f5d4a")
    _save(as_cover(("#e9d9cf", "#f7ede2"), greens, sun=(0.72, 0.34)), folder / "ivy-and-lark")
    blues = ("#b7c4d1", "#8ba3ba", "#5c7a99", "#34557a")
    _save(as_cover(("#cfdbe6", "#f3ece1"), blues, sun=(0.28, 0.36)), folder / "aldermere")


def _draw(folder: Path, title: str, shapes: Sequence[Shape]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "logo.svg").write_text(as_svg(shapes, title), encoding="utf-8")
    as_logo(shapes).save(folder / "logo.png", optimize=True)


def _save(cover: Image.Image, folder: Path) -> None:
    colours = cover.quantize(128, dither=Image.Dither.FLOYDSTEINBERG)
    colours.save(folder / "cover.png", optimize=True)


if __name__ == "__main__":
    draw_all()
