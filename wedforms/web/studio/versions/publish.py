"""Publishing: what changes for whom, what is in the way, and the button."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wedforms.forms import Form
from wedforms.forms.changes import changes_since, designed_form
from wedforms.forms.drafting import draft_as_json
from wedforms.forms.errors import DraftChanged
from wedforms.forms.findings import Finding, findings_of
from wedforms.forms.publish import publish_draft
from wedforms.forms.versions import asked_in, current_version, last_number, version_saying
from wedforms.formspec.deadlines import closed_since
from wedforms.formspec.errors import DefinitionRejected
from wedforms.formspec.reading import read_definition
from wedforms.lib import clock
from wedforms.submissions.affected import (
    VersionUse,
    people_told,
    people_who_answered,
    people_who_chose,
    use_of_versions,
)
from wedforms.web.difference import Part, Told, difference
from wedforms.web.posted import posted_text
from wedforms.web.studio.person import membership
from wedforms.web.studio.views import Views
from wedforms.web.studio.work import at_work

LONGEST_NOTE: Final = 500
#: Findings that are counted only: the page of languages lists them.
_UNTRANSLATED: Final = "translations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """Everything the page tells of a draft that is to be published; `people` counts by change.

    `again` is the version that says just what the draft says, if one does.
    """

    revision: int
    current: int | None
    next: int
    again: int | None
    names: Mapping[UUID | None, str]
    faults: Sequence[Finding]
    warnings: Sequence[Finding]
    untranslated: int
    parts: Sequence[Part]
    people: Mapping[Told, int]
    used: Sequence[VersionUse]
    closed_since: date | None

    @property
    def answers(self) -> int:
        """How many have answered, on whatever version."""
        return sum(one.answers for one in self.used)

    @property
    def begun(self) -> Sequence[VersionUse]:
        """The versions on which somebody has begun."""
        return [one for one in self.used if one.drafts]


def show(form_id: UUID) -> ResponseReturnValue:
    """What publishing would change; raises FormNotFound."""
    return _page(form_id)


def publish(form_id: UUID) -> ResponseReturnValue:
    """Publish what the page showed; shown again where the draft is another one by now."""
    note = posted_text("note", request.form)[:LONGEST_NOTE]
    by = membership().profile_id
    seen = request.form.get("revision", type=int, default=-1)
    try:
        with at_work() as session:
            version = publish_draft(
                session, form_id, seen_revision=seen, published_by=by, note=note
            )
    except DraftChanged:
        return _page(form_id, note=note, is_changed=True), HTTPStatus.CONFLICT
    except DefinitionRejected:
        return _page(form_id, note=note), HTTPStatus.UNPROCESSABLE_ENTITY
    shown = url_for("studio.versions", form_id=form_id, published=version.number)
    return redirect(shown, HTTPStatus.SEE_OTHER)


def _page(form_id: UUID, *, note: str = "", is_changed: bool = False) -> str:
    with at_work() as session:
        form = designed_form(session, form_id)
        prepared = _prepared(session, form)
    return render_template(
        "studio/publish.html",
        form=form,
        prepared=prepared,
        note=note,
        most=LONGEST_NOTE,
        is_changed=is_changed,
    )


def _prepared(session: Session, form: Form) -> Preparation:
    findings = findings_of(session, form, now=clock.now())
    faults = [one for one in findings if one.severity == "error"]
    odd = [one for one in findings if one.severity == "warning"]
    current = current_version(session, form)
    parts: Sequence[Part] = ()
    again = closed = None
    if not faults:
        draft = read_definition(draft_as_json(session, form))
        again = version_saying(session, form.id, draft)
        closed = closed_since(draft, now=clock.now())
        parts = difference(asked_in(current), draft) if current is not None else ()
    return Preparation(
        revision=form.draft_revision,
        current=current.number if current else None,
        next=again.number if again else last_number(session, form.id) + 1,
        again=again.number if again else None,
        names=_names(session, form),
        faults=faults,
        warnings=[one for one in odd if one.keyword != _UNTRANSLATED],
        untranslated=sum(one.keyword == _UNTRANSLATED for one in odd),
        parts=parts,
        people=_people(session, form.id, parts),
        used=use_of_versions(session, form.id, now=clock.now()),
        closed_since=closed,
    )


def _names(session: Session, form: Form) -> Mapping[UUID | None, str]:
    """What the fields of the draft are called, for those who look for what was found in them."""
    return {
        one.id: one.says.get("label") or one.says["key"]
        for one in changes_since(session, form, -1).fields
    }


def _people(session: Session, form_id: UUID, parts: Sequence[Part]) -> Mapping[Told, int]:
    """How many answers each change leaves behind: they chose the option, answered the question."""
    gone = [one for part in parts for one in part.changes if one.key]
    chosen = {(one.key, one.option): one for one in gone if one.option and not _is_renamed(one)}
    asked = {part.path: one for part, one in _whole(parts)}
    chose = people_who_chose(session, form_id, chosen)
    answered = people_who_answered(session, form_id, asked)
    counted = {one: chose[place] for place, one in chosen.items()}
    counted |= {
        one: people_told(session, form_id, (one.key, one.option), label=one.before)
        for one in gone
        if _is_renamed(one)
    }
    return counted | {one: answered[key] for key, one in asked.items()}


def _is_renamed(told: Told) -> bool:
    return told.kind == "option_changed"


def _whole(parts: Sequence[Part]) -> Iterator[tuple[Part, Told]]:
    """Questions that stood in no group and are no longer asked."""
    for part in parts:
        for one in part.changes:
            if one.kind == "removed" and one.key and "." not in part.path:
                yield part, one


VIEWS: Final[Views] = {
    "publish": show,
    "publish_draft": publish,
}
