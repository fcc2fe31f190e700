"""What is measured on: thirty plain questions, twenty guests who answer, and a contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from wedforms.documents.contract import contract_data
from wedforms.documents.evidence import Evidence
from wedforms.documents.filled import FilledForm
from wedforms.documents.letterhead import Letterhead
from wedforms.documents.template import document_html
from wedforms.formspec.answers import read_answers
from wedforms.formspec.jsontext import parse_json
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form

ROOT: Final = Path(__file__).resolve().parents[1]
CACHE: Final = ROOT / "var" / "benchmarks"
TODAY: Final = date(2026, 11, 23)
GUESTS: Final = 20

#: Type, settings and a right answer of the questions, which come three times over.
_QUESTIONS: Final[tuple[tuple[str, dict[str, Any], Any], ...]] = (
    ("text", {"required": True, "max_length": 120}, "Rose Carter"),
    ("email", {"required": True}, "rose@example.com"),
    ("phone", {}, "+447700900123"),
    ("long_text", {"max_length": 2000}, "We met in Bath, in the rain, and never looked back."),
    ("number", {"min": 2, "max": 500}, 120),
    ("money", {"min": 0, "max": 10_000_000}, 125_000),
    ("date", {"required": True}, "2027-06-05"),
    ("yes_no", {"required": True}, True),
    ("single_choice", {"required": True}, "barn"),
    ("multiple_choice", {}, ["barn", "lawn"]),
)
_OPTIONS: Final = [
    {"value": "barn", "label": "Barn"},
    {"value": "lawn", "label": "Marquee lawn"},
    {"value": "chapel", "label": "Chapel"},
]


@dataclass(frozen=True, slots=True)
class Sample:
    """A compiled form with answers that are right, and what a signed link brings along."""

    form: CompiledForm
    raw: Mapping[str, Any]
    prefill: Mapping[str, Any] = field(default_factory=dict)


def thirty_fields() -> Sample:
    """Thirty questions of ten types, without conditions."""
    fields, answers = [], {}
    for number in range(3 * len(_QUESTIONS)):
        kind, settings, answer = _QUESTIONS[number % len(_QUESTIONS)]
        key = f"{kind}_{number}"
        fields.append(
            {
                "key": key,
                "field_type": kind,
                "label": f"Question {number + 1}",
                "validation_rules": settings,
                **({"options": _OPTIONS} if kind.endswith("choice") else {}),
            }
        )
        answers[key] = answer
    definition = {
        "name": "Thirty questions",
        "form_type": "questionnaire",
        "settings": {"review": False},
        "fields": fields,
    }
    return Sample(compile_form(read_definition(definition)), answers)


def demo_form(slug: str) -> Any:
    """One of the six demo forms as a definition."""
    return parse_json((ROOT / f"wedforms/forms/gallery/{slug}.json").read_bytes())


def twenty_guests() -> Sample:
    """The RSVP of a household of twenty, all of whom come to everything."""
    fields = demo_form("rsvp")
    guests = [
        {"_id": f"g{number}", "guest_name": f"Guest {number}", **_COMING}
        for number in range(GUESTS)
    ]
    prefill = {"seats": GUESTS, **dict.fromkeys(_INVITED, True)}
    return Sample(compile_form(read_definition(fields)), {"guests": guests}, prefill)


def contract_page() -> str:
    """The photography contract of the cases, as HTML for the press."""
    compiled = compile_form(read_definition(demo_form("photography-contract")))
    cases = parse_json((ROOT / "tests/cases/forms/photography-contract.json").read_bytes())
    answers = read_answers(compiled, cases["base"], today=TODAY).values
    data = contract_data(
        FilledForm(compiled.definition, answers, TODAY, compiled.definition.locale),
        letterhead=Letterhead(name="Ivy & Lark Photography"),
        evidence=Evidence(
            submission_id=UUID(int=1),
            received_at=_NOON,
            version_number=1,
            content_hash=compiled.content_hash,
        ),
    )
    issued = {"number": "C-2026-0001", "id": str(UUID(int=2)), "issued_at": _NOON.isoformat()}
    return document_html({**data, **issued}, {})


_NOON: Final = datetime.combine(TODAY, datetime.min.time(), UTC)
_COMING: Final = {
    "attending_ceremony": True,
    "attending_breakfast": True,
    "attending_evening": True,
    "attending_brunch": True,
    "age_band": "adult",
    "dietary_any": False,
    "starter": "trout",
    "main": "lamb",
    "dessert": "pavlova",
    "coach": True,
    "room_block": False,
}
_INVITED: Final = ("invited_ceremony", "invited_breakfast", "invited_evening", "invited_brunch")
