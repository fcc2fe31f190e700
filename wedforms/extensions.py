"""The Flask singletons, and what every request may use of the outside world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import Flask, current_app
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.constants import HeaderNames
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Engine

from wedforms.core.engine import create_engine_for
from wedforms.files.store import FileStore
from wedforms.settings import Settings


class Sessions(SQLAlchemy):
    """Flask-SQLAlchemy's request-bound session over the engine that every other process uses."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> Engine:
        del bind_key
        return create_engine_for(options["url"], pool_size=app.config["WEDFORMS_POOL_SIZE"])


db: Final = Sessions(session_options={"expire_on_commit": False})
#: The studio tells the minute in which something happened; seconds would only be noise.
babel: Final = Babel(
    date_formats={**Babel.default_date_formats, "datetime.medium": "d MMM y, HH:mm"}
)
#: Of the signed-in side; public pages have no cookie and their own token (web/tokens.py).
csrf: Final = CSRFProtect()
#: Every answer tells its limit, but only those of web/errors.py ask to come back later.
limiter: Final = Limiter(
    key_func=get_remote_address,
    headers_enabled=True,
    header_name_mapping={HeaderNames.RETRY_AFTER: "X-RateLimit-Retry-After"},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What requests use besides the database session.

    On `autocommit` runs what is asked before the tenant is known (core/lookup), and the one
    statement that stores a submission.
    """

    settings: Settings
    files: FileStore
    autocommit: Engine


def services() -> Services:
    """The services of the running application."""
    found = current_app.extensions["wedforms"]
    assert isinstance(found, Services)
    return found
