"""What can go wrong with a form, as facts."""

from __future__ import annotations


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
