"""Personal links: who has one and what came of it, and new ones for many people at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from wedforms.extensions import services
from wedforms.forms.deliver import deliver_unsent, unsent
from wedforms.forms.errors import FormNotPublished, GuestsUnreadable, PrefillUnusable
from wedforms.forms.guestlist import MOST_GUESTS, read_guests
from wedforms.forms.invite import Guest, invite
from wedforms.forms.prefill import prefillable, read_prefill
from wedforms.formspec.definition import Definition
from wedforms.lib import clock
from wedforms.lib.ids import uuid7
from wedforms.submissions.invited import invited
from wedforms.submissions.reachable import Reachable, reachable_clients
from wedforms.web.studio.person import person
from wedforms.web.studio.share import asked
from wedforms.web.studio.share.work import kept, work
from wedforms.web.studio.views import Views

#: Of each guest's line: which question it fills in is chosen once for all.
_PARTS: Final = ("name", "email", "household")


def show(form_id: UUID) -> ResponseReturnValue:
    """The links that are out, and the form that makes new ones."""
    try:
        return _page(form_id, {})
    except FormNotPublished:
        return asked.unpublished_page(form_id)


def make(form_id: UUID) -> ResponseReturnValue:
    """Make a link for everybody who was named; pressed twice it makes them once."""
    _, definition = asked.definition_of(form_id)
    problems: dict[str, str] = {}
    shared = asked.typed_answers(definition, problems)
    until = asked.last_moment(definition, problems)
    guests = _guests(definition, shared, problems)
    if problems:
        return _page(form_id, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with work() as session:
            invite(
                session,
                guests,
                form_id=form_id,
                batch=asked.attempt(),
                expires_at=until,
                one_response="one_response" in request.form,
                signing_key=services().settings.secret_key,
                created_by=person().profile_id,
            )
    except IntegrityError:
        pass  # the same press a second time, at the same moment: the first one made them
    return redirect(url_for("studio.share_links", form_id=form_id, made=len(guests)), 303)


def send(form_id: UUID) -> ResponseReturnValue:
    """Have every link sent by e-mail that never was."""
    with work() as session:
        kept(session, form_id)
        count = deliver_unsent(session, form_id, now=clock.now())
    return redirect(url_for("studio.share_links", form_id=form_id, sent=count), 303)


def _guests(
    definition: Definition, shared: Mapping[str, Any], problems: dict[str, str]
) -> list[Guest]:
    try:
        named = read_guests(
            request.form.get("people", ""),
            _called(definition),
            languages=asked.called_languages(definition),
        )
    except GuestsUnreadable as unreadable:
        problems["people"] = _unreadable(unreadable)
        return []
    guests = [*named, *_chosen_clients()]
    if not guests:
        problems["people"] = gettext("Name somebody, or choose one of your clients.")
    if len(guests) > MOST_GUESTS:
        problems["people"] = _too_many()
    chosen = request.form.get("language", "")
    return [
        replace(
            _with_prefill(definition, guest, shared, problems),
            language=asked.language_in(definition, guest.language or chosen),
        )
        for guest in guests
    ]


def _with_prefill(
    definition: Definition, guest: Guest, shared: Mapping[str, Any], problems: dict[str, str]
) -> Guest:
    """The guest with what the link fills in: the same for all, and what is their own."""
    parts = {
        key: getattr(guest, part)
        for part in _PARTS
        if (key := request.form.get(f"{part}_fills", "")) and getattr(guest, part)
    }
    try:
        own = read_prefill(definition, {**parts, **guest.typed})
    except PrefillUnusable as unusable:
        problems["people"] = _unfitting(guest, unusable.keys, definition)
        return guest
    return replace(guest, prefill={**shared, **own})


def _called(definition: Definition) -> dict[str, str]:
    """What a heading may call each question: its words, or its key."""
    fields = prefillable(definition)
    return {one.label: one.key for one in fields if one.label} | {
        one.key: one.key for one in fields
    }


def _unfitting(guest: Guest, keys: Sequence[str], definition: Definition) -> str:
    labels = {one.key: one.label or one.key for one in prefillable(definition)}
    words = gettext(
        "What is said of %(name)s does not fit: %(questions)s.",
        name=guest.name,
        questions=", ".join(labels[key] for key in keys),
    )
    return str(words)


def _chosen_clients() -> list[Guest]:
    wanted = set(request.form.getlist("client"))
    return [
        Guest(name=one.name, email=one.email, client_id=one.id)
        for one in _clients()
        if str(one.id) in wanted
    ]


def _clients() -> Sequence[Reachable]:
    with work() as session:
        return reachable_clients(session)


def _unreadable(unreadable: GuestsUnreadable) -> str:
    if unreadable.headings:
        unknown = ", ".join(f"“{one}”" for one in unreadable.headings[:5])
        return str(gettext("No question is called %(headings)s.", headings=unknown))
    if unreadable.languages:
        unknown = ", ".join(f"“{one}”" for one in unreadable.languages[:5])
        return str(gettext("The form is not there in %(languages)s.", languages=unknown))
    if not unreadable.lines:
        return _too_many()
    numbers = ", ".join(map(str, unreadable.lines[:10]))
    words = gettext(
        "Look at line %(numbers)s again: a name and an e-mail address.", numbers=numbers
    )
    return str(words)


def _too_many() -> str:
    return str(gettext("Make at most %(most)s links at once.", most=MOST_GUESTS))


def _page(form_id: UUID, problems: Mapping[str, str]) -> str:
    form, definition = asked.definition_of(form_id)
    with work() as session:
        found = invited(
            session,
            form_id,
            purpose="personal",
            now=clock.now(),
            after=request.args.get("after", type=UUID),
        )
        waiting = unsent(session, form_id, now=clock.now())
    return render_template(
        "studio/share/links.html",
        form=form,
        found=found,
        waiting=waiting,
        sent=request.args.get("sent", type=int),
        problems=problems,
        clients=_clients(),
        fields=prefillable(definition),
        languages=asked.languages(definition),
        filled=asked.filled_by(definition, problems),
        suggested=_suggested(definition),
        until=request.form.get("until", asked.usual_last_day(definition)),
        attempt=uuid7(),
        made=request.args.get("made", type=int),
    )


def _suggested(definition: Definition) -> dict[str, str]:
    """Which question each part of a line fills in, as long as nobody chose another."""
    fields = prefillable(definition)
    by_type = {
        "name": ("couple", "person_name"),
        "email": ("email",),
        "household": (),
    }
    found = {
        part: next((one.key for one in fields if one.field_type in types), "")
        for part, types in by_type.items()
    }
    household = next((one.key for one in fields if one.key == "household"), "")
    return {part: request.form.get(f"{part}_fills", key) for part, key in found.items()} | {
        "household": request.form.get("household_fills", household)
    }


VIEWS: Final[Views] = {"share_links": show, "invite_people": make, "send_links": send}
