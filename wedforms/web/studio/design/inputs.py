"""What the builder is told of a value: its description, with words for what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import LazyString, gettext, lazy_gettext

from wedforms.formspec.describing import Description, describe
from wedforms.formspec.shapes import Shape

#: Words of definitions that nobody says.
_SAID: Final[Mapping[str, LazyString]] = {"boolean": lazy_gettext("Yes or no")}
_NONE: Final[Mapping[str, LazyString]] = {}


def input_of(shape: Shape, *, called: Mapping[str, LazyString] = _NONE) -> Description:
    """The input for values of this shape; `called` has words that say more than the value."""
    return _titled(describe(shape), called)


def _titled(told: Description, called: Mapping[str, LazyString]) -> Description:
    """The description with every fixed word beside what people call it, at any depth."""
    more: Description = {}
    if "words" in told:
        more["words"] = [_word(one, called) for one in told["words"]]
    if "item" in told:
        more["item"] = _titled(told["item"], called)
    if "keys" in told:
        more["keys"] = {name: _titled(one, called) for name, one in told["keys"].items()}
    return {**told, **more}


def _word(word: Any, called: Mapping[str, LazyString]) -> dict[str, Any]:
    spelled = str(word).replace("_", " ").capitalize()
    title = called.get(word) or _SAID.get(word) or gettext(spelled)
    return {"value": word, "title": str(title)}
