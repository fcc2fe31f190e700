"""Where suppliers begin a form from something: the gallery, a template, another form, a file."""

from __future__ import annotations

from typing import Final

from wedforms.web.routes.route import LOOK, UPLOAD, studio

STARTING: Final = (
    studio("GET", "gallery/<name>", "gallery_form", permission="look", limit=LOOK, frames="self"),
    studio(
        "POST", "gallery/<name>", "try_gallery_form", permission="look", limit=LOOK, frames="self"
    ),
    studio("POST", "forms/new/gallery", "take_gallery_form", permission="design"),
    studio("POST", "forms/<uuid:form_id>/duplicate", "duplicate_form", permission="design"),
    studio("POST", "forms/<uuid:form_id>/template", "keep_template", permission="design"),
    studio("POST", "templates/<uuid:form_id>/take", "take_template", permission="design"),
    studio("POST", "templates/<uuid:form_id>/delete", "delete_template", permission="design"),
    studio("GET", "forms/import", "import_page", permission="design"),
    studio("POST", "forms/import", "import_file", permission="design", limit=UPLOAD),
    studio("POST", "forms/import/make", "import_form", permission="design"),
    studio("POST", "forms/import/report", "import_report", permission="design"),
)
