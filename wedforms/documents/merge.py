"""Merge fields: `{{key}}` becomes the answer's words, and nothing else has any meaning."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Final

from wedforms.formspec.merging import MERGE_FIELD
from wedforms.formspec.richtext import clean_rich_text

_NOTHING: Final = "—"


def merge_text(text: str, words: Mapping[str, str]) -> str:
    """Plain text with every known merge field replaced; unknown ones give a dash."""
    return MERGE_FIELD.sub(lambda found: words.get(found[1]) or _NOTHING, text)


def merge_rich_text(content: str, words: Mapping[str, str]) -> str:
    """Clean rich text with the merge fields replaced by escaped words.

    One pass: an answer that looks like a merge field or like mark-up stays what it is, a text.
    """
    clean = clean_rich_text(content)
    return MERGE_FIELD.sub(lambda found: html.escape(words.get(found[1]) or _NOTHING), clean)
