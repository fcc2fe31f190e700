"""A widget draws its field with the macro of the field's type: `templates/fields/<type>.html`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

Macro = Callable[[Any], Markup]


class MacroWidget:
    """Hands the field to a macro; the HTML lives in the template alone."""

    def __init__(self, macro: Macro) -> None:
        self.macro = macro

    def __call__(self, field: Any, **_attributes: Any) -> Markup:
        """The field as markup."""
        return self.macro(field)


def macro_of(environment: Environment, field_type: str) -> Macro:
    """The `draw` macro of a field type."""
    module = environment.get_template(f"fields/{field_type}.html").module
    macro: Macro = module.draw  # type: ignore[attr-defined]
    return macro
