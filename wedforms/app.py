"""The only joining place: configuration, extensions and pages become one WSGI application."""

from __future__ import annotations

import os
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from wedforms.core.engine import create_engine_for
from wedforms.database.addresses import read_url
from wedforms.extensions import Services, babel, csrf, db, limiter
from wedforms.files.store import open_store
from wedforms.formspec.extent import MOST_INPUTS
from wedforms.lib.places import templates_folder, translations_folder
from wedforms.logs import configure_logs
from wedforms.settings import Settings, read_settings, require
from wedforms.web.assets import register_assets
from wedforms.web.errors import register_errors
from wedforms.web.guards import register_guards
from wedforms.web.health import register_health
from wedforms.web.hosts import register_hosts
from wedforms.web.languages import locale_of_request
from wedforms.web.metrics import register_metrics
from wedforms.web.outbox import register_outbox
from wedforms.web.public import register_public
from wedforms.web.studio import register_studio
from wedforms.web.studio.person import time_zone


def create_app(settings: Settings) -> Flask:
    """The web application; raises SettingsRejected when something it needs is missing."""
    require(settings, "database_url", "secret_key")
    configure_logs(settings.log_level)
    app = Flask("wedforms", template_folder=str(templates_folder()), static_folder=None)
    app.config.from_mapping(_configuration(settings))
    _open_services(app, settings)
    register_guards(app, https=settings.public_url.startswith("https:"))
    register_hosts(app, public_url=settings.public_url)
    for register in (
        register_metrics,
        register_assets,
        register_errors,
        register_health,
        register_outbox,
        register_public,
        register_studio,
    ):
        register(app)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def from_environment() -> Flask:
    """The application as the environment configures it, for WSGI servers."""
    return create_app(read_settings(os.environ))


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": read_url(settings.database_url),
        "WEDFORMS_POOL_SIZE": settings.threads,
        "RATELIMIT_STORAGE_URI": settings.rate_limit_storage,
        "BABEL_DEFAULT_LOCALE": "en_GB",
        "BABEL_TRANSLATION_DIRECTORIES": str(translations_folder()),
        "MAX_FORM_PARTS": MOST_INPUTS,
        **_cookies(https=settings.public_url.startswith("https:")),
    }


def _cookies(*, https: bool) -> dict[str, Any]:
    """Flask's own cookie carries the signed-in side's CSRF token, and exists nowhere else."""
    return {
        "WTF_CSRF_CHECK_DEFAULT": False,
        "SESSION_COOKIE_NAME": "__Host-wedforms-page" if https else "wedforms-page",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
    }


def _open_services(app: Flask, settings: Settings) -> None:
    for extension in (db, csrf, limiter):
        extension.init_app(app)
    babel.init_app(app, locale_selector=locale_of_request, timezone_selector=time_zone)
    app.extensions["wedforms"] = Services(
        settings=settings,
        files=open_store(settings),
        autocommit=create_engine_for(
            read_url(settings.database_url), pool_size=settings.threads + 1
        ).execution_options(isolation_level="AUTOCOMMIT"),
    )
