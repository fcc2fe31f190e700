"""The form on the supplier's own site: the tag to copy, and the sites that may show it."""

from __future__ import annotations

import html
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wedforms.accounts.describe import organization_now
from wedforms.accounts.features import features_of
from wedforms.extensions import services
from wedforms.forms import Form
from wedforms.forms.errors import SiteUnusable
from wedforms.forms.sites import MOST_SITES, allow_site, forbid_site
from wedforms.lib import clock
from wedforms.web.studio.person import membership
from wedforms.web.studio.share.work import kept, public_address, whole, work
from wedforms.web.studio.views import Views

_HERE: Final = frozenset({"localhost", "127.0.0.1"})
_MODES: Final = ("inline", "popup", "page")


def show(form_id: UUID) -> ResponseReturnValue:
    """The tag in the three ways it can show the form, and the list of sites."""
    return _page(form_id)


def allow(form_id: UUID) -> ResponseReturnValue:
    """Let one more site show the form."""
    typed = request.form.get("site", "")
    try:
        with work() as session:
            site = allow_site(session, form_id, site=typed, is_local=_is_local())
    except SiteUnusable as unusable:
        return _page(form_id, typed=typed, problem=unusable.words), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("studio.share_site", form_id=form_id, allowed=site), 303)


def forbid(form_id: UUID) -> ResponseReturnValue:
    """Let a site show the form no longer."""
    with work() as session:
        forbid_site(session, form_id, site=request.form.get("site", ""))
    return redirect(url_for("studio.share_site", form_id=form_id, removed="yes"), 303)


def _code(form: Form, *, mode: str) -> str:
    """What is put into the page of another site, as HTML: a name is words there, whatever it is."""
    more = "" if mode == "inline" else f' mode="{mode}"'
    return (
        f'<script src="{whole("/embed/v1/wed-form.js")}" async></script>\n'
        f'<wed-form org="{membership().slug}" form="{form.slug}"{more}>\n'
        f'  <a href="{public_address(form)}">{html.escape(form.name)}</a>\n'
        "</wed-form>"
    )


def _page(form_id: UUID, *, typed: str = "", problem: str = "") -> str:
    with work() as session:
        form = kept(session, form_id)
        on = features_of(organization_now(session), now=clock.now())
    mode = wanted if (wanted := request.args.get("mode", "")) in _MODES else _MODES[0]
    return render_template(
        "studio/share/site.html",
        form=form,
        code=_code(form, mode=mode),
        mode=mode,
        modes=_MODES,
        most=MOST_SITES,
        typed=typed,
        problem=problem,
        is_offered="embeds" in on,
    )


def _is_local() -> bool:
    """Whether WedForms is tried out on this machine."""
    return urlsplit(services().settings.public_url).hostname in _HERE


VIEWS: Final[Views] = {"share_site": show, "allow_site": allow, "forbid_site": forbid}
