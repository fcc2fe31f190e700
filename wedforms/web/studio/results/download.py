"""Files that a browser saves: under a name of any script, never opened as a page."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response, make_response

from wedforms.files.links import SERVING_HEADERS


def attached(content: bytes, *, media_type: str, name: str) -> Response:
    """The content as a file to be saved."""
    response = make_response(content)
    is_text = media_type.startswith("text/")
    response.headers["Content-Type"] = f"{media_type}; charset=utf-8" if is_text else media_type
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers.update(SERVING_HEADERS)
    return response
