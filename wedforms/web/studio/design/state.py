"""A draft as the builder's page knows it: the whole of it, or what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from flask_babel import gettext, ngettext
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session

from wedforms.forms import Form
from wedforms.forms.changes import DeletedShown, changes_since
from wedforms.forms.findings import Finding, findings_of
from wedforms.lib import clock
from wedforms.web.studio.design.palette import title_of

#: Told once for the form: a mark on each question would cover the faults among them.
_UNTRANSLATED: Final = "translations"


def state_since(session: Session, form: Form, revision: int) -> dict[str, Any]:
    """What happened after this revision, with what is to be said of the draft as it is now."""
    changes = changes_since(session, form, revision)
    state: dict[str, Any] = {"revision": changes.revision, "token": generate_csrf()}
    if changes.revision == revision:
        return state
    state["fields"] = [
        {"id": str(one.id), "parent": _text(one.parent), "order": one.order, "says": one.says}
        for one in changes.fields
    ]
    state["gone"] = [str(one) for one in changes.gone]
    state["findings"] = list(_findings(findings_of(session, form, now=clock.now())))
    if changes.facts is not None:
        state["facts"] = changes.facts
    return state


def _findings(found: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    yield from (_finding(one) for one in found if one.keyword != _UNTRANSLATED)
    if missing := sum(one.keyword == _UNTRANSLATED for one in found):
        words = ngettext(
            "%(num)s translation is missing. The page Languages shows where.",
            "%(num)s translations are missing. The page Languages shows where.",
            missing,
        )
        path = "settings.languages"
        yield _finding(Finding(None, path, _UNTRANSLATED, words, "warning"))


def _finding(finding: Finding) -> dict[str, Any]:
    """A finding with what its place is called; what is missing is said by that name."""
    title = title_of(finding.path)
    is_missing = finding.keyword == "required" and "." not in finding.path
    missing = gettext("This is not said yet.")
    return {
        "field": _text(finding.field),
        "path": finding.path,
        "title": title,
        "message": missing if is_missing and title else finding.message,
        "severity": finding.severity,
    }


def deleted_state(deleted: DeletedShown) -> dict[str, Any]:
    """A field that can be restored."""
    return {
        "id": str(deleted.id),
        "label": deleted.label,
        "fieldType": deleted.field_type,
        "deletedAt": deleted.deleted_at.isoformat(),
    }


def _text(given: Any) -> str | None:
    return None if given is None else str(given)
