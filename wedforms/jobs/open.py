"""Opening the workshop: what the worker needs, made once from the configuration."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wedforms.core.engine import create_engine_for
from wedforms.database.addresses import read_url
from wedforms.documents.keys import Signer, development_signer, load_signer
from wedforms.documents.sign import timestamps_of
from wedforms.files.store import open_store
from wedforms.jobs.workshop import Workshop
from wedforms.lib import clock
from wedforms.settings import Settings


@contextmanager
def open_workshop(settings: Settings) -> Iterator[Workshop]:
    """Everything the jobs use; closed at the end."""
    url = read_url(settings.worker_database_url)
    engine = create_engine_for(url, statement_timeout="60s", application_name="wedforms-worker")
    try:
        yield Workshop(
            settings=settings,
            engine=engine,
            files=open_store(settings),
            signer=signer_of(settings),
            timestamps=timestamps_of(settings),
        )
    finally:
        engine.dispose()


def signer_of(settings: Settings) -> Signer:
    """The configured sealing key, or the development key that is made on first use."""
    if settings.signing_key:
        return load_signer(Path(settings.signing_key), passphrase=settings.signing_passphrase)
    return development_signer(Path(settings.data_folder) / "keys", now=clock.now())
