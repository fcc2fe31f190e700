"""A household finds its own page by the code on its invitation: `/f/<org>/<form>/find`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.forms.codes import secret_behind
from wedforms.forms.find import PublishedForm, form_in_language, published_form
from wedforms.formspec.translated import languages_of
from wedforms.lib import clock
from wedforms.web.languages import (
    OtherLanguage,
    chosen_language,
    other_languages,
    speak,
    with_language,
)
from wedforms.web.public.frame import place_of
from wedforms.web.public.sheets import tokens
from wedforms.web.public.tenant import Face, Tenant, open_tenant
from wedforms.web.tokens import PageTokenRefused
from wedforms.wtf.words import direction


@dataclass(frozen=True, slots=True, kw_only=True)
class FindLook:
    """The page that asks for a code; `problem` is one of two words, and never tells more."""

    language: str
    direction: str
    title: str
    organization: Face
    address: str
    token: str
    problem: str
    languages: Sequence[OtherLanguage]


def show(org: str, slug: str) -> ResponseReturnValue:
    """The question for the code."""
    tenant, form = _open(org, slug)
    return _page(tenant, form)


def find(org: str, slug: str) -> ResponseReturnValue:
    """Lead the household to its page. Wrong, withdrawn and expired codes get the same answer."""
    tenant, form = _open(org, slug)
    try:
        tokens().read(request.form.get("_token", ""), form.form_id)
    except PageTokenRefused:
        return _page(tenant, form, problem="again"), HTTPStatus.UNPROCESSABLE_ENTITY
    with tenant_transaction(db.session, tenant.id) as session:
        secret = secret_behind(
            session,
            form.form_id,
            request.form.get("code", ""),
            signing_key=services().settings.secret_key,
            earlier_keys=services().settings.earlier_keys,
            now=clock.now(),
        )
    if secret is None:
        return _page(tenant, form, problem="unknown"), HTTPStatus.UNPROCESSABLE_ENTITY
    own = with_language(place_of("personal", org=tenant.slug, token=secret))
    return redirect(own, HTTPStatus.SEE_OTHER)


def _open(org: str, slug: str) -> tuple[Tenant, PublishedForm]:
    tenant = open_tenant(org)
    with tenant_transaction(db.session, tenant.id) as session:
        form = published_form(session, slug)
    language = chosen_language(languages_of(form.compiled.definition))
    speak(language)
    return tenant, form_in_language(form, language)


def _page(tenant: Tenant, form: PublishedForm, *, problem: str = "") -> str:
    definition = form.compiled.definition
    address = place_of("find_household", org=tenant.slug, slug=form.slug)
    look = FindLook(
        language=definition.locale,
        direction=direction(definition.locale),
        title=definition.name,
        organization=tenant.face,
        address=with_language(address),
        token=tokens().issue(form.form_id, version_id=form.version_id),
        problem=problem,
        languages=other_languages(definition, address),
    )
    return render_template("public/find.html", page=look)
