"""Rich text that suppliers write: a few tags and safe links, everything else cleaned away."""

from __future__ import annotations

from typing import Final

import nh3

_TAGS: Final = frozenset(
    {"p", "br", "b", "strong", "i", "em", "u", "ul", "ol", "li", "a", "h2", "h3", "blockquote"}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
_LINKS: Final = ("https://", "mailto:", "tel:")


def clean_rich_text(html: str) -> str:
    """The same words with only the allowed mark-up; cleaning twice changes nothing."""
    return _CLEANER.clean(html)


def _safe_link(_element: str, attribute: str, value: str) -> str | None:
    safe = attribute == "href" and value.startswith(_LINKS)
    return value if safe else None


_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    attributes={"a": {"href"}},
    attribute_filter=_safe_link,
    url_schemes={"https", "mailto", "tel"},
    link_rel="noopener noreferrer",
    strip_comments=True,
)
