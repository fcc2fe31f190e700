"""The store keeps contents by hash, whole or not at all, each organization's apart."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from wedforms.files.errors import FileDamaged, FileMissing, StoreUnusable
from wedforms.files.store import FileStore, open_folder, open_memory, open_store, sha256_of
from wedforms.settings import Settings

OURS, THEIRS = UUID(int=1), UUID(int=2)


@pytest.fixture(params=["folder", "memory"])
def store(request, tmp_path) -> FileStore:
    return open_folder(tmp_path / "files") if request.param == "folder" else open_memory()


def test_content_comes_back_by_its_hash(store):
    name = store.put(b"vows", organization_id=OURS)
    assert name == sha256_of(b"vows")
    assert store.get(name, organization_id=OURS) == b"vows"
    assert store.exists(name, organization_id=OURS)


def test_putting_twice_is_putting_once(store):
    assert store.put(b"vows", organization_id=OURS) == store.put(b"vows", organization_id=OURS)


def test_organizations_do_not_see_each_others_contents(store):
    name = store.put(b"vows", organization_id=OURS)
    assert not store.exists(name, organization_id=THEIRS)
    with pytest.raises(FileMissing):
        store.get(name, organization_id=THEIRS)
    store.put(b"vows", organization_id=THEIRS)
    store.delete(name, organization_id=THEIRS)
    assert store.get(name, organization_id=OURS) == b"vows"


def test_deleting_twice_is_deleting_once(store):
    name = store.put(b"vows", organization_id=OURS)
    store.delete(name, organization_id=OURS)
    store.delete(name, organization_id=OURS)
    assert not store.exists(name, organization_id=OURS)


def test_many_at_once_leave_one_whole_content(store):
    content = b"vows" * 100_000
    with ThreadPoolExecutor(8) as people:
        names = set(people.map(lambda _: store.put(content, organization_id=OURS), range(32)))
    assert [store.get(name, organization_id=OURS) for name in names] == [content]


def test_changed_content_is_never_handed_out(tmp_path):
    store = open_folder(tmp_path)
    name = store.put(b"vows", organization_id=OURS)
    (tmp_path / str(OURS) / name[:2] / name).write_bytes(b"lies")
    with pytest.raises(FileDamaged):
        store.get(name, organization_id=OURS)


def test_half_written_content_is_replaced(tmp_path):
    store = open_folder(tmp_path)
    name = store.put(b"vows", organization_id=OURS)
    (tmp_path / str(OURS) / name[:2] / name).write_bytes(b"vo")
    store.put(b"vows", organization_id=OURS)
    assert store.get(name, organization_id=OURS) == b"vows"


def test_folder_is_closed_to_other_accounts(tmp_path):
    open_folder(tmp_path / "new" / "files")
    assert stat.S_IMODE((tmp_path / "new" / "files").stat().st_mode) == 0o700


def test_contents_lie_beside_the_other_data_unless_a_place_is_configured(tmp_path):
    open_store(Settings(data_folder=str(tmp_path / "var"))).put(b"x", organization_id=OURS)
    assert (tmp_path / "var" / "files" / str(OURS)).is_dir()
    open_store(Settings(files_url=str(tmp_path / "else"))).put(b"x", organization_id=OURS)
    assert (tmp_path / "else" / str(OURS)).is_dir()


@pytest.mark.parametrize("url", ["s3://bucket/files", "gs://bucket", "az://account/container"])
def test_clouds_are_opened_by_their_address(url, monkeypatch):
    monkeypatch.setenv("AWS_REGION", "eu-west-2")
    monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", "account")
    assert isinstance(open_store(Settings(files_url=url)), FileStore)


def test_place_that_cannot_be_used_is_told_in_words(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreUnusable, match="Files cannot be kept at"):
        open_folder(tmp_path / "file")
