"""The gallery and one's own templates: seen as they would be, and taken as a form of one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext
from sqlalchemy.orm import Session

from wedforms.accounts.people import email_of
from wedforms.core.accounts import Organization, UserProfile
from wedforms.core.limits import LimitReached
from wedforms.extensions import services
from wedforms.forms import Form
from wedforms.forms.begin import home_of, language_of
from wedforms.forms.changes import designed_form
from wedforms.forms.copying import (
    TemplateShown,
    begin_from,
    begin_from_template,
    duplicate_form,
    own_templates,
    save_as_template,
)
from wedforms.forms.drafting import draft_as_json
from wedforms.forms.find import PublishedForm
from wedforms.forms.gallery import NAMES, Owner, in_gallery, original, questions_in, told_for
from wedforms.forms.shelve import delete_form
from wedforms.formspec.definition import Definition
from wedforms.formspec.mending import mend
from wedforms.formspec.schema import compile_form
from wedforms.lib import clock
from wedforms.lib.ids import uuid7
from wedforms.web.public.desk import Desk
from wedforms.web.studio.design.preview import show_preview, studio_desk, try_preview
from wedforms.web.studio.person import organization_id, person
from wedforms.web.studio.starting.sketch import Stroke, sketch
from wedforms.web.studio.views import Views
from wedforms.web.studio.work import at_work

#: What each form of the gallery is for.
_WORDS: Final[Mapping[str, tuple[LazyString, LazyString]]] = {
    "rsvp": (
        lazy_gettext("RSVP"),
        lazy_gettext("Who comes to what, what each guest eats and needs, and a seat on the coach."),
    ),
    "lead-enquiry": (
        lazy_gettext("Enquiry"),
        lazy_gettext(
            "The first question a couple asks you: their day, their wishes, a price guide."
        ),
    ),
    "photography-contract": (
        lazy_gettext("Photography contract"),
        lazy_gettext("Collections and extras with the price worked out, clauses, two signatures."),
    ),
    "venue-hire": (
        lazy_gettext("Venue hire agreement"),
        lazy_gettext("Spaces, numbers, menus, rooms and instalments, signed by both sides."),
    ),
    "pre-wedding-questionnaire": (
        lazy_gettext("Pre-wedding questionnaire"),
        lazy_gettext("The day hour by hour, group pictures, contacts; both partners fill it in."),
    ),
    "deposit-balance-invoice": (
        lazy_gettext("Deposit and balance invoice"),
        lazy_gettext("Lines with VAT and discounts, paid in parts that sum to the penny."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryShown:
    """One form of the gallery."""

    name: str
    title: LazyString
    words: LazyString
    questions: int
    sketch: Sequence[Stroke]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTemplate:
    """A template of one's own, with its drawing."""

    shown: TemplateShown
    sketch: Sequence[Stroke]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingPoints:
    """Everything that a form can begin from."""

    gallery: Sequence[GalleryShown]
    templates: Sequence[OwnTemplate]


def starting_points(session: Session) -> StartingPoints:
    """What the page of a new form offers beside a blank one."""
    gallery = [
        GalleryShown(
            name=name,
            title=_WORDS[name][0],
            words=_WORDS[name][1],
            questions=questions_in(original(name)),
            sketch=sketch(original(name)),
        )
        for name in NAMES
    ]
    templates = [
        OwnTemplate(shown=one, sketch=_drawn(session, one)) for one in own_templates(session)
    ]
    return StartingPoints(gallery=gallery, templates=templates)


def _drawn(session: Session, template: TemplateShown) -> Sequence[Stroke]:
    """A template as far as it can be read; an empty page where nothing in it can."""
    mended = mend(draft_as_json(session, designed_form(session, template.id)))
    return () if mended is None else sketch(mended.definition)


def look(name: str) -> ResponseReturnValue:
    """A form of the gallery as it would be."""
    notice = gettext("This is an example, to look at: nothing is sent.")
    return show_preview(_desk(name), notice=notice)


def try_out(name: str) -> ResponseReturnValue:
    """Another page of it, another row; sending is refused in words."""
    return try_preview(_desk(name))


def take() -> ResponseReturnValue:
    """Make a form of the gallery one's own, and go on in the builder."""
    name = request.form.get("name", "")
    return _begun(lambda session: begin_from(session, _told(session, name), created_by=_me()))


def duplicate(form_id: UUID) -> ResponseReturnValue:
    """Another form that says the same."""

    def made(session: Session) -> Form:
        name = gettext("Copy of %(name)s", name=designed_form(session, form_id).name)
        return duplicate_form(session, form_id, name=name, created_by=_me())

    return _begun(made)


def keep_template(form_id: UUID) -> ResponseReturnValue:
    """Keep what a form says now as a template."""
    with at_work() as session:
        save_as_template(session, form_id, created_by=_me())
    return redirect(url_for("studio.new_form", _anchor="templates"), HTTPStatus.SEE_OTHER)


def take_template(form_id: UUID) -> ResponseReturnValue:
    """Make a form of one's own template, and go on in the builder."""
    return _begun(lambda session: begin_from_template(session, form_id, created_by=_me()))


def delete_template(form_id: UUID) -> ResponseReturnValue:
    """Take a template away; the list then offers to bring it back."""
    with at_work() as session:
        if not designed_form(session, form_id).is_template:
            abort(HTTPStatus.NOT_FOUND)
        delete_form(session, form_id)
    return redirect(url_for("studio.forms", deleted=form_id), HTTPStatus.SEE_OTHER)


def _begun(make: Callable[[Session], Form]) -> ResponseReturnValue:
    """Go on in the builder with what was made, or back to where the limit is told."""
    try:
        with at_work() as session:
            form = make(session)
    except LimitReached:
        return redirect(url_for("studio.new_form", full="yes"), HTTPStatus.SEE_OTHER)
    return redirect(url_for("studio.design", form_id=form.id), HTTPStatus.SEE_OTHER)


def _told(session: Session, name: str) -> Definition:
    """A form of the gallery in the name of the organization."""
    if not in_gallery(name):
        abort(HTTPStatus.NOT_FOUND)
    organization = session.get(Organization, organization_id())
    profile = session.get(UserProfile, (organization_id(), _me()))
    assert organization is not None
    assert profile is not None
    owner = Owner(
        name=organization.name,
        legal_name=organization.legal_name,
        email=organization.email or email_of(services().autocommit, person().user_id),
        person=profile.full_name or organization.name,
        home=home_of(organization),
        locale=language_of(organization),
    )
    return told_for(name, owner, today=clock.today_in(organization.time_zone))


def _desk(name: str) -> Desk:
    with at_work() as session:
        definition = _told(session, name)
    form = PublishedForm(
        organization_id=organization_id(),
        form_id=uuid7(),
        slug=name,
        version_id=uuid7(),
        version_number=1,
        compiled=compile_form(definition),
    )
    return studio_desk(form, address=url_for("studio.gallery_form", name=name))


def _me() -> UUID | None:
    return person().profile_id


VIEWS: Final[Views] = {
    "gallery_form": look,
    "try_gallery_form": try_out,
    "take_gallery_form": take,
    "duplicate_form": duplicate,
    "keep_template": keep_template,
    "take_template": take_template,
    "delete_template": delete_template,
}
