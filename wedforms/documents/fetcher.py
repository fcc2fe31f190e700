"""What a document may load while it is rendered: its own data: addresses and our fonts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse


class ClosedFetcher(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Gives `data:` and the known files; every other address is refused."""

    def __init__(self, known: Mapping[str, Callable[[], bytes]]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._known = known

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """The known file, or what a `data:` address holds; raises ValueError otherwise."""
        if url in self._known:
            return URLFetcherResponse(url, self._known[url]())
        return super().fetch(url, headers)
