"""What is being filled in, whichever address led to it: a form, a personal link, or a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import current_app, g

from wedforms.clients.known import known_of
from wedforms.clients.place import wedding_of
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.find import PublishedForm, form_in_language
from wedforms.forms.links import PersonalLink, Prefill, open_prefill
from wedforms.formspec.deadlines import deadline
from wedforms.formspec.known import known_answers
from wedforms.formspec.schema import CompiledForm
from wedforms.formspec.sun import Wedding
from wedforms.formspec.targets import Written
from wedforms.formspec.translated import languages_of
from wedforms.lib import clock
from wedforms.submissions.draft import Draft
from wedforms.submissions.errors import FormClosed, FormFull
from wedforms.submissions.places import WHOLE_FORM, Place, places_held
from wedforms.web.languages import chosen_language, speak
from wedforms.web.public.frame import place_of, place_outside, require_own_form
from wedforms.web.public.places import NOTHING_GONE, KeptPlaces
from wedforms.web.public.tenant import Tenant
from wedforms.wtf.drawing import Circumstances
from wedforms.wtf.inputs import completed, first_inputs
from wedforms.wtf.names import Inputs
from wedforms.wtf.retelling import retold


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One form on one address, with what is known before anything is typed.

    `own_address` is where a draft is found again, which in a frame is another address. `known` is
    what the supplier knows of the couple, to begin with: a draft goes on with what was typed.
    """

    tenant: Tenant
    form: PublishedForm
    address: str
    drafts_address: str = ""
    own_address: str = ""
    draft: Draft | None = None
    drawn_at: datetime | None = None
    link_id: UUID | None = None
    client_id: UUID | None = None
    prefill: Mapping[str, Any] = field(default_factory=dict)
    known: Mapping[str, Written] = field(default_factory=dict)
    gone: frozenset[Place] = NOTHING_GONE
    wedding: Wedding | None = None

    @property
    def language(self) -> str:
        """The language that the form is read in."""
        return self.form.compiled.definition.locale

    @property
    def today(self) -> date:
        """Today where the form is at home."""
        return clock.today_in(self.form.compiled.definition.facts.time_zone)

    @property
    def has_review(self) -> bool:
        """Whether the answers are looked over before they are sent."""
        return bool(self.form.compiled.definition.settings.get("review", True))

    @property
    def begun_at(self) -> datetime | None:
        """When somebody began to fill this in, as far as the page and its draft tell."""
        known = (self.drawn_at, self.draft.begun_at if self.draft else None)
        return min((moment for moment in known if moment is not None), default=None)

    def around(self) -> Circumstances:
        """What the answers are read with."""
        return Circumstances(
            today=self.today,
            language=self.language,
            earlier=self.draft.earlier if self.draft else None,
            prefill=self.prefill,
            full=self.gone,
            wedding=self.wedding,
        )

    def require_room(self) -> None:
        """Raise FormFull when the form takes no further answers; only sending counts for sure."""
        if WHOLE_FORM in self.gone:
            raise FormFull

    def first_inputs(self) -> Inputs:
        """The inputs of a page that nobody has touched: defaults, and what the link brings.

        What the link says itself comes before what is known of its couple.
        """
        compiled = self.form.compiled
        drawn = {key: value for key, value in self.prefill.items() if _is_drawn(compiled, key)}
        return first_inputs(compiled, {**known_answers(compiled.definition, self.known), **drawn})

    def inputs(self) -> Inputs:
        """What stands in the page now: what was typed, and the first inputs for the rest."""
        if self.draft is None:
            return self.first_inputs()
        heard = retold(self.draft.inputs, heard=self.form.written, said=self.form.compiled)
        return completed(heard, with_defaults=self.first_inputs())

    def written(self, inputs: Inputs) -> dict[str, list[str]]:
        """The inputs as a draft keeps them: in the form's own language, whoever opens it next."""
        return retold(inputs, heard=self.form.compiled, said=self.form.written)


def public_desk(tenant: Tenant, form: PublishedForm, *, secret: str = "") -> Desk:
    """The desk of a form that everybody may fill in; `secret` is that of a link that fills in some.

    A link that has ended fills in nothing, and everything else goes on.
    """
    brought = _brought(tenant, form, secret) if secret else None
    more = {"prefill": secret} if brought else {}
    return _open(
        Desk(
            tenant=tenant,
            form=form,
            address=place_of("fill", org=tenant.slug, slug=form.slug, **more),
            drafts_address=place_of("start_draft", org=tenant.slug, slug=form.slug, **more),
            link_id=brought.link_id if brought else None,
            prefill=brought.answers if brought else {},
        )
    )


def _brought(tenant: Tenant, form: PublishedForm, secret: str) -> Prefill | None:
    with tenant_transaction(db.session, tenant.id) as session:
        return open_prefill(session, form.form_id, secret, now=clock.now())


def personal_desk(tenant: Tenant, link: PersonalLink, secret: str) -> Desk:
    """The desk of a form that was sent to one person or household."""
    return _open(
        Desk(
            tenant=tenant,
            form=link.form,
            address=place_of("personal", org=tenant.slug, token=secret),
            drafts_address=place_of("start_personal_draft", org=tenant.slug, token=secret),
            link_id=link.id,
            client_id=link.client_id,
            prefill=link.prefill,
            known=_known(tenant, link),
        )
    )


def _known(tenant: Tenant, link: PersonalLink) -> Mapping[str, Written]:
    """What the supplier knows of the couple of a link, until something was sent through it."""
    if link.client_id is None or link.responses:
        return {}
    with tenant_transaction(db.session, tenant.id) as session:
        return known_of(session, link.client_id)


def draft_desk(tenant: Tenant, draft: Draft, secret: str) -> Desk:
    """The desk of a draft that was begun before."""
    return _open(
        Desk(
            tenant=tenant,
            form=draft.form,
            address=place_of("draft", org=tenant.slug, token=secret),
            own_address=place_outside("draft", org=tenant.slug, token=secret),
            draft=draft,
            link_id=draft.link_id,
            client_id=draft.client_id,
            prefill=draft.prefill,
        )
    )


def _open(desk: Desk) -> Desk:
    """The desk with the places that are left, if its form is open; raises FormClosed."""
    require_own_form(desk.form.form_id)
    language = chosen_language(languages_of(desk.form.compiled.definition))
    desk = replace(desk, form=form_in_language(desk.form, language))
    speak(language)
    definition = desk.form.compiled.definition
    g.form_name = definition.name
    g.closed_words = definition.settings.get("closed_message", "")
    closes_at = deadline(desk.form.compiled.definition, "closes_at", {}, today=desk.today)
    if closes_at is not None and clock.now() >= closes_at:
        raise FormClosed(closes_at)
    return replace(desk, gone=_gone(desk), wedding=_wedding(desk))


def _wedding(desk: Desk) -> Wedding | None:
    """What is known of the couple's wedding, where the form tells something of it."""
    fields = (field for _, field in desk.form.compiled.definition.walk())
    if desk.client_id is None or all(one.field_type != "sunset" for one in fields):
        return None
    with tenant_transaction(db.session, desk.tenant.id) as session:
        return wedding_of(session, desk.client_id)


def _gone(desk: Desk) -> frozenset[Place]:
    """What has no places left for this desk; what sent answers hold is theirs to keep."""
    kept = current_app.extensions["wedforms_places"]
    assert isinstance(kept, KeptPlaces)
    gone = kept.gone(desk.form)
    earlier = desk.draft.earlier if desk.draft else None
    if not gone or earlier is None:
        return gone
    return gone - places_held(desk.form.compiled.definition, earlier)


def _is_drawn(compiled: CompiledForm, key: str) -> bool:
    found = compiled.fields.get(key)
    return found is not None and found.field_type not in ("hidden", "calculation")
