"""Pages in a frame on a supplier's own site: `/e/<org>/<form>/…` serves what `/f/`, `/d/`… serve.

Each address begins with the form, so that its allowed sites are known before anything happens:
trouble is told inside the frame, too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from flask import Response, g, url_for
from flask.typing import ResponseReturnValue

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.errors import FormNotFound
from wedforms.forms.sites import FramedForm, framed_form, policy_of
from wedforms.web.public.tenant import open_tenant

View = Callable[..., ResponseReturnValue]


def in_frame(view: View) -> View:
    """The view of a public page for a frame: every address it names stays below the form's own."""

    @wraps(view)
    def framed(org: str, slug: str, **named: Any) -> ResponseReturnValue:
        tenant = open_tenant(org)
        if "embeds" not in tenant.features:
            raise FormNotFound
        with tenant_transaction(db.session, tenant.id) as session:
            g.frame = framed_form(session, slug)
        if g.frame.sites:
            g.frame_ancestors = policy_of(g.frame.sites)
        return view(org, **named) if "token" in named else view(org, slug)

    return framed


def frame() -> FramedForm | None:
    """The form whose frame this page is in; None on a page of its own."""
    found: FramedForm | None = g.get("frame")
    return found


def place_of(name: str, **values: Any) -> str:
    """The address of a public page, inside the frame if this page is in one."""
    if (around := frame()) is None:
        return url_for(f"public.{name}", **values)
    return url_for(f"public.framed_{name}", **{**values, "slug": around.slug})


def place_outside(name: str, **values: Any) -> str:
    """The address of a public page in a window of its own."""
    return url_for(f"public.{name}", **values)


def require_own_form(form_id: UUID) -> None:
    """A frame shows its own form alone, whatever a link leads to; raises FormNotFound."""
    around = frame()
    if around is not None and around.form_id != form_id:
        raise FormNotFound


def carry_frame_headers(response: Response) -> Response:
    """What a page in a frame needs beside `frame-ancestors`, so that isolated hosts can show it."""
    around = frame()
    if around is not None and around.sites:
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin")
        response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
    return response
