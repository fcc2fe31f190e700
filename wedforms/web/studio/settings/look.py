"""What couples see: palette, fonts and pictures, with a picture of the page beside them."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from wedforms.accounts.describe import organization_now
from wedforms.accounts.dress import (
    CHOSEN,
    OWN,
    Dress,
    brand_of,
    dress_organization,
    palette_name,
)
from wedforms.accounts.errors import ChangedMeanwhile, FactsUnusable
from wedforms.accounts.palettes import (
    DEFAULT_PALETTE,
    DISPLAY_FONTS,
    PALETTES,
    READING_FONTS,
    USUAL_FONTS,
)
from wedforms.core.accounts import Organization
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.files.assets import inspect_asset, keep_picture
from wedforms.files.errors import UploadRefused
from wedforms.files.scanner import open_scanner
from wedforms.files.uploads import Upload
from wedforms.web.public.theme import declarations
from wedforms.web.studio.asked import pin, pin_missed
from wedforms.web.studio.person import organization_id, person
from wedforms.web.studio.settings.asked import LookAsked
from wedforms.web.studio.settings.business import seen_at
from wedforms.web.studio.views import Views

PICTURES: Final = ("logo", "cover")


def show() -> ResponseReturnValue:
    """The look now."""
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        return _page(session, None)


def keep() -> ResponseReturnValue:
    """Keep another look."""
    form = LookAsked(request.form)
    form.validate()
    uploads = _inspected(form)
    if _is_right(form) and _is_kept(form, uploads):
        return redirect(url_for("studio.look", kept="yes"), HTTPStatus.SEE_OTHER)
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        return _page(session, form), HTTPStatus.UNPROCESSABLE_ENTITY


def style() -> ResponseReturnValue:
    """The colours of the picture beside the form, and of each palette's sample."""
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        brand = organization_now(session).brand
        own = declarations(brand.get("palette"), fonts=brand.get("fonts"))
    rules = [f".palette-{name.lower()}{{{declarations(one)}}}" for name, one in PALETTES.items()]
    response = make_response("\n".join([f".look-sample,.palette-own{{{own}}}", *rules]))
    response.mimetype = "text/css"
    return response


def _inspected(form: LookAsked) -> dict[str, Upload]:
    """The pictures that came with the page, checked before the transaction begins."""
    found: dict[str, Upload] = {}
    scanner = open_scanner(services().settings.scanner)
    for name in PICTURES:
        file: FileStorage | None = request.files.get(name)
        if file is None or not file.filename:
            continue
        try:
            found[name] = inspect_asset(file.filename, file.stream.read(), scanner=scanner)
        except UploadRefused as refused:
            pin(form, name, refused)
    return found


def _is_right(form: LookAsked) -> bool:
    """Tell everything that is wrong at once, whoever finds it."""
    try:
        brand_of(_dress(form, {}))
    except FactsUnusable as fault:
        pin_missed(form, fault.problems)
    return not form.errors


def _is_kept(form: LookAsked, uploads: Mapping[str, Upload]) -> bool:
    try:
        with tenant_transaction(
            db.session, organization_id(), actor_id=person().user_id
        ) as session:
            pictures = _pictures(session, form, uploads)
            dress_organization(session, _dress(form, pictures), seen_at=seen_at(form.seen.data))
    except ChangedMeanwhile as fault:
        form.form_errors.append(str(fault))
    return not form.errors


def _dress(form: LookAsked, pictures: Mapping[str, Mapping[str, str] | None]) -> Dress:
    return Dress(
        palette=form.palette.data or "",
        colours={name: form[name].data or "" for name in CHOSEN},
        display=form.display.data,
        reading=form.reading.data,
        tagline=form.tagline.data or "",
        privacy_url=form.privacy_url.data or "",
        pictures=pictures,
    )


def _pictures(
    session: Session, form: LookAsked, uploads: Mapping[str, Upload]
) -> dict[str, Mapping[str, str] | None]:
    """What changes: new pictures, other words for the old ones, and those to be taken away."""
    brand = organization_now(session).brand
    changed: dict[str, Mapping[str, str] | None] = {}
    for name in PICTURES:
        words = (form[f"{name}_alt"].data or "").strip()
        if name in uploads:
            kept = keep_picture(session, uploads[name], store=services().files)
            changed[name] = {"sha256": kept.sha256, "alt": words}
        elif form[f"{name}_gone"].data:
            changed[name] = None
        elif name in brand:
            changed[name] = {**brand[name], "alt": words}
    return changed


def _filled(organization: Organization) -> LookAsked:
    brand = organization.brand
    palette: Mapping[str, str] = {**DEFAULT_PALETTE, **(brand.get("palette") or {})}
    stored: dict[str, Any] = {
        "seen": organization.updated_at.isoformat(),
        "palette": palette_name(brand.get("palette")),
        "tagline": brand.get("tagline", ""),
        "privacy_url": brand.get("privacy_url", ""),
        **{name: palette[name] for name in CHOSEN},
        **USUAL_FONTS,
        **(brand.get("fonts") or {}),
        **{f"{one}_alt": (brand.get(one) or {}).get("alt", "") for one in PICTURES},
    }
    return LookAsked(data=stored)


def _page(session: Session, form: LookAsked | None) -> str:
    organization = organization_now(session)
    if form is None or form.form_errors:
        errors = form.form_errors if form is not None else []
        form = _filled(organization)
        form.form_errors = list(errors)
    return render_template(
        "studio/settings/look.html",
        form=form,
        organization=organization,
        palettes=PALETTES,
        own=OWN,
        chosen=CHOSEN,
        families={"display": DISPLAY_FONTS, "reading": READING_FONTS},
        pictures=PICTURES,
        is_kept=request.args.get("kept") == "yes",
    )


VIEWS: Final[Views] = {"look": show, "keep_look": keep, "look_style": style}
