"""Joining the embedded server that another process of this machine already runs."""

from __future__ import annotations

from pathlib import Path

from wedforms.database.account import server_account
from wedforms.database.addresses import DATABASE, Addresses, addresses_at
from wedforms.database.administer import Database, open_database
from wedforms.database.binaries import find_binaries
from wedforms.database.cluster import held, open_cluster
from wedforms.database.errors import FolderInUse, ServerNotStarted
from wedforms.database.server import superuser_url


def open_or_join(
    folder: Path,
    *,
    app_url: str = "",
    worker_url: str = "",
    owner_url: str = "",
    programs: str = "",
) -> Database:
    """As `open_database`; when the server in `folder` is already running, use that one."""
    try:
        return open_database(
            folder, app_url=app_url, worker_url=worker_url, owner_url=owner_url, programs=programs
        )
    except FolderInUse:
        return Database(running_addresses(folder, programs=programs))


def addresses_if_running(folder: Path, *, programs: str = "") -> Addresses | None:
    """The addresses of the server that another process runs in `folder`, if one does."""
    if not folder.is_dir():
        return None
    try:
        with held(folder):
            return None
    except FolderInUse:
        return running_addresses(folder, programs=programs)


def running_addresses(folder: Path, *, programs: str = "") -> Addresses:
    """The addresses of the server that another process runs in `folder`."""
    chosen = find_binaries(configured=Path(programs) if programs else None)
    cluster = open_cluster(folder.absolute(), binaries=chosen, account=server_account())
    try:
        port = int(cluster.process_file.read_text().splitlines()[3])
    except (OSError, ValueError, IndexError) as fault:
        raise ServerNotStarted("somebody else is starting or stopping it", cluster.log) from fault
    place = superuser_url(port, cluster.passwords).set(database=DATABASE)
    return addresses_at(place, cluster.passwords)
