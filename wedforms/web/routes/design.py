"""Where suppliers design their forms."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import LOOK, studio

DESIGN: Final = (
    studio("GET", "forms/new", "new_form", permission="design"),
    studio("POST", "forms/new", "begin_form", permission="design"),
    studio("GET", "forms/deleted", "deleted_forms", permission="design"),
    studio("POST", "forms/<uuid:form_id>/delete", "delete_form", permission="design"),
    studio("POST", "forms/<uuid:form_id>/restore", "restore_form", permission="design"),
    studio("POST", "forms/<uuid:form_id>/switch", "switch_form", permission="design"),
    studio("GET", "forms/<uuid:form_id>/design", "design", permission="design"),
    studio("POST", "forms/<uuid:form_id>/design", "save_design", permission="design"),
    studio("GET", "forms/<uuid:form_id>/design/changes", "design_changes", permission="design"),
    studio("GET", "forms/<uuid:form_id>/design/canvas", "design_canvas", permission="design"),
    studio("GET", "forms/<uuid:form_id>/design/deleted", "deleted_fields", permission="design"),
    studio(
        "GET",
        "forms/<uuid:form_id>/preview",
        "preview",
        permission="look",
        limit=LOOK,
        frames="self",
    ),
    studio(
        "POST",
        "forms/<uuid:form_id>/preview",
        "try_preview",
        permission="look",
        limit=LOOK,
        frames="self",
    ),
)
