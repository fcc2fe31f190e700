"""What the operator decides, read once from the environment; all mistakes reported at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from wedforms.lib.relay import is_this_machine, read_relay

_SHORTEST_SECRET: Final = 32
_MISSING: Final = "is needed here"
_PORTS: Final = range(1, 65536)
_STORES: Final = frozenset({"file", "s3", "gs", "az"})
_COUNTERS: Final = ("memory://", "redis://", "rediss://")


class SettingsRejected(Exception):
    """The environment is not usable; every mistake found is in `mistakes`."""

    def __init__(self, mistakes: Mapping[str, str]) -> None:
        self.mistakes = dict(mistakes)
        lines = [f"  {name}: {words}" for name, words in sorted(mistakes.items())]
        super().__init__("The configuration has mistakes:\n" + "\n".join(lines))


def _text(raw: str) -> str:
    return raw


def _secret(raw: str) -> str:
    if len(raw) < _SHORTEST_SECRET:
        raise ValueError(f"needs at least {_SHORTEST_SECRET} characters")
    return raw


def _secrets(raw: str) -> str:
    for one in raw.split(","):
        _secret(one.strip())
    return raw


def _count(raw: str) -> int:
    if not raw.isascii() or not raw.isdigit():
        raise ValueError("is not a whole number")
    return int(raw)


def _port(raw: str) -> int:
    if (port := _count(raw)) not in _PORTS:
        raise ValueError("is not a port between 1 and 65535")
    return port


def _at_least_one(raw: str) -> int:
    if (count := _count(raw)) < 1:
        raise ValueError("must be 1 or more")
    return count


def _database_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("is not a postgresql:// address")
    _ = parts.port  # raises in words when it is no port
    return raw


def _web_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is not an http:// or https:// address")
    return raw.rstrip("/")


def _origin(raw: str) -> str:
    parts = urlsplit(_web_url(raw))
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(
            "needs the host alone, with its port if there is one, and nothing after it"
        )
    _ = parts.port  # raises in words when it is no port
    return raw.rstrip("/")


def _place(raw: str) -> str:
    scheme, mark, _ = raw.partition("://")
    if mark and scheme not in _STORES:
        raise ValueError("is neither a folder nor an s3://, gs:// or az:// address")
    return raw


def _host_and_port(raw: str) -> str:
    host, _, port = raw.rpartition(":")
    if not host or "/" in host:
        raise ValueError("is no host:port")
    _port(port)  # raises in words
    return raw


def _counts(raw: str) -> str:
    if not raw.startswith(_COUNTERS):
        raise ValueError("is neither memory:// nor a redis:// address")
    return raw


def _file(raw: str) -> str:
    if not Path(raw).is_file():
        raise ValueError("names no readable file")
    return raw


def _relay(raw: str) -> str:
    read_relay(raw)  # raises in words
    return raw


def _mail_address(raw: str) -> str:
    local, _, domain = raw.rpartition("@")
    if not local or not domain or any(not "!" <= one <= "~" or one in "<>,;" for one in raw):
        raise ValueError("is not an e-mail address")
    return raw


def _signup(raw: str) -> str:
    if raw not in {"open", "invite", "closed"}:
        raise ValueError("is none of open, invite, closed")
    return raw


def _log_level(raw: str) -> str:
    if raw not in {"debug", "info", "warning", "error"}:
        raise ValueError("is none of debug, info, warning, error")
    return raw


def _setting(words: str, *, read: Callable[[str], Any] = _text, default: Any = "") -> Any:
    return field(default=default, metadata={"words": words, "read": read})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole configuration. Each attribute `x` is read from `WEDFORMS_X`."""

    database_url: str = _setting(
        "PostgreSQL for the web side, role wedforms_app", read=_database_url
    )
    worker_database_url: str = _setting(
        "PostgreSQL for the worker, role wedforms_worker", read=_database_url
    )
    owner_database_url: str = _setting(
        "PostgreSQL for `wedforms db`, a role that may become wedforms_owner", read=_database_url
    )
    pg_bin: str = _setting("folder of PostgreSQL binaries for the embedded server")
    secret_key: str = _setting("signs the pages' tokens; at least 32 characters", read=_secret)
    earlier_secret_keys: str = _setting(
        "secret keys of before, with commas between: what they signed stays good", read=_secrets
    )
    public_url: str = _setting(
        "the address people see", read=_origin, default="http://localhost:8000"
    )
    host: str = _setting("the address the web server listens on", default="127.0.0.1")
    port: int = _setting("the port the web server listens on", read=_port, default=8000)
    processes: int = _setting("web server processes", read=_at_least_one, default=1)
    threads: int = _setting("threads in each web process", read=_at_least_one, default=4)
    proxy_hops: int = _setting("trusted proxies in front of the server", read=_count, default=0)
    signup: str = _setting(
        "who may open an account: open, invite (by `wedforms org invite`), or closed",
        read=_signup,
        default="closed",
    )
    data_folder: str = _setting("where the embedded database and keys live", default="var")
    files_url: str = _setting(
        "where uploads and documents are kept: a folder, s3://, gs://, az://", read=_place
    )
    scanner: str = _setting(
        "host:port of clamd; uploads wait for its verdict when set", read=_host_and_port
    )
    signing_key: str = _setting("PKCS #12 file with the key that seals documents", read=_file)
    signing_passphrase: str = _setting("the passphrase of signing_key")
    timestamp_url: str = _setting("RFC 3161 timestamp authority for B-T and B-LTA", read=_web_url)
    trust_roots: str = _setting("PEM file of roots that verification trusts", read=_file)
    smtp_url: str = _setting(
        "the mail server: smtps://user:password@host:port, or smtp:// (STARTTLS)", read=_relay
    )
    mail_from: str = _setting("the verified address that mails are from", read=_mail_address)
    mail_bounces: str = _setting(
        "where undelivered mails come back: bounces@… receives bounces+anything@… too",
        read=_mail_address,
    )
    outbox_folder: str = _setting(
        "without a mail server and on this machine alone: a folder for mails, shown at /outbox"
    )
    rate_limit_storage: str = _setting(
        "where request counts are kept: memory:// or redis://…",
        read=_counts,
        default="memory://",
    )
    metrics_token: str = _setting(
        "opens /metrics to Prometheus as a bearer token; at least 32 characters", read=_secret
    )
    log_level: str = _setting("debug, info, warning or error", read=_log_level, default="info")

    @property
    def earlier_keys(self) -> tuple[str, ...]:
        """The secret keys of before, the latest first."""
        return tuple(filter(None, (one.strip() for one in self.earlier_secret_keys.split(","))))


def documented_settings() -> dict[str, str]:
    """Every environment variable with its one-line meaning, in order."""
    return {f"WEDFORMS_{one.name.upper()}": one.metadata["words"] for one in fields(Settings)}


def read_settings(environment: Mapping[str, str], *, needed: Iterable[str] = ()) -> Settings:
    """Read the configuration, or raise SettingsRejected with every mistake found.

    `needed` are the attributes that may not be empty.
    """
    found, mistakes = look_through(environment, needed=needed)
    if mistakes:
        raise SettingsRejected(mistakes)
    return found


def look_through(
    environment: Mapping[str, str], *, needed: Iterable[str] = ()
) -> tuple[Settings, dict[str, str]]:
    """What of the configuration can be read, and every mistake by the name of its variable."""
    mistakes = _unknown_names(environment)
    values: dict[str, Any] = {}
    for one in fields(Settings):
        name = f"WEDFORMS_{one.name.upper()}"
        if not (raw := environment.get(name, "").strip()):
            continue
        try:
            values[one.name] = one.metadata["read"](raw)
        except ValueError as mistake:
            mistakes[name] = str(mistake)
    missing = {f"WEDFORMS_{name.upper()}": _MISSING for name in needed if name not in values}
    found = Settings(**_at_its_own_port(values))
    return found, _crossed(found) | missing | mistakes


def _at_its_own_port(values: Mapping[str, Any]) -> dict[str, Any]:
    """With another port than usual people find it there, unless they were told an address."""
    if "port" not in values:
        return dict(values)
    return {"public_url": f"http://localhost:{values['port']}", **values}


def _crossed(found: Settings) -> dict[str, str]:
    """What is wrong only beside another setting."""
    crossed = {}
    if found.smtp_url and not found.mail_from:
        crossed["WEDFORMS_MAIL_FROM"] = "is needed with WEDFORMS_SMTP_URL"
    if found.outbox_folder and found.smtp_url:
        crossed["WEDFORMS_OUTBOX_FOLDER"] = "is for a service without WEDFORMS_SMTP_URL"
    elif found.outbox_folder and not is_this_machine(urlsplit(found.public_url).hostname or ""):
        crossed["WEDFORMS_OUTBOX_FOLDER"] = "is for a service of this machine alone"
    return crossed


def require(settings: Settings, *names: str) -> None:
    """Raise SettingsRejected when one of the named settings is empty."""
    missing = {f"WEDFORMS_{n.upper()}": _MISSING for n in names if not getattr(settings, n)}
    if missing:
        raise SettingsRejected(missing)


def _unknown_names(environment: Mapping[str, str]) -> dict[str, str]:
    known = documented_settings()
    return {
        name: "is not a setting"
        for name in environment
        if name.startswith("WEDFORMS_") and name not in known
    }
