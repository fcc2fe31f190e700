"""Where templates, migrations and translations lie, in a checkout or in an installed wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parents[1]


def templates_folder() -> Path:
    """The folder of the templates."""
    return _beside("templates")


def translations_folder() -> Path:
    """The folder of the product's own words in other languages (gettext catalogues)."""
    return _PACKAGE / "translations"


def migrations_folder() -> Path:
    """The folder of the migrations."""
    return _beside("migrations")


def _beside(name: str) -> Path:
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
