"""One form in which every violation has a question of its own, beside right answers of every type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.factories.fields import plain_field, right_answer
from tests.factories.violations import Violation, violations
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.jsontext import canonical_json
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form
from wedforms.wtf.inputs import write_inputs

#: Types whose answer no page can carry by itself: rows, and what is uploaded first.
_APART = ("group", "file", "image")


@dataclass(frozen=True)
class Attack:
    """One violation as a page posts it to its own question, which shows while `asked` names it."""

    violation: Violation
    key: str

    @property
    def path(self) -> str:
        return f"{self.key}.{self.violation.path}" if self.violation.path else self.key

    @property
    def field(self) -> dict[str, Any]:
        return {
            **self.violation.field,
            "key": self.key,
            "label": f"Question {self.key}",
            "visible_if": f'contains(asked, "<{self.key}>")',
        }

    def inputs(self, prefix: str) -> dict[str, list[str]]:
        return {
            f"{prefix}{self.key}" + (f"-{part}" if part else ""): list(values)
            for part, values in _parts(self.violation).items()
        }


@cache
def attacks() -> tuple[Attack, ...]:
    """Every violation that HTML can say."""
    posted = [one for one in violations() if _can_be_posted(one)]
    return tuple(Attack(one, f"v{at}_{one.field_type}") for at, one in enumerate(posted))


def _can_be_posted(violation: Violation) -> bool:
    return violation.inputs is not None or _names_files(violation)


def _names_files(violation: Violation) -> bool:
    return violation.field_type in ("file", "image") and isinstance(violation.value, list)


def _parts(violation: Violation) -> Mapping[str, list[str]]:
    if violation.inputs is not None:
        return violation.inputs
    return {"": [canonical_json(one) for one in violation.value]}


def attacks_by_type() -> dict[str, list[Attack]]:
    """All attacks on questions of one type, which are posted together."""
    found: dict[str, list[Attack]] = {}
    for one in attacks():
        found.setdefault(one.violation.field_type, []).append(one)
    return found


def attacking(found: list[Attack], prefix: str = "") -> dict[str, list[str]]:
    """The inputs of these attacks, with the one that shows their questions."""
    asked = {f"{prefix}asked": ["".join(f"<{one.key}>" for one in found)]}
    return asked | {name: v for one in found for name, v in one.inputs(prefix).items()}


@cache
def neighbours() -> tuple[dict[str, Any], ...]:
    """A question of every type, rightly answered whatever else goes wrong."""
    kinds = [name for name, kind in FIELD_TYPES.items() if kind.has_answer and not kind.is_computed]
    return tuple(
        plain_field(kind, key=f"right_{kind}")
        for kind in kinds
        if kind not in _APART and kind != "hidden"
    )


@cache
def neighbour_inputs() -> dict[str, list[str]]:
    """The inputs of right answers to the neighbours."""
    answers = {one["key"]: right_answer(one["field_type"]) for one in neighbours()}
    signed = {"right_signature-kind": ["typed"], "right_signature-typed": ["Anna Jones"]}
    return {**write_inputs(_compiled({"fields": list(neighbours())}), answers), **signed}


def form_of_attacks() -> dict[str, Any]:
    """All questions side by side, and a clause that cites every one of them."""
    fields = [one.field for one in attacks()]
    cited = " ".join(f"{{{{{one['key']}}}}}" for one in [*fields, *neighbours()])
    clause = {
        "key": "cited", "field_type": "clause", "label": "All", "content": f"<p>{cited}</p>",
    }  # fmt: skip
    return _form([_asked(), *fields, *neighbours(), clause])


def form_of_attacks_in_rows() -> dict[str, Any]:
    """All questions in the row of a repeat, the neighbours outside."""
    rows = {
        "key": "guests", "field_type": "group", "label": "Guests",
        "fields": [_asked(), *(one.field for one in attacks())],
    }  # fmt: skip
    return _form([rows, *neighbours()])


def _asked() -> dict[str, Any]:
    rules = {"max_length": 2_000}
    return {"key": "asked", "field_type": "text", "label": "Asked", "validation_rules": rules}


def _form(fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": "Everything wrong",
        "form_type": "questionnaire",
        "settings": {"review": False},
        "fields": fields,
    }


def _compiled(form: Mapping[str, Any]) -> CompiledForm:
    return compile_form(read_definition({**_form([]), **form}))
