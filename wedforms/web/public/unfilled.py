"""The first page that nobody has typed into, kept ready per version with the token spliced in."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any, Final
from uuid import uuid4

from flask import render_template

from wedforms.web.languages import with_language
from wedforms.web.public.desk import Desk
from wedforms.web.public.frame import frame
from wedforms.web.public.looks import FillLook
from wedforms.web.public.sheets import drawer, page_token

_PLACE_OF_PROOF: Final = "wedforms-place-of-the-token"
_PLACE_OF_ATTEMPT: Final = "wedforms-place-of-the-attempt"
_PAGES_KEPT: Final = 256


class UnfilledPages:
    """First pages that nobody has typed into, kept with places for token and attempt."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Any, ...], str] = OrderedDict()
        self._lock = Lock()

    def page(self, desk: Desk) -> str:
        """The first page of a desk without draft and prefill, with a token of its own."""
        key = (
            desk.form.compiled.content_hash,
            desk.address,
            desk.tenant.face,
            desk.today,
            desk.gone,
            frame(),
            with_language(desk.address),
        )
        markup = self._get(key) or self._draw(desk, key)
        return markup.replace(_PLACE_OF_PROOF, page_token(desk)).replace(
            _PLACE_OF_ATTEMPT, str(uuid4())
        )

    def _get(self, key: tuple[Any, ...]) -> str | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _draw(self, desk: Desk, key: tuple[Any, ...]) -> str:
        filled = drawer().fill(desk.form.compiled, desk.inputs(), desk.around())
        look = FillLook(
            desk=desk, token=_PLACE_OF_PROOF, attempt=_PLACE_OF_ATTEMPT, filled=filled, number=1
        )
        markup = render_template("public/fill.html", page=look)
        with self._lock:
            self._kept[key] = markup
            while len(self._kept) > _PAGES_KEPT:
                self._kept.popitem(last=False)
        return markup
