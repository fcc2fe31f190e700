"""What can go wrong with a form, as facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wedforms.formspec.errors import Problem


class FormError(Exception):
    """The root of everything this package raises."""


class FormNotFound(FormError):
    """There is no such form."""

    def __init__(self, slug: str = "") -> None:
        self.slug = slug
        super().__init__(f"There is no form “{slug}”." if slug else "There is no such form.")


class FormNotPublished(FormError):
    """The form is still a draft; nobody can fill it in yet."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"“{name}” has not been published yet.")


class FormDeleted(FormError):
    """The form was taken down by its supplier."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"“{name}” is no longer there.")


class FormTypeFixed(FormError):
    """A form keeps its type, because its documents and limits depend on it."""

    def __init__(self, form_type: str) -> None:
        self.form_type = form_type
        super().__init__(f"This form is of the type {form_type}, and a form keeps its type.")


class DraftChanged(FormError):
    """The draft is another one by now than whoever asks has seen."""

    def __init__(self) -> None:
        super().__init__("The draft was changed meanwhile.")


class VersionNotFound(FormError):
    """The form has no such version."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"There is no version {number}.")


class LinkNotUsable(FormError):
    """The personal link is unknown, has ended, was revoked or was used; `reason` says which."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"This link cannot be used: {reason}.")


class SiteUnusable(FormError):
    """What was typed names no site that could show a form; `words` say why."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


class OperationRefused(FormError):
    """What somebody wanted to change in a draft is not possible; the draft stays as it was.

    `at` counts the operations of the request; `problems` are told at what was to be changed.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.at = 0
        self.problems = tuple(problems)
        super().__init__(" ".join(one.message or one.keyword for one in problems))


class ChangedMeanwhile(FormError):
    """Somebody else changed the same thing meanwhile; `theirs` stands there now."""

    def __init__(self, theirs: Any) -> None:
        self.at = 0
        self.theirs = theirs
        super().__init__("Somebody else changed this meanwhile.")


class PrefillUnusable(FormError):
    """The form would not take some of what a link shall fill in; `keys` name those fields."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = tuple(keys)
        super().__init__("The form does not take this as an answer.")


class GuestsUnreadable(FormError):
    """A list of guests that cannot be used.

    Some `lines` name nobody (counted from 1), some `headings` of its table are unknown, some
    `languages` are none that the form speaks, or there are more than `most`.
    """

    def __init__(
        self,
        lines: Sequence[int],
        *,
        most: int,
        headings: Sequence[str] = (),
        languages: Sequence[str] = (),
    ) -> None:
        self.lines = tuple(lines)
        self.most = most
        self.headings = tuple(headings)
        self.languages = tuple(languages)
        super().__init__("The list of guests could not be read.")
