"""A document's frozen data on its page: HTML that the press understands, pictures inside."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from wedforms.documents.sign import SEAL_FIELD
from wedforms.documents.wording import isolated
from wedforms.formspec.fieldtypes.showing import with_commas
from wedforms.formspec.richtext import clean_rich_text
from wedforms.lib.catalogues import translator
from wedforms.lib.places import templates_folder

#: Raised with every change of the pages, so that a document says which ones it was made with.
TEMPLATE_VERSION: Final = "4"
TEMPLATES: Final = templates_folder()
_BEGINNINGS: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
}


def document_html(data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> str:
    """The page of a document; `pictures` holds what `pictures_of` lists, by SHA-256."""
    template = _environment(data["locale"]).get_template(f"documents/{data['kind']}.html")
    return template.render(document=data, picture=_addresses(data, pictures), seal=SEAL_FIELD)


def pictures_of(data: Mapping[str, Any]) -> Iterator[str]:
    """The stored pictures that a document shows, by SHA-256: the logo and uploaded signatures."""
    if logo := data["letterhead"]["logo"]:
        yield logo
    for signature in data.get("signatures", ()):
        if signature["mark"]["kind"] == "uploaded":
            yield signature["mark"]["picture"]


def _addresses(data: Mapping[str, Any], pictures: Mapping[str, bytes]) -> dict[str, str]:
    shown = {sha256: pictures[sha256] for sha256 in pictures_of(data) if sha256 in pictures}
    return {sha256: _data_address(content) for sha256, content in shown.items()}


def _data_address(content: bytes) -> str:
    known = (kind for beginning, kind in _BEGINNINGS.items() if content.startswith(beginning))
    media_type = next(known, "application/octet-stream")
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


@lru_cache(maxsize=32)
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(translator(language), newstyle=True)  # type: ignore[attr-defined] # by i18n
    environment.filters["rich"] = _rich
    environment.filters["isolate"] = _isolate
    environment.filters["commas"] = lambda entries: with_commas(entries, language)
    return environment


@pass_context
def _isolate(context: Context, words: str) -> str:
    return isolated(words, within=context["document"]["direction"])


def _rich(html: str) -> Markup:
    return Markup(clean_rich_text(html))  # noqa: S704 - cleaned in this very line
