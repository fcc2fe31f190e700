"""Logs: one JSON object a line, without personal data and without query strings."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Final

import structlog

_LEVELS: Final = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}

_JOBS: Final = "procrastinate"


def classes_and_places(raised: BaseException) -> str:
    """An exception and what led to it: classes and lines of code, but none of the words.

    The words may quote what people typed: PostgreSQL names the value that it refuses.
    """
    steps = []
    following: BaseException | None = raised
    while following is not None:
        frames = "".join(traceback.format_tb(following.__traceback__))
        state = getattr(following, "sqlstate", None)
        steps.append(f"{frames}{type(following).__qualname__}{f' {state}' if state else ''}")
        following = following.__cause__ or following.__context__
    return "\nafter:\n".join(steps)


class _FailedJobs(logging.Filter):
    """Lets the failure of a job through as a warning, though it will be tried again."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is not a mere step of a job."""
        if not record.name.startswith(_JOBS):
            return True
        if record.exc_info and record.levelno < logging.WARNING:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return record.levelno >= logging.getLogger().level


_told_in_full: Final = structlog.processors.format_exc_info
_told_without_words: Final = structlog.processors.ExceptionRenderer(
    lambda exc_info: classes_and_places(exc_info[1])
)


def configure_logs(level: str) -> None:
    """Write our own and the libraries' records from `level` up to standard error, as JSON lines.

    At `debug` exceptions are told in full, with what people typed: for development only.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _told_in_full if level == "debug" else _told_without_words,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processor=structlog.processors.JSONRenderer(), foreign_pre_chain=shared
        )
    )
    handler.addFilter(_FailedJobs())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(_LEVELS[level], logging.WARNING))
    logging.getLogger("wedforms").setLevel(_LEVELS[level])
    logging.getLogger(_JOBS).setLevel(logging.INFO)
