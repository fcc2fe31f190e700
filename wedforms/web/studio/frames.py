"""Who may frame a page of the studio, as its route says."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from wedforms.web.guards import frame_at_home

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from wedforms.web.routes import Frames


def in_frames(
    view: Callable[..., ResponseReturnValue], frames: Frames
) -> Callable[..., ResponseReturnValue]:
    """The view of a page that these may frame, once it is known that the person may see it."""
    if frames != "self":
        return view

    @wraps(view)
    def framed(**named: Any) -> ResponseReturnValue:
        frame_at_home()
        return view(**named)

    return framed
