"""Where suppliers publish their forms, and look at what they published before."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import studio

VERSIONS: Final = (
    studio("GET", "forms/<uuid:form_id>/publish", "publish", permission="design"),
    studio("POST", "forms/<uuid:form_id>/publish", "publish_draft", permission="design"),
    studio("GET", "forms/<uuid:form_id>/versions", "versions", permission="look"),
)
