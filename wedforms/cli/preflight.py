"""What a process would stumble over later, found before it starts, and told all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

import psycopg
from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from psycopg import errors as refused

from wedforms.core.engine import DURABLE
from wedforms.database.roles import APP
from wedforms.documents.errors import DocumentError
from wedforms.documents.keys import load_certificates, load_signer
from wedforms.files.errors import FileError
from wedforms.files.tryout import try_store
from wedforms.lib.listening import CannotListen, address_to_listen_on
from wedforms.settings import Settings, SettingsRejected, look_through

#: What waiting would not mend: a wrong password, a wrong name. A server that is away comes back.
_WRONG: Final = (refused.InvalidAuthorizationSpecification, refused.InvalidCatalogName)
_CONNECT_SECONDS: Final = 2
_NO_ANSWER: Final = "does not answer just now (this alone would be waited for)"
_WHO: Final = "select current_user, current_setting('synchronous_commit')"


class _Away(Exception):
    """What does not answer just now, and may in a moment."""


def usable_settings(
    environment: Mapping[str, str], *needed: str, database: str, role: str
) -> Settings:
    """The configuration, tried out; raises SettingsRejected with everything that does not work.

    `database` is the setting that this process signs in with, as `role`. What may be away for a
    while (a server that does not answer) is no mistake, and told only beside one.
    """
    settings, mistakes = look_through(environment, needed=(database, *needed))
    away = {}
    for name, check in _checks(settings, database=database, role=role):
        variable = f"WEDFORMS_{name.upper()}"
        try:
            check()
        except _Away as fault:
            away[variable] = str(fault)
        except (CannotListen, DocumentError, FileError, ValueError) as fault:
            mistakes.setdefault(variable, str(fault))
    if mistakes:
        raise SettingsRejected(away | mistakes)
    return settings


def _checks(
    settings: Settings, *, database: str, role: str
) -> Iterator[tuple[str, Callable[[], object]]]:
    if url := getattr(settings, database):
        yield database, partial(_sign_in, url, role)
    if role == APP:
        yield "port", partial(address_to_listen_on, settings.host, settings.port)
        yield "rate_limit_storage", partial(_count_at, settings.rate_limit_storage)
    yield "files_url", partial(_keep_files, settings)
    if settings.signing_key:
        passphrase = settings.signing_passphrase
        yield "signing_key", partial(load_signer, Path(settings.signing_key), passphrase=passphrase)
    if settings.trust_roots:
        yield "trust_roots", partial(load_certificates, Path(settings.trust_roots))


def _sign_in(url: str, role: str) -> None:
    try:
        with psycopg.connect(url, connect_timeout=_CONNECT_SECONDS) as connection:
            found, durability = connection.execute(_WHO).fetchone() or ("", "")
    except psycopg.OperationalError as fault:
        if _is_wrong(fault):
            raise ValueError(str(fault).strip()) from fault
        raise _Away(_NO_ANSWER) from fault
    if found != role:
        raise ValueError(f"signs in as {found}; this process works as {role}")
    if durability not in DURABLE:
        raise ValueError(f"synchronous_commit is {durability}: answers could be lost in a crash")


def _count_at(storage: str) -> None:
    try:
        storage_from_string(storage)
    except ConfigurationError as fault:
        raise ValueError(f"cannot be used: {fault}") from fault


def _keep_files(settings: Settings) -> None:
    if words := try_store(settings):
        raise ValueError(words)


def _is_wrong(fault: psycopg.OperationalError) -> bool:
    """Whether the server answered, and said no; libpq tells that in words only."""
    words = str(fault)
    return isinstance(fault, _WRONG) or ("FATAL:" in words and "starting up" not in words)
