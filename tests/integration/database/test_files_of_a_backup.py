"""The files of a backup lie beside its rows: whole in another place, and what is not is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Engine

from tests.factories.organizations import TwoOrganizations
from tests.integration.database.test_backup import copied
from wedforms.core.engine import session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.database.addresses import Addresses, connected
from wedforms.files.keep import keep_file
from wedforms.files.look_for import Found, Lost, look_for_files
from wedforms.files.store import FileStore, open_folder

pytestmark = pytest.mark.both_postgres

CONTRACT, RING, SMALL = b"a contract", b"a photograph of a ring", b"a small picture of it"
Files = dict[bytes, str]


@pytest.fixture
def kept(
    app_engine: Engine, two_organizations: TwoOrganizations, tmp_path: Path
) -> dict[UUID, Files]:
    """What each organization keeps, by content: a paper, a photograph, and its small picture."""
    store = open_folder(tmp_path / "files")
    both = (two_organizations.ours.id, two_organizations.theirs.id)
    return {one: keep_all(app_engine, store, one) for one in both}


def keep_all(engine: Engine, store: FileStore, organization_id: UUID) -> Files:
    """Three contents with two rows."""
    small = store.put(SMALL, organization_id=organization_id)
    with session_factory(engine)() as session, tenant_transaction(session, organization_id):

        def keep(content: bytes, kind: str, **details: str) -> str:
            return keep_file(
                session,
                store=store,
                content=content,
                name=f"{kind}.pdf",
                media_type="application/pdf",
                kind=kind,
                details=details,
            ).sha256

        return {
            CONTRACT: keep(CONTRACT, "document"),
            RING: keep(RING, "upload", thumbnail=small),
            SMALL: small,
        }


@pytest.fixture
def elsewhere(
    postgres, database: Addresses, kept: dict[UUID, Files], tmp_path: Path
) -> Iterator[tuple[Addresses, FileStore]]:
    """Rows and files, copied as the handbook says: the rows first, the files after them."""
    del kept
    with copied(postgres, database, tmp_path) as copy:
        shutil.copytree(tmp_path / "files", tmp_path / "elsewhere")
        shutil.rmtree(tmp_path / "files")
        yield copy, open_folder(tmp_path / "elsewhere")


@pytest.fixture
def look(elsewhere: tuple[Addresses, FileStore]) -> Callable[[], Found]:
    """Look for the files of the copy."""
    copy, store = elsewhere
    return lambda: look_for_files(copy.owner, store=store)


def test_a_copy_in_another_place_has_every_file_that_its_rows_name(
    look: Callable[[], Found], elsewhere, kept: dict[UUID, Files]
):
    assert look() == Found(6, ())
    _, store = elsewhere
    for organization_id, files in kept.items():
        for content, sha256 in files.items():
            assert store.get(sha256, organization_id=organization_id) == content


@pytest.mark.parametrize("content", [CONTRACT, RING, SMALL], ids=["paper", "upload", "thumbnail"])
def test_a_file_that_is_missing_is_told_with_whose_it_is(
    content: bytes, look: Callable[[], Found], elsewhere, kept: dict[UUID, Files], two_organizations
):
    theirs = two_organizations.theirs.id
    sha256 = kept[theirs][content]
    elsewhere[1].delete(sha256, organization_id=theirs)
    name = "document.pdf" if content == CONTRACT else "upload.pdf"
    assert look() == Found(5, (Lost(theirs, sha256, name, "missing"),))


def test_a_file_that_is_no_longer_the_same_is_told(
    look: Callable[[], Found], kept: dict[UUID, Files], two_organizations, tmp_path: Path
):
    ours = two_organizations.ours.id
    sha256 = kept[ours][CONTRACT]
    (path,) = (tmp_path / "elsewhere" / str(ours)).rglob(sha256)
    path.write_bytes(b"A contract")
    assert look() == Found(5, (Lost(ours, sha256, "document.pdf", "damaged"),))


def test_what_was_deleted_is_not_looked_for(
    look: Callable[[], Found], elsewhere, kept: dict[UUID, Files], two_organizations
):
    copy, store = elsewhere
    ours = two_organizations.ours.id
    with connected(copy.owner) as connection:
        connection.execute("select set_config('app.organization_id', %s, false)", [str(ours)])
        connection.execute(
            "update stored_files set deleted_at = now()"
            " where kind = 'upload' and organization_id = %s",
            [ours],
        )
    for content in (RING, SMALL):
        store.delete(kept[ours][content], organization_id=ours)
    assert look() == Found(4, ())


def test_whoever_sees_a_part_only_is_refused(database: Addresses, tmp_path: Path):
    with pytest.raises(InsufficientPrivilege):
        look_for_files(database.app, store=open_folder(tmp_path))
