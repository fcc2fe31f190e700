"""WTForms fields over the flat inputs: they carry what was typed, the state and the problems."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import wtforms

from wedforms.formspec.fieldtypes.dates import show_date, show_time
from wedforms.formspec.fieldtypes.showing import with_commas
from wedforms.formspec.sun import Place, Wedding, sunset
from wedforms.lib.catalogues import translator
from wedforms.wtf.designs import Choice, Design
from wedforms.wtf.inputs import parts_of
from wedforms.wtf.merging import has_merges, merged
from wedforms.wtf.names import NOTHING, Parts, part_name
from wedforms.wtf.words import said

if TYPE_CHECKING:
    from wedforms.formspec.calculation import State
    from wedforms.formspec.definition import Field


_NOTHING_KNOWN: Final = Wedding()
#: What a question ends with that would stand badly before a colon.
_AT_THE_END: Final = " \u00a0\u202f?.:,؟،"


@dataclass(frozen=True, slots=True)
class Reading:
    """The state of a form as one scope sees it: the whole form, or one row."""

    state: State
    values: Mapping[str, Any]
    language: str
    field_of: Callable[[str], Field | None]
    full: frozenset[tuple[str, str]] = frozenset()
    wedding: Wedding = _NOTHING_KNOWN
    day_key: str = ""
    day: date | None = None
    prefix: str = ""
    within: str = ""

    def row(self, path: str, index: int, values: Mapping[str, Any], *, title: str) -> Reading:
        """The reading inside one row of the group at `path`."""
        within = with_commas((f"{self.within}{title} {index + 1}", ""), self.language)
        return replace(self, values=values, prefix=f"{path}.{index}.", within=within)

    def words(self, field: Field, answer: Any) -> str:
        """An answer in words; nothing for no answer."""
        return said(field, answer, self.language)

    def merged(self, key: str) -> str:
        """The words that stand for a key in a text: the row's answer, else the form's."""
        field = self.field_of(key)
        if field is None:
            return ""
        return self.words(field, self.values.get(key, self.state.values.get(key)))


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One thing to choose as it stands now; `full` when its last place is taken."""

    choice: Choice
    chosen: bool
    hidden: bool
    disabled: bool
    full: bool


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was uploaded already; `json` is what its hidden input carries."""

    id: str
    name: str
    size: int
    json: str


class DrawnField(wtforms.Field):
    """What every field of a page has: its design, its place, and whether it is shown."""

    design: Design
    errors: list[str]

    def __init__(self, design: Design, **kwargs: Any) -> None:
        super().__init__(label=design.label, **kwargs)
        self.design = design
        self.id = f"f-{self.name}"
        self.path = ""
        self.visible = not design.conditional
        self.within = ""
        self.fresh = False
        self.errors = []
        self.full: frozenset[tuple[str, str]] = frozenset()

    def receive(self, parts: Parts) -> None:
        """Take what was typed into this field."""

    def settle(self, reading: Reading) -> None:
        """Take the place and visibility that the state gives."""
        self.path = reading.prefix + self.design.key
        self.within = reading.within
        self.visible = self.path in reading.state.visible
        self.full = reading.full

    def untouched(self) -> Hashable | None:
        """What the markup depends on while nobody has filled it in; None once somebody has."""
        return None

    @property
    def name_in_words(self) -> str:
        """The question as a list of problems calls it: with its row, without its question mark."""
        return f"{self.within}{self.design.label}".rstrip(_AT_THE_END)

    def with_name(self, problem: str) -> str:
        """A problem behind the question that it is about."""
        words = translator(self.design.language).gettext("{question}: {problem}")
        return words.format(question=self.name_in_words, problem=problem)

    def walk(self) -> Iterator[DrawnField]:
        """This field and every field inside it."""
        yield self


class ContentField(DrawnField):
    """Words and pictures between the questions."""

    def __init__(self, design: Design, **kwargs: Any) -> None:
        super().__init__(design, **kwargs)
        self.content = design.content

    def settle(self, reading: Reading) -> None:
        """Put the answers so far into the places that the words keep for them."""
        super().settle(reading)
        if has_merges(self.design.content):
            self.content = merged(
                self.design.content, say=reading.merged, field_of=reading.field_of
            )


class SunsetField(ContentField):
    """When the sun sets on the day, as far as day and place are known."""

    def __init__(self, design: Design, **kwargs: Any) -> None:
        super().__init__(design, **kwargs)
        self.place: Place | None = None
        self.day_key = self.known = self.day = self.time = ""

    def settle(self, reading: Reading) -> None:
        """Take the day that was answered, and the couple's place or the one of the form."""
        super().settle(reading)
        known = reading.wedding
        self.place, self.day_key = known.place or self._place(), reading.day_key
        self.known = known.day.isoformat() if known.day else ""
        day = reading.day or known.day
        if self.place is not None and day is not None:
            self.day = show_date(day.isoformat(), reading.language)
            at = sunset(day, self.place)
            self.time = show_time(at.isoformat(), reading.language) if at else ""

    def _place(self) -> Place | None:
        settings, zone = self.design.settings, self.design.field.form.time_zone
        if "latitude" not in settings:
            return None
        return Place(float(settings["latitude"]), float(settings["longitude"]), zone)


class AnswerField(DrawnField):
    """A question with what was typed so far."""

    def __init__(self, design: Design, **kwargs: Any) -> None:
        super().__init__(design, **kwargs)
        self.typed: Parts = NOTHING
        self.inputs: Parts = NOTHING
        self.required = bool(design.settings.get("required"))
        self.locked = False
        self.shown = ""
        self.bounds: tuple[str | None, str | None] = (None, None)
        self.warnings: list[str] = []
        self.faulty_parts: set[str] = set()
        self._disabled: frozenset[tuple[str, str]] = frozenset()
        self._unseen: frozenset[tuple[str, str]] = frozenset()

    def receive(self, parts: Parts) -> None:
        """Take what was typed into this field."""
        self.typed = self.inputs = parts

    def settle(self, reading: Reading) -> None:
        """Take what the state says: shown, required, locked, calculated, closed choices."""
        super().settle(reading)
        state = reading.state
        self.required = self.path in state.required
        self.locked = self.path in state.locked
        self._disabled, self._unseen = state.disabled, state.unseen
        self.bounds = state.bounds.get(self.path, self.bounds)
        if self.locked or self.design.type == "calculation":
            answer = reading.values.get(self.design.key)
            self.shown = reading.words(self.design.field, answer)
            self.inputs = parts_of(self.design.field, answer)

    def untouched(self) -> Hashable | None:
        """What the markup depends on while nobody has filled it in; None once somebody has."""
        if self.inputs or self.shown or self.errors or self.warnings or self.fresh or self.locked:
            return None
        if self.path != self.design.key and self.path:
            return None
        return self.name, self.path, self.visible, self.required, self.bounds, *self._closed()

    @property
    def described_by(self) -> str:
        """The ids of what describes the controls: the help, then the problem."""
        helped = f"{self.id}-help" if self.design.help else ""
        return f"{helped} {self.id}-problem".strip() if self.errors else helped

    def values(self, part: str = "") -> Sequence[str]:
        """Everything typed or chosen in this field, or in one part of it."""
        return self.inputs.get(part, ())

    def value(self, part: str = "") -> str:
        """What was typed into this field, or into one part of it."""
        values = self.inputs.get(part)
        return values[0] if values else ""

    def part(self, part: str) -> str:
        """The input name of a part."""
        return part_name(self.name, part)

    def choices(self) -> Iterator[ShownChoice]:
        """What can be chosen now, in order."""
        chosen = self.values()
        for choice in self.design.choices:
            is_chosen = choice.value in chosen
            is_full = (self.design.key, choice.value) in self.full
            is_closed = is_full or (self.path, choice.value) in self._disabled
            yield ShownChoice(
                choice,
                chosen=is_chosen,
                hidden=(self.path, choice.value) in self._unseen,
                # A chosen one stays: to take it away would lose the answer.
                disabled=is_closed and not is_chosen,
                full=is_full,
            )

    def _closed(self) -> Sequence[Hashable]:
        """How each choice stands, where any may be closed."""
        if not self._disabled and not self.full:
            return ()
        return [(one.hidden, one.disabled, one.full) for one in self.choices()]

    def files(self, part: str = "") -> Iterator[KeptFile]:
        """The files that were uploaded to this field."""
        for text in self.values(part):
            if (file := _kept_file(text)) is not None:
                yield file


def _kept_file(text: str) -> KeptFile | None:
    try:
        raw = json.loads(text)
        return KeptFile(str(raw["id"]), str(raw["name"]), int(raw["size"]), text)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
