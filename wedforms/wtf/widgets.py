"""A widget draws its field with the macro of the field's type: `templates/fields/<type>.html`."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final, Protocol

from jinja2 import Environment
from markupsafe import Markup

Macro = Callable[[Any], Markup]

_MOST_KEPT: Final = 2_000


class Drawable(Protocol):
    """A field as its widget sees it."""

    def untouched(self) -> Hashable | None:
        """What its markup depends on while nobody has filled it in; None once somebody has."""


class MacroWidget:
    """Hands the field to a macro; the HTML lives in the template alone.

    A question that nobody has touched looks the same on every page of its version, so its markup is
    kept with the form class. What people typed is never kept.
    """

    def __init__(self, macro: Macro) -> None:
        self._macro = macro
        self._kept: dict[Hashable, Markup] = {}

    def __call__(self, field: Drawable, **_attributes: Any) -> Markup:
        """The field as markup."""
        facts = field.untouched()
        if facts is None:
            return self._macro(field)
        markup = self._kept.get(facts)
        if markup is None:
            markup = self._macro(field)
            if len(self._kept) < _MOST_KEPT:
                self._kept[facts] = markup
        return markup


def macro_of(environment: Environment, template: str, name: str = "draw") -> Macro:
    """A macro out of a template of fields; the `draw` of a field type unless named."""
    module = environment.get_template(f"fields/{template}.html").module
    macro: Macro = getattr(module, name)
    return macro
