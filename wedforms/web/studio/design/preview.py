"""The draft as the public page will be: everything works in it but sending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final
from uuid import UUID

from flask import current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.changes import designed_form
from wedforms.forms.drafting import draft_as_json
from wedforms.forms.find import PublishedForm
from wedforms.formspec.mending import mend
from wedforms.formspec.schema import compile_form
from wedforms.formspec.translated import languages_of, spoken_in
from wedforms.web.languages import named_language, speak
from wedforms.web.posted import Posted, number_of_page, read_posted
from wedforms.web.public.desk import Desk
from wedforms.web.public.looks import FillLook
from wedforms.web.public.tenant import open_tenant
from wedforms.web.studio.person import membership, organization_id, person
from wedforms.web.studio.views import Views
from wedforms.wtf.drawing import Drawer, Filled
from wedforms.wtf.inputs import default_row, known_inputs, names_rows
from wedforms.wtf.names import Inputs
from wedforms.wtf.problems import SummaryEntry
from wedforms.wtf.rows import UnknownAction, change_rows, is_row_action, new_row_id
from wedforms.wtf.steps import take_step


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewLook(FillLook):
    """A page of the draft: it is posted to the studio, which asks for a token of its own."""

    csrf: str
    is_preview: ClassVar[bool] = True

    @property
    def form_name(self) -> str:
        """No browser keeps what is typed into a preview under the name of the form."""
        return f"preview/{self.desk.form.form_id}"

    @property
    def busy_url(self) -> str:
        """The diary is not asked while a form is designed."""
        return ""


def show(form_id: UUID) -> ResponseReturnValue:
    """The first page, or the one that the address names."""
    return _empty() if (desk := _desk(form_id)) is None else show_preview(desk)


def try_out(form_id: UUID) -> ResponseReturnValue:
    """Another page, another row, the totals; sending is refused in words, and nothing is kept."""
    return _empty() if (desk := _desk(form_id)) is None else try_preview(desk)


def show_preview(desk: Desk, *, notice: str = "") -> str:
    """A form as its page will be, or was, whatever the desk holds."""
    filled = _filled(desk, desk.first_inputs())
    number = number_of_page(request.args.get("page", "1"))
    number = min(max(number, 1), len(filled.sections))
    return _draw(desk, filled, number=number, notice=notice)


def try_preview(desk: Desk) -> str:
    """The page of this desk after a press of one of its buttons; nothing is kept."""
    posted = read_posted(request.form)
    filled = _filled(desk, _changed_rows(desk, posted))
    step = take_step(
        filled,
        action=posted.action,
        page=posted.page_number,
        shown=posted.shown,
        has_review=False,
    )
    summary = filled.pin(step.problems) if step.is_held else ()
    for fresh in step.fresh:
        fresh.fresh = True
    notice = ""
    if step.goal == "send" or posted.action in ("submit", "review", "save"):
        notice = gettext("This is a preview: nothing is sent or kept.")
    return _draw(desk, filled, number=step.page, summary=summary, notice=notice)


def _changed_rows(desk: Desk, posted: Posted) -> Inputs:
    compiled = desk.form.compiled
    inputs = known_inputs(compiled, posted.inputs)
    if not is_row_action(posted.action) or not names_rows(compiled, posted.action):
        return inputs
    try:
        changed, look_at = change_rows(inputs, posted.action, new_id=new_row_id())
    except UnknownAction:
        return inputs
    if posted.action.startswith("add:"):
        return {**default_row(compiled.definition.fields, look_at), **changed}
    return changed


def _desk(form_id: UUID) -> Desk | None:
    """The desk of the draft, without what is not finished; None while there is nothing to see."""
    here = person()
    with tenant_transaction(db.session, organization_id(), actor_id=here.user_id) as session:
        form = designed_form(session, form_id)
        mended = mend(draft_as_json(session, form))
    if mended is None:
        return None
    drafted = PublishedForm(
        organization_id=organization_id(),
        form_id=form.id,
        slug=form.slug,
        version_id=form.id,
        version_number=1,
        compiled=compile_form(mended.definition),
    )
    return studio_desk(drafted, address=url_for("studio.preview", form_id=form.id))


def studio_desk(form: PublishedForm, *, address: str) -> Desk:
    """The desk of a form that is looked at in the studio, whatever its dates say.

    It speaks the language that the address names, else its own.
    """
    g.organization_slug = membership().slug
    definition = form.compiled.definition
    language = named_language(languages_of(definition))
    speak(language)
    if language != definition.locale:
        form = replace(form, compiled=compile_form(spoken_in(definition, language)))
    return Desk(tenant=open_tenant(g.organization_slug), form=form, address=address)


def _filled(desk: Desk, inputs: Inputs) -> Filled:
    # A drawer of its own: a draft seen once would push published forms out of the other.
    return Drawer(current_app.jinja_env).fill(desk.form.compiled, inputs, desk.around())


def _draw(
    desk: Desk,
    filled: Filled,
    *,
    number: int,
    summary: Sequence[SummaryEntry] = (),
    notice: str = "",
) -> str:
    look = PreviewLook(
        desk=desk,
        token="",
        attempt="",
        csrf=generate_csrf(),
        filled=filled,
        number=number,
        summary=summary,
        notice=notice,
    )
    return render_template("public/fill.html", page=look)


def _empty() -> str:
    return render_template("studio/preview_empty.html")


VIEWS: Final[Views] = {
    "preview": show,
    "try_preview": try_out,
}
