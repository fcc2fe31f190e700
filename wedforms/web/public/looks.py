"""The pages of a form as their templates see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_time
from flask import url_for
from flask_babel import gettext
from markupsafe import Markup

from wedforms.formspec.calculation import page_plan
from wedforms.formspec.fieldtypes.showing import decimal_sign
from wedforms.formspec.jsontext import canonical_json
from wedforms.web.difference import Part as Different
from wedforms.web.languages import OtherLanguage, other_languages, with_language
from wedforms.web.public.busy import asking_field
from wedforms.web.public.desk import Desk
from wedforms.web.public.frame import place_outside
from wedforms.web.public.introducing import introduction
from wedforms.web.public.said import said_by_scripts
from wedforms.web.public.tenant import Face
from wedforms.wtf.changes import base_of
from wedforms.wtf.drawing import Filled
from wedforms.wtf.inputs import hidden_in_rows
from wedforms.wtf.pages import Section, last_shown, next_shown
from wedforms.wtf.problems import SummaryEntry
from wedforms.wtf.summary import Part
from wedforms.wtf.words import direction, locale_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What every page of a form says of itself."""

    desk: Desk
    token: str
    attempt: str
    notice: str = ""

    @property
    def language(self) -> str:
        """The language that the form is read in."""
        return self.desk.language

    @property
    def direction(self) -> str:
        """Which way the language is written."""
        return direction(self.desk.language)

    @property
    def decimal(self) -> str:
        """What stands before decimals in this language, as numbers are typed."""
        return decimal_sign(self.desk.language)

    @property
    def languages(self) -> Sequence[OtherLanguage]:
        """The languages that the form can be read in; none when there is but one."""
        return other_languages(self.desk.form.compiled.definition, self.desk.address)

    @property
    def data(self) -> Markup:
        """What the scripts say, in the reader's language."""
        return as_data(said_by_scripts())

    @property
    def title(self) -> str:
        """The name of the form."""
        return self.desk.form.compiled.definition.name

    @property
    def organization(self) -> Face:
        """The supplier's face."""
        return self.desk.tenant.face

    @property
    def action(self) -> str:
        """Where the page posts to."""
        return with_language(self.desk.address)

    @property
    def submit_label(self) -> str:
        """The words on the button that sends."""
        label = self.desk.form.compiled.definition.settings.get("submit_label")
        return str(label or gettext("Send"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewerLook(Look):
    """What is different in a newer version than the one that a draft began with."""

    version_id: UUID
    parts: Sequence[Different]
    answers: Mapping[str, str]

    @property
    def address(self) -> str:
        """Where the page posts to."""
        return with_language(f"{self.desk.address}/newer")


@dataclass(frozen=True, slots=True, kw_only=True)
class FillLook(Look):
    """A page that is being filled in."""

    filled: Filled
    number: int
    summary: Sequence[SummaryEntry] = ()
    has_fresh: bool = False
    is_saved: bool = False
    has_newer: bool = False

    @property
    def has_totals(self) -> bool:
        """Whether this page shows something that is worked out from its answers."""
        section = self.sections[self.number - 1]
        return any(drawn.design.type == "calculation" and drawn.visible for drawn in section.walk())

    @property
    def description(self) -> str:
        """What the form is for, in the supplier's words."""
        return self.filled.compiled.definition.description

    @property
    def introduction(self) -> str:
        """What messengers tell of the form: nothing that is one person's."""
        return introduction(
            self.filled.compiled.definition,
            organization=self.organization.name,
            today=self.desk.today,
        )

    @property
    def sections(self) -> Sequence[Section]:
        """All pages of the form."""
        return self.filled.sections

    @property
    def place(self) -> int:
        """Which of the shown pages this one is."""
        return sum(1 for section in self._shown() if section.number <= self.number)

    @property
    def places(self) -> int:
        """How many pages are shown."""
        return len(self._shown())

    @property
    def is_first(self) -> bool:
        """Whether no shown page comes before."""
        return last_shown(self.sections, before=self.number) is None

    @property
    def is_last(self) -> bool:
        """Whether no shown page follows."""
        return next_shown(self.sections, after=self.number) is None

    @property
    def has_review(self) -> bool:
        """Whether a review follows on the last page."""
        return self.desk.has_review

    @property
    def forward(self) -> str:
        """What pressing Enter does."""
        if not self.is_last:
            return "next"
        return "review" if self.has_review else "submit"

    @property
    def newer_url(self) -> str:
        """Where the newer version of the form is told of; empty where there is none."""
        return with_language(f"{self.desk.address}/newer") if self.has_newer else ""

    @property
    def start_url(self) -> str:
        """Where a script begins a draft; empty when there is one."""
        return self.desk.drafts_address

    @property
    def autosave_url(self) -> str:
        """Where a script saves; empty until there is a draft."""
        return f"{self.desk.address}/answers" if self.desk.draft else ""

    @property
    def upload_url(self) -> str:
        """Where a script uploads, before the name of the input; empty until there is a draft."""
        return f"{self.desk.address}/files/" if self.desk.draft else ""

    @property
    def form_name(self) -> str:
        """The name under which a browser keeps what is not saved yet."""
        return f"{self.desk.tenant.slug}/{self.desk.form.slug}"

    @property
    def own_address(self) -> str:
        """The whole address of this page, to be kept."""
        return f"{self.organization.public_url}{self.desk.own_address or self.desk.address}"

    @property
    def public_address(self) -> str:
        """The whole address for everybody, told to messengers; empty for what is one person's."""
        desk = self.desk
        if desk.draft is not None or desk.link_id is not None:
            return ""
        path = place_outside("fill", org=desk.tenant.slug, slug=desk.form.slug)
        return f"{self.organization.public_url}{path}"

    @property
    def time_zone(self) -> str:
        """Where the form is at home."""
        return self.filled.compiled.definition.facts.time_zone

    @property
    def busy_url(self) -> str:
        """Where a day is looked up; empty where nothing asks for it."""
        if asking_field(self.filled.compiled.definition) is None:
            return ""
        place = url_for("public.busy", org=self.desk.tenant.slug, slug=self.desk.form.slug)
        return with_language(place, lang=self.language)

    @property
    def shown_names(self) -> str:
        """The conditional questions that the page shows."""
        return " ".join(self.filled.conditional_names())

    @property
    def base(self) -> str:
        """The note of what a draft's page was drawn with."""
        return base_of(self.filled.inputs) if self.desk.draft else ""

    @property
    def saved_at(self) -> str:
        """When the draft was saved, for scripts, which know the reader's own clock."""
        return self.desk.draft.saved_at.isoformat() if self.desk.draft else ""

    @property
    def saved_words(self) -> str:
        """When the draft was saved, in words."""
        if self.desk.draft is None:
            return ""
        time = format_time(
            self.desk.draft.saved_at,
            "short",
            tzinfo=ZoneInfo(self.time_zone),
            locale=locale_of(self.language),
        )
        return str(gettext("Saved %(time)s", time=time))

    @property
    def plan(self) -> Markup:
        """What the twin of the calculation takes, as JSON that HTML cannot misread."""
        return as_data(page_plan(self.filled.compiled.plan))

    @property
    def given(self) -> Markup:
        """Signed prefill of hidden questions, and the answers sent before."""
        prefill = {
            key: self.desk.prefill[key]
            for key in self.filled.hidden_keys()
            if key in self.desk.prefill
        }
        rows = hidden_in_rows(self.filled.compiled, self.desk.prefill)
        earlier = self.desk.draft.earlier if self.desk.draft else None
        given = {"hidden": prefill, "rows": rows, "earlier": earlier}
        return as_data({name: known for name, known in given.items() if known})

    def _shown(self) -> list[Section]:
        return [s for s in self.sections if s.is_shown or s.number == self.number]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLook(Look):
    """The page on which answers are looked over before they are sent."""

    parts: Sequence[Part]
    summary: Sequence[SummaryEntry]
    warnings: Sequence[str]
    last_page: int


def as_data(value: Any) -> Markup:
    """JSON for a script element of data: no character in it can end the element."""
    text = canonical_json(value)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # JSON without any character that HTML knows  # noqa: S704
