"""Where suppliers choose the languages of a form and translate its texts."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import studio

_LANGUAGES: Final = "forms/<uuid:form_id>/languages"

LANGUAGES: Final = (
    studio("GET", _LANGUAGES, "languages", permission="design"),
    studio("POST", _LANGUAGES, "choose_languages", permission="design"),
    studio("GET", f"{_LANGUAGES}/<language>", "translate", permission="design"),
    studio("POST", f"{_LANGUAGES}/<language>", "keep_translation", permission="design"),
)
