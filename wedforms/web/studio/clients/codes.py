"""The household codes of a form, to be printed on invitations."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from wedforms.extensions import services
from wedforms.forms.codes import codes_of
from wedforms.lib import clock
from wedforms.web.studio.clients.opened import opened
from wedforms.web.studio.person import membership
from wedforms.web.studio.share.work import kept, whole
from wedforms.web.studio.views import Views


def codes(form_id: UUID) -> ResponseReturnValue:
    """Each household with its code, and where guests type it."""
    with opened() as session:
        form = kept(session, form_id)
        found = codes_of(
            session,
            form_id,
            signing_key=services().settings.secret_key,
            earlier_keys=services().settings.earlier_keys,
            now=clock.now(),
        )
    place = url_for("public.find", org=membership().slug, slug=form.slug)
    return render_template("studio/clients/codes.html", form=form, codes=found, place=whole(place))


VIEWS: Final[Views] = {"codes": codes}
