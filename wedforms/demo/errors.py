"""What can go wrong with the demo, as facts."""

from __future__ import annotations


class DemoError(Exception):
    """The root of everything that ends the demo before its time."""


class ProcessEnded(DemoError):
    """The web server or the worker ended by itself."""

    def __init__(self, name: str, status: int) -> None:
        self.name = name
        super().__init__(f"The {name} ended by itself (status {status}); see its words above.")


class NotReady(DemoError):
    """Nothing answered in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The web server did not become ready within {seconds:.0f} seconds.")
