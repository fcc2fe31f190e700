"""The body of a document: what was asked and answered, with numbered clauses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from wedforms.documents.filled import FilledForm
from wedforms.documents.merge import merge_rich_text
from wedforms.formspec.definition import Field
from wedforms.formspec.expression import Scope
from wedforms.formspec.fieldtypes.showing import with_commas

Item = dict[str, Any]

#: What stands nowhere in a document, and what stands below "Agreed and signed" where there is such.
_NOWHERE: Final = frozenset({"hidden", "sunset", "divider", "picture"})
_SIGNED: Final = frozenset({"signature", "consent"})
_MOST_COLUMNS: Final = 6


def sections_of(form: FilledForm, *, priced: bool, signed_apart: bool) -> list[dict[str, Any]]:
    """The sections of the document.

    With `priced`, amounts are left to the table of charges; with `signed_apart`, what was agreed
    to and signed is left to the place of signatures.
    """
    sheet = _Sheet(form, priced=priced, signed_apart=signed_apart)
    for field in form.fields():
        if _visible(form, field):
            sheet.add(field)
    return [section for section in sheet.sections if section["items"]]


def printable(form: FilledForm, field: Field, scope: Scope | None = None) -> str:
    """A field's answer as the document may show it: empty when private, a note when sensitive."""
    words = "" if field.private else form.shown(field, scope)
    return _kept_apart(form) if words and _is_apart(form, field) else words


def _is_apart(form: FilledForm, field: Field) -> bool:
    return field.sensitive and not form.tells_sensitive


def _kept_apart(form: FilledForm) -> str:
    return form.gettext("Given, and kept apart from this document.")


class _Sheet:
    """Collects items; answers that follow each other share a list, initials join their clause."""

    def __init__(self, form: FilledForm, *, priced: bool, signed_apart: bool) -> None:
        self._form = form
        self._elsewhere = _NOWHERE | _SIGNED if signed_apart else _NOWHERE
        self._priced = priced
        self._words = form.words()
        self._clauses = 0
        self.sections: list[dict[str, Any]] = [{"title": "", "items": []}]

    @property
    def _items(self) -> list[Item]:
        items: list[Item] = self.sections[-1]["items"]
        return items

    def add(self, field: Field) -> None:
        """Put one field where it belongs."""
        match field.field_type:
            case "page_break":
                self.sections.append({"title": field.label, "items": []})
            case "heading":
                self._items.append({"kind": "heading", "text": field.label})
            case "paragraph":
                html = merge_rich_text(field.content, self._words)
                self._items.append({"kind": "text", "html": html})
            case "clause":
                self._add_clause(field)
            case "initials":
                self._add_initials(field)
            case "group":
                self._add_group(field)
            case _:
                self._add_answer(field)

    def _add_clause(self, field: Field) -> None:
        numbered = field.validation_rules.get("number", True)
        self._clauses += bool(numbered)
        self._items.append(
            {
                "kind": "clause",
                "number": self._clauses if numbered else None,
                "title": field.label,
                "html": merge_rich_text(field.content, self._words),
                "initials": [],
            }
        )

    def _add_initials(self, field: Field) -> None:
        words = printable(self._form, field)
        clause = next((item for item in reversed(self._items) if item["kind"] == "clause"), None)
        if words and clause:
            clause["initials"].append({"label": field.label, "value": words})
        elif words:
            self._add_row(field.label, words)

    def _add_group(self, field: Field) -> None:
        if field.private or not (rows := self._form.scopes(field.key)):
            return
        if _is_apart(self._form, field):
            self._add_row(field.label, _kept_apart(self._form))
            return
        self._items.append(group_item(self._form, field, rows))

    def _add_answer(self, field: Field) -> None:
        if field.field_type in self._elsewhere or self._is_price(field):
            return
        if words := printable(self._form, field):
            self._add_row(field.label, words)

    def _add_row(self, label: str, value: str) -> None:
        if not self._items or self._items[-1]["kind"] != "answers":
            self._items.append({"kind": "answers", "rows": []})
        self._items[-1]["rows"].append({"label": label, "value": value})

    def _is_price(self, field: Field) -> bool:
        if field.field_type != "calculation":
            return False
        settings = field.validation_rules
        return not settings.get("show", True) or (
            self._priced and settings.get("result") == "money"
        )


def group_item(form: FilledForm, group: Field, rows: list[Scope]) -> Item:
    """The rows of a group: a table while it is narrow, else a card a row."""
    columns = [field for field in group.fields if _has_words(form, field, rows)]
    cells = [[_cell(form, field, row) for field in columns] for row in rows]
    labels = [field.label for field in columns]
    if len(columns) <= _MOST_COLUMNS:
        return {"kind": "table", "label": group.label, "columns": labels, "rows": cells}
    title = group.validation_rules.get("row_label") or group.label
    cards = [
        {"title": f"{title} {number}", "rows": list(_answered(labels, row))}
        for number, row in enumerate(cells, start=1)
    ]
    return {"kind": "cards", "label": group.label, "cards": cards}


def _answered(labels: list[str], cells: list[str]) -> Iterator[Mapping[str, str]]:
    for label, words in zip(labels, cells, strict=True):
        if words:
            yield {"label": label, "value": words}


def _has_words(form: FilledForm, field: Field, rows: list[Scope]) -> bool:
    hidden = field.field_type == "calculation" and not field.validation_rules.get("show", True)
    return not hidden and any(_cell(form, field, row) for row in rows)


def _cell(form: FilledForm, field: Field, row: Scope) -> str:
    if field.field_type in _NOWHERE | {"signature"}:
        return ""
    if not field.fields:
        return printable(form, field, row)
    if field.private:
        return ""
    inner = (_row_words(form, field, one) for one in row.rows.get(field.key, ()))
    return "\n".join(filter(None, inner))


def _row_words(form: FilledForm, group: Field, row: Scope) -> str:
    cells = (_cell(form, field, row) for field in group.fields)
    return with_commas(filter(None, cells), form.locale)


def _visible(form: FilledForm, field: Field) -> bool:
    return field.visible_if is None or form.value(field.visible_if) is True
