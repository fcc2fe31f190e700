"""Bring the catalogues of the product's words up to date with the sources: `make words`.

New sentences are added without a translation, which a test then asks for; those that no page says
any more are taken out. Spaces that may not break are put where a language wants them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "wedforms" / "translations"
LANGUAGES: Final = ("fr", "de", "es", "ar")
#: What couples and guests read; the studio speaks English.
TEMPLATES: Final = (
    "public",
    "fields",
    "errors",
    "emails",
    "documents",
    "layouts/public.html",
    "layouts/calm.html",
)
PYTHON: Final = (
    "formspec",
    "wtf",
    "web/public",
    "web/difference/questions.py",
    "web/errors.py",
    "web/languages.py",
    "submissions",
    "messaging",
    "documents",
    "files/errors.py",
)
_KEYWORDS: Final = parse_keywords(
    ["_", "gettext", "lazy_gettext", "ngettext:1,2", "msgid:1,1t", "msgid:1,2,2t"]
)
_EXTENSIONS: Final = {"extensions": "jinja2.ext.i18n", "silent": "false"}
_SPACES: Final = {
    "all": [(r"(?<=[}s]) (?=%(?!\()|(?:[kM][oB])\b)", "\u00a0")],
    "fr": [
        (r" (?=[;!?])", "\u202f"),
        (r" (?=:(?!\w)|»)", "\u00a0"),
        (r"(?<=«) ", "\u00a0"),
    ],
}
_MADE: Final = datetime(2026, 1, 1, tzinfo=UTC)


def sources() -> Iterator[tuple[str, Path]]:
    """Every file that says something to couples, with how it is read."""
    for method, root, places in (
        ("jinja2", ROOT / "templates", TEMPLATES),
        ("python", ROOT / "wedforms", PYTHON),
    ):
        for place in places:
            path = root / place
            suffix = "*.py" if method == "python" else "*.*"
            found = sorted(path.rglob(suffix)) if path.is_dir() else [path]
            yield from ((method, one) for one in found if one.is_file())


def said() -> Catalog:
    """Every sentence of the sources, each once."""
    found = Catalog(creation_date=_MADE, revision_date=_MADE, fuzzy=False)
    for method, path in sources():
        options = _EXTENSIONS if method == "jinja2" else {}
        for _, message, _, _ in extract_from_file(method, path, _KEYWORDS, options=options):
            found.add(_pair(message))
    return found


def _pair(message: Any) -> Any:
    """One sentence, or one for one and one for many."""
    if isinstance(message, str):
        return message
    one, many = message[0], message[1] if len(message) > 1 else ""
    return (one, many) if many else one


def catalogue(language: str) -> Path:
    """Where the words of a language lie."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def renew(language: str) -> int:
    """Bring one catalogue up to date; how many sentences have no translation."""
    path = catalogue(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
    renewed = Catalog(
        locale=language,
        header_comment=f"# What couples and guests read, in {language}.",
        project="WedForms",
        version="1",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        creation_date=_MADE,
        revision_date=_MADE,
        fuzzy=False,
    )
    for message in said():
        if message.id:
            known = kept.get(message.id)
            words = known.string if known is not None else None
            renewed.add(message.id, _spaced(words, language))
    with path.open("wb") as file:
        write_po(file, renewed, sort_output=True, omit_header=False, width=100)
    return sum(1 for one in renewed if one.id and not _is_said(one.string))


def _spaced(words: Any, language: str) -> Any:
    """The words with spaces that do not break: narrow before `;!?` in French, and before units."""
    if isinstance(words, tuple | list):
        return tuple(_spaced(one, language) for one in words)
    if not words:
        return words
    for pattern, instead in (*_SPACES["all"], *_SPACES.get(language, ())):
        words = re.sub(pattern, instead, words)
    return words


def _is_said(string: Any) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    for one in LANGUAGES:
        print(f"{one}: {renew(one)} without a translation")  # noqa: T201 - a command's answer
