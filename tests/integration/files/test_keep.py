"""Kept files: one row a content, inside one organization, and never a row without its bytes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.factories import uploads
from wedforms.core.tenancy import TenantUnknown, tenant_transaction
from wedforms.files import StoredFile
from wedforms.files.assets import keep_asset
from wedforms.files.store import open_memory, sha256_of
from wedforms.files.uploads import inspect_upload, keep_upload
from wedforms.formspec.fieldtypes.files import file_schema

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PICTURE = inspect_upload("José.jpg", uploads.photograph())

pytestmark = pytest.mark.both_postgres


@pytest.fixture
def store():
    return open_memory()


@pytest.fixture
def inside(app_engine, two_organizations):
    """A transaction of one of the two organizations."""

    def enter(name: str = "ours"):
        return tenant_transaction(Session(app_engine), getattr(two_organizations, name).id)

    return enter


def _keep(session, store, upload=PICTURE):
    return keep_upload(session, upload, store=store, now=NOW)


def test_row_tells_what_was_kept(inside, store, two_organizations):
    with inside() as session:
        received = _keep(session, store)
        file = received.file
        content = store.get(file.sha256, organization_id=two_organizations.ours.id)
        thumbnail = store.get(file.details["thumbnail"], organization_id=two_organizations.ours.id)
        assert (content, thumbnail) == (PICTURE.content, PICTURE.thumbnail)
        assert (file.name, file.media_type, file.kind) == ("José.jpg", "image/jpeg", "upload")
        assert (file.size_bytes, file.details["width"], file.scanned_at) == (len(content), 60, None)


def test_answer_is_what_the_file_field_stores(inside, store):
    with inside() as session:
        answer = _keep(session, store).answer
    assert set(answer) == set(file_schema(["image/jpeg"], 1)["required"])
    assert (answer["name"], answer["size"], answer["type"]) == (
        "José.jpg",
        len(PICTURE.content),
        "image/jpeg",
    )


def test_equal_contents_share_a_row_and_keep_their_own_names(inside, store):
    other = inspect_upload("Wedding.jpg", uploads.photograph())
    with inside() as session:
        first, second = _keep(session, store), _keep(session, store, other)
        assert first.file.id == second.file.id
        assert (first.answer["name"], second.answer["name"]) == ("José.jpg", "Wedding.jpg")


def test_equal_contents_of_two_organizations_are_two_rows(inside, store, two_organizations):
    with inside("ours") as session:
        ours = _keep(session, store).file.id
    with inside("theirs") as session:
        theirs = _keep(session, store).file.id
        assert session.scalars(select(StoredFile.id)).all() == [theirs]
    assert ours != theirs
    store.delete(sha256_of(PICTURE.content), organization_id=two_organizations.theirs.id)
    assert store.exists(sha256_of(PICTURE.content), organization_id=two_organizations.ours.id)


def test_deleted_content_that_is_sent_again_is_there_again(inside, store):
    with inside() as session:
        first = _keep(session, store).file.id
    with inside() as session:
        session.execute(update(StoredFile).values(deleted_at=NOW, purged_at=NOW))
    with inside() as session:
        again = _keep(session, store).file
        assert (again.id, again.deleted_at, again.purged_at) == (first, None, None)


def test_rolled_back_upload_leaves_no_row(inside, store):
    with inside() as session, session.begin_nested() as savepoint:
        _keep(session, store)
        savepoint.rollback()
    with inside() as session:
        assert session.scalars(select(StoredFile)).all() == []


def test_nothing_is_kept_before_the_organization_is_known(app_engine, store):
    with Session(app_engine) as session, pytest.raises(TenantUnknown):
        _keep(session, store)


def test_asset_is_a_picture_made_anew(inside, store):
    with inside() as session:
        logo = keep_asset(session, store=store, name="logo.png", content=uploads.photograph("PNG"))
        assert (logo.kind, logo.details) == ("asset", {"width": 60, "height": 40})
