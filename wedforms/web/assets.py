"""The built scripts, styles, fonts and pictures: their addresses and how they are served."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, abort, make_response, request, send_from_directory, url_for

if TYPE_CHECKING:
    from flask import Flask

STATIC_FOLDER: Final = Path(__file__).resolve().parent / "static"
ONE_YEAR: Final = 365 * 24 * 60 * 60
ONE_DAY: Final = 24 * 60 * 60
ONE_HOUR: Final = 60 * 60
#: What sites load by one script tag: a new build reaches them within the hour.
ELEMENT: Final = "wed-form.js"
_FOR_EVERY_SITE: Final = {
    "Cache-Control": f"public, max-age={ONE_HOUR}",
    "Vary": "Accept-Encoding",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}
COMPRESSED: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
HASHED: Final = re.compile(r"-[A-Z0-9]{8}\.\w+$")

blueprint = Blueprint("assets", __name__)


class FrontendNotBuilt(RuntimeError):
    """The front end is not built: run `python hatch_build.py` (or `make run`)."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class UnknownAsset(LookupError):
    """A page asks for an asset that the front end's build does not make."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{self.__doc__} It asked for {name!r}.")


def register_assets(app: Flask) -> None:
    """Serve `/static/…` and give templates `asset_url('public.js')`; fails if nothing is built.

    The app is made with `static_folder=None`, so that this route is the only one.
    """
    manifest()
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset_url"] = asset_url


def asset_url(name: str) -> str:
    """The address of a built file by the name of its source, e.g. `public.js`, `favicon.svg`."""
    try:
        return url_for("assets.built", name=manifest()[name])
    except KeyError:
        raise UnknownAsset(name) from None


def manifest() -> dict[str, str]:
    """{source name: hashed file name}, read again whenever the front end was built anew."""
    path = STATIC_FOLDER / "manifest.json"
    try:
        return _read_manifest(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise FrontendNotBuilt from None


@lru_cache(maxsize=1)
def _read_manifest(path: Path, changed: int) -> dict[str, str]:  # noqa: ARG001 - part of the cache's key
    names: dict[str, str] = json.loads(path.read_text())
    return names


@blueprint.get("/embed/v1/wed-form.js")
def element() -> Response:
    """The element that shows a form on any site, at the address that its script tags name."""
    name = manifest()[ELEMENT]
    is_packed = bool(request.accept_encodings["gzip"])
    response = make_response((STATIC_FOLDER / f"{name}{'.gz' if is_packed else ''}").read_bytes())
    response.content_type = "text/javascript; charset=utf-8"
    if is_packed:
        response.content_encoding = "gzip"
    response.headers.update(_FOR_EVERY_SITE)
    response.set_etag(f"{name}{'-gzip' if is_packed else ''}")
    response.make_conditional(request)
    return response


@blueprint.get("/static/<path:name>")
def built(name: str) -> Response:
    """One built file: hashed names are cached for ever, others for a day."""
    hashed = bool(HASHED.search(name))
    kind = COMPRESSED.get(Path(name).suffix)
    if kind and hashed and request.accept_encodings["gzip"]:
        response = send_from_directory(
            STATIC_FOLDER, f"{name}.gz", mimetype=kind, download_name=name
        )
        response.content_encoding = "gzip"
    elif hashed or name.startswith("fonts/"):
        response = send_from_directory(STATIC_FOLDER, name)
    else:
        abort(HTTPStatus.NOT_FOUND)
    response.cache_control.public = True
    response.cache_control.max_age = ONE_YEAR if hashed else ONE_DAY
    response.cache_control.immutable = hashed
    response.cache_control.no_cache = None
    response.vary.add("Accept-Encoding")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
