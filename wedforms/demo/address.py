"""Where the running demo is found, told to commands that are run beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_NAME: Final = "address"


@contextmanager
def address_told(folder: Path, url: str) -> Iterator[None]:
    """For as long as this lasts, `address_heard` of the same data folder is `url`."""
    place = folder / _NAME
    place.write_text(url)
    try:
        yield
    finally:
        place.unlink(missing_ok=True)


def address_heard(folder: Path) -> str:
    """Where the demo that works with this data folder is found; '' when none said so."""
    try:
        return (folder / _NAME).read_text()
    except OSError:
        return ""
