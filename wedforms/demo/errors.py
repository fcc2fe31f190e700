"""What can go wrong with the demo, as facts."""

from __future__ import annotations


class DemoError(Exception):
    """The root of everything that ends the demo before its time."""


class ProcessEnded(DemoError):
    """The web server, the worker or the database server ended by itself."""

    def __init__(self, name: str, status: int, *, words: str) -> None:
        self.name = name
        super().__init__(f"The {name} ended by itself (status {status}); see its words {words}.")


class NotReady(DemoError):
    """Nothing answered in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"The web server did not become ready within {seconds:.0f} seconds.")
