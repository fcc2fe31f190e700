"""What an import made, and its report: what could not be carried, why, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wedforms.forms.importing.naming import in_words
from wedforms.formspec.definition import Definition
from wedforms.formspec.fieldtypes.base import MOST_FIELDS
from wedforms.formspec.mending import mend

_LONGEST: Final = 200
_IN_A_ROW: Final = re.compile(r"(.*), row ([0-9]+)\Z")
#: A report that nobody can read to its end helps nobody.
_MOST_REMARKS: Final = 1_000
#: So many reasons are told where there is no form to tell them with.
_FIRST: Final = 3


class ImportRefused(Exception):
    """The file is not what it should be; `words` say why."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing that is not as it was: where it stood, what it said, why, and what stands there."""

    place: str
    what: str
    why: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A form that can be made, with the remarks about it."""

    definition: Definition
    remarks: Sequence[Remark]


@dataclass(slots=True)
class Report:
    """Remarks on their way; the same one is told once."""

    remarks: dict[Remark, None] = field(default_factory=dict)

    def add(self, place: str, what: str, *, why: str, instead: str) -> None:
        """Note one thing that could not be carried as it was."""
        if len(self.remarks) < _MOST_REMARKS:
            remark = Remark(
                place=place, what=in_words(_short(what)), why=_short(why), instead=instead
            )
            self.remarks[remark] = None


def finished(raw: Mapping[str, Any], report: Report, places: Mapping[str, str]) -> Imported:
    """The definition without whatever is still faulty in it, each fault as a remark.

    `places` tell by the keys of fields where they stood; raises ImportRefused when nothing is left.
    """
    if _count(raw) > MOST_FIELDS:
        raise ImportRefused(f"It asks more than {MOST_FIELDS} questions, and a form holds no more.")
    mended = mend(raw)
    if mended is None:
        first = (f"{one.place}: {one.what}. {one.why}" for one in [*report.remarks][:_FIRST])
        raise ImportRefused(" ".join(["No question of it could be carried.", *first]))
    for one in mended.left_out:
        where, what = places.get(one.key, "the form"), one.part or "the question"
        why = one.problem.message or f"It is beyond what can be: {one.problem.keyword}."
        report.add(where, what, why=why, instead="It was left out.")
    remarks = tuple(sorted(report.remarks, key=_row))
    return Imported(definition=mended.definition, remarks=remarks)


def _count(raw: Mapping[str, Any]) -> int:
    """How many fields there are, those inside of groups too."""
    fields = raw.get("fields", ())
    return len(fields) + sum(_count(one) for one in fields)


def as_text(imported: Imported, *, source: str) -> str:
    """The report as a text to keep."""
    name = imported.definition.name
    lines = [f"Import of {source}", f"Form: {name}", ""]
    if not imported.remarks:
        lines.append("Everything was carried.")
    for remark in imported.remarks:
        lines += [remark.place, f"  What: {remark.what}", f"  Why: {remark.why}"]
        lines += [f"  Instead: {remark.instead}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _row(remark: Remark) -> tuple[str, int]:
    """In which row of which sheet it stands; what stands in none comes first, as it was found."""
    found = _IN_A_ROW.match(remark.place)
    return (found[1], int(found[2])) if found else ("", 0)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
