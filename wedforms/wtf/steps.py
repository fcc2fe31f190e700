"""Where a press of a button leads: to a page, to the review, to sending, or to a problem."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from wedforms.formspec.errors import Problem
from wedforms.wtf.drawing import Filled
from wedforms.wtf.fields import AnswerField, DrawnField
from wedforms.wtf.forms import GroupField
from wedforms.wtf.pages import Section, last_shown, next_shown

Goal = Literal["page", "review", "send"]

_FORWARD: Final = frozenset({"next", "review", "submit"})


@dataclass(frozen=True, slots=True)
class Step:
    """Where to go; with problems or fresh questions the page is shown again instead."""

    goal: Goal
    page: int
    problems: Sequence[Problem] = ()
    fresh: Sequence[DrawnField] = field(default=(), compare=False)

    @property
    def is_held(self) -> bool:
        """Whether something on a page has to be looked at first."""
        return bool(self.fresh) or any(one.severity == "error" for one in self.problems)


def take_step(
    filled: Filled, *, action: str, page: int, shown: frozenset[str] | None, has_review: bool
) -> Step:
    """Decide what follows on a button; `shown` names the conditional questions on the page."""
    here = min(max(page, 1), len(filled.sections))
    if action == "back":
        return Step("page", last_shown(filled.sections, before=here) or here)
    if action not in _FORWARD:
        return Step("page", here)
    following = next_shown(filled.sections, after=here) if action == "next" else None
    looked_at = filled.sections[here - 1 : here] if following else filled.sections
    held = _held(filled, looked_at, shown)
    if held is not None:
        return held
    if following is not None:
        return Step("page", following)
    return Step("review" if has_review and action != "submit" else "send", here)


def page_of(sections: Sequence[Section], path: str) -> int:
    """The number of the page on which the answer at this path stands; the first for the form's."""
    key = path.partition(".")[0]
    found = (s.number for s in sections if any(one.design.key == key for one in s.fields))
    return next(found, 1)


def fresh_questions(
    sections: Iterable[Section], shown: frozenset[str] | None
) -> list[tuple[int, DrawnField]]:
    """Conditional questions that show only now and wait for an answer, with their pages."""
    if shown is None:
        return []
    return [
        (section.number, drawn)
        for section in sections
        for drawn in section.walk()
        if drawn.visible and drawn.design.conditional and drawn.name not in shown
        if _is_waiting(drawn)
    ]


def _held(
    filled: Filled, looked_at: Sequence[Section], shown: frozenset[str] | None
) -> Step | None:
    fresh = fresh_questions(looked_at, shown)
    unseen = {drawn.path for _, drawn in fresh}
    numbers = {section.number for section in looked_at}
    problems = [
        problem
        for problem in filled.problems()
        if page_of(filled.sections, problem.path) in numbers
        # The problem of a question that nobody has seen yet is no problem yet.
        if problem.path not in unseen
    ]
    errors = [problem for problem in problems if problem.severity == "error"]
    if not fresh and not errors:
        return None
    pages = [page_of(filled.sections, one.path) for one in errors] + [number for number, _ in fresh]
    return Step("page", min(pages), problems, [drawn for _, drawn in fresh])


def _is_waiting(drawn: DrawnField) -> bool:
    if isinstance(drawn, GroupField):
        return not drawn.rows
    return isinstance(drawn, AnswerField) and not any(
        any(values) for values in drawn.typed.values()
    )
