"""Who the business is: its name and address, what papers print, and where it is at home."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wedforms.accounts.describe import (
    ADDRESS,
    describe_organization,
    organization_now,
    read_facts,
)
from wedforms.accounts.errors import (
    AddressFixed,
    ChangedMeanwhile,
    FactsUnusable,
    OrganizationSlugTaken,
    OrganizationSlugUnusable,
)
from wedforms.core.accounts import Organization
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.forms.published import was_published
from wedforms.web.posted import UnreadableInput
from wedforms.web.studio.asked import pin, pin_missed
from wedforms.web.studio.person import organization_id, person
from wedforms.web.studio.settings.asked import BusinessAsked
from wedforms.web.studio.views import Views

_NOT_FACTS: Final = ("seen", "slug")


def show() -> ResponseReturnValue:
    """What the business says of itself now."""
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        return _page(session, _filled(organization_now(session)))


def keep() -> ResponseReturnValue:
    """Keep it."""
    form = BusinessAsked(request.form)
    if _is_right(form) and _is_kept(form):
        return redirect(url_for("studio.settings", kept="yes"), HTTPStatus.SEE_OTHER)
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        return _page(session, form), HTTPStatus.UNPROCESSABLE_ENTITY


def seen_at(text: str | None) -> datetime:
    """The state that a page showed; raises UnreadableInput."""
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        raise UnreadableInput from None


def _facts(form: BusinessAsked) -> dict[str, str]:
    return {name: text or "" for name, text in form.data.items() if name not in _NOT_FACTS}


def _is_right(form: BusinessAsked) -> bool:
    """Tell everything that is wrong at once, whoever finds it."""
    form.validate()
    try:
        read_facts(_facts(form))
    except FactsUnusable as fault:
        pin_missed(form, fault.problems)
    return not form.errors


def _is_kept(form: BusinessAsked) -> bool:
    try:
        with tenant_transaction(
            db.session, organization_id(), actor_id=person().user_id
        ) as session:
            describe_organization(
                session,
                _facts(form),
                slug=(form.slug.data or "").strip(),
                seen_at=seen_at(form.seen.data),
                is_address_free=not was_published(session),
            )
    except (AddressFixed, OrganizationSlugTaken, OrganizationSlugUnusable) as fault:
        pin(form, "slug", fault)
    except ChangedMeanwhile as fault:
        form.form_errors.append(str(fault))
    return not form.errors


def _filled(organization: Organization) -> BusinessAsked:
    address = organization.address
    parts = {part: address.get(part, "") for part in ADDRESS}
    return BusinessAsked(obj=organization, seen=organization.updated_at.isoformat(), **parts)


def _page(session: Session, form: BusinessAsked) -> str:
    organization = organization_now(session)
    if form.form_errors:
        errors = form.form_errors
        form = _filled(organization)
        form.form_errors = errors
    return render_template(
        "studio/settings/business.html",
        form=form,
        organization=organization,
        public_url=services().settings.public_url,
        is_address_free=not was_published(session),
        is_kept=request.args.get("kept") == "yes",
    )


VIEWS: Final[Views] = {"settings": show, "keep_settings": keep}
