"""The texts of XLSForm, which may hold a little Markdown: kept in notes, plain in questions."""

from __future__ import annotations

import html
import re
from typing import Final

from wedforms.forms.importing.naming import words_of
from wedforms.forms.importing.report import Report
from wedforms.forms.importing.xlsheets import Row

_LONGEST: Final = 500

_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_LINK: Final = re.compile(r"\[([^\[\]]{1,300})\]\((https://[^\s()]{1,500}|mailto:[^\s()]{1,300})\)")
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
#: Inside a word, as in `first_name`, a mark is a letter like any other.
_EMPHASIS: Final = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]{1,500}?)(?<=\S)\1(?![\w*])")
_HEADING: Final = re.compile(r"^#{1,6}\s+", re.MULTILINE)


def label_of(said: str, row: Row, report: Report) -> str:
    """What a question says: its name where it has no words, and no more than a label holds."""
    if not said:
        why, instead = "It has no words of its own.", "Its name stands there."
        report.add(row.place, "the question", why=why, instead=instead)
        return words_of(row.said("name")) or "…"
    if len(said) > _LONGEST:
        why = f"A question has at most {_LONGEST} characters."
        report.add(row.place, said[_LONGEST - 1 :], why=why, instead="It was left out.")
        return f"{said[: _LONGEST - 1]}…"
    return said


def plain_words(text: str) -> str:
    """The words without marks."""
    text = _HEADING.sub("", _TAG.sub("", text))
    text = _LINK.sub(r"\1", text)
    return _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text)).strip()


def rich_words(text: str) -> str:
    """The words as rich text of ours: paragraphs, headings, what is strong, and links."""
    blocks = re.split(r"\n\s*\n|\n(?=#{1,6}\s)", _TAG.sub("", text).strip())
    return "".join(_block(block) for block in blocks if block.strip())


def _block(block: str) -> str:
    first, _, rest = block.strip().partition("\n")
    if not _HEADING.match(first):
        return f"<p>{_marked(block.strip())}</p>"
    heading = f"<h3>{_marked(_HEADING.sub('', first))}</h3>"
    return heading + (_block(rest) if rest.strip() else "")


def _marked(words: str) -> str:
    words = html.escape(words, quote=False)
    words = _LINK.sub(lambda found: _link(found[1], found[2]), words)
    words = _STRONG.sub(r"<strong>\2</strong>", words)
    return _EMPHASIS.sub(r"<em>\2</em>", words).replace("\n", "<br>")


def _link(words: str, address: str) -> str:
    return f'<a href="{address.replace(chr(34), "%22")}">{words}</a>'
