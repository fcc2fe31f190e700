"""What scripts post as JSON: nothing but these keys, each of its shape."""

from __future__ import annotations

from typing import Any, Final

from flask import g, request
from marshmallow import RAISE, Schema, ValidationError, fields
from werkzeug.exceptions import UnsupportedMediaType

from wedforms.formspec.jsontext import BrokenJson, parse_json
from wedforms.web.posted import UnreadableInput


class _Page(Schema):
    """What every page's script sends along."""

    class Meta:
        """A key that nobody reads would be an answer that nobody keeps."""

        unknown = RAISE

    token = fields.String(data_key="_token", load_default="")


class _Saved(_Page):
    """Inputs that changed, and names of those that are gone."""

    inputs = fields.Dict(keys=fields.String(), values=fields.List(fields.String()), load_default={})
    removed = fields.List(fields.String(), load_default=[])


#: A page's token and nothing else.
PAGE: Final = _Page()
#: {"inputs": {name: [texts]}, "removed": [names]} beside the token. Names that the form does not
#: ask for are left out later: a page of another version may still send them.
SAVED: Final = _Saved()


def read_body(shape: Schema) -> dict[str, Any]:
    """The JSON object that a script posted, in this shape; raises UnreadableInput, in words.

    Raises UnsupportedMediaType when it is not said to be JSON.
    """
    g.wants_json = True
    if not request.is_json:
        raise UnsupportedMediaType
    try:
        return dict(shape.load(parse_json(request.get_data())))
    except BrokenJson as broken:
        raise UnreadableInput(str(broken)) from broken
    except ValidationError as wrong:
        raise UnreadableInput(_words(wrong.messages)) from wrong


def _words(messages: Any) -> str:
    """Marshmallow's faults in one line: where, and what."""
    if isinstance(messages, dict):
        return " ".join(f"{name}: {_words(about)}" for name, about in messages.items())
    return " ".join(str(one) for one in messages)
