"""Where suppliers publish their forms, and look at what they published before."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import LOOK, studio

VERSIONS: Final = (
    studio("GET", "forms/<uuid:form_id>/publish", "publish", permission="design"),
    studio("POST", "forms/<uuid:form_id>/publish", "publish_draft", permission="design"),
    studio("GET", "forms/<uuid:form_id>/versions", "versions", permission="look"),
    studio(
        "GET",
        "forms/<uuid:form_id>/versions/difference",
        "version_difference",
        permission="look",
    ),
    studio(
        "GET",
        "forms/<uuid:form_id>/versions/<int:number>",
        "version_page",
        permission="look",
        limit=LOOK,
        frames="self",
    ),
    studio(
        "POST",
        "forms/<uuid:form_id>/versions/<int:number>",
        "try_version",
        permission="look",
        limit=LOOK,
        frames="self",
    ),
    studio(
        "GET",
        "forms/<uuid:form_id>/versions/<int:number>/definition.json",
        "version_file",
        permission="look",
    ),
    studio(
        "POST",
        "forms/<uuid:form_id>/versions/<int:number>/publish",
        "publish_version",
        permission="design",
    ),
    studio(
        "POST",
        "forms/<uuid:form_id>/versions/<int:number>/draft",
        "draft_version",
        permission="design",
    ),
    studio("GET", "forms/<uuid:form_id>/definition.json", "draft_file", permission="look"),
    studio(
        "POST",
        "forms/<uuid:form_id>/drafts/<uuid:draft_id>/restore",
        "restore_draft",
        permission="design",
    ),
)
