"""Uploads that nobody sent: they go after two days, unless a draft, an answer or a paper names them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select

from tests.cli.conftest import plain
from tests.factories.reading import Ledger
from tests.factories.uploads import pdf, picture
from tests.integration.acts.erasing import ledger, store, traces, worker
from tests.published import Office
from wedforms.files import StoredFile
from wedforms.files.assets import keep_asset
from wedforms.files.forget import forget_deleted_uploads
from wedforms.files.store import FileStore, open_store
from wedforms.files.uploads import inspect_upload, keep_upload
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.jobs.open import open_workshop
from wedforms.jobs.organizations import in_each
from wedforms.jobs.upkeep import erase_due
from wedforms.settings import read_settings
from wedforms.submissions.draft import start_draft
from wedforms.submissions.erase import erase_unnamed_files

__all__ = ["ledger", "store", "worker"]

NOW = datetime.now(UTC)
LATER = NOW + timedelta(days=2, hours=12)
SLUG = "proof"
FORM = {
    "name": "Proof",
    "form_type": "questionnaire",
    "fields": [{"key": "proof", "field_type": "image", "label": "A proof"}],
}


def publish(office: Office) -> None:
    with office.work() as session:
        publish_form(session, import_form(session, read_definition(FORM), slug=SLUG))


def uploaded(office: Office, store: FileStore, width: int = 60) -> dict[str, Any]:
    with office.work() as session:
        upload = inspect_upload("Ana’s proof.jpg", picture(size=(width, 40)), accepted=("jpg",))
        return keep_upload(session, upload, store=store, now=NOW).answer


def drafted(office: Office, answer: dict[str, Any]) -> None:
    with office.work() as session:
        inputs = {"proof": [json.dumps(answer)]}
        start_draft(session, form=office.form(SLUG), inputs=inputs, who="", now=NOW)


def erased(worker: Office, at: datetime = LATER) -> int:
    with worker.work() as session:
        return erase_unnamed_files(session, now=at)


def kept(office: Office) -> set[str]:
    with office.work() as session:
        there = select(StoredFile.sha256).where(StoredFile.deleted_at.is_(None))
        return set(session.scalars(there))


def test_a_file_that_was_never_sent_goes_with_its_name(ours, worker, store, ledger):
    publish(ours)
    uploaded(ours, store)
    assert erased(worker, NOW) == 0
    assert erased(worker) == 1
    assert kept(ours) == set()
    assert traces(ledger, ("Ana’s proof",)) == set()


def test_what_a_draft_or_an_answer_names_stays(ours, worker, store):
    publish(ours)
    in_draft, sent, removed = (uploaded(ours, store, width) for width in (60, 61, 62))
    drafted(ours, in_draft)
    ours.send(SLUG, {"proof": [sent]})
    assert erased(worker) == 1
    assert kept(ours) == {in_draft["sha256"], sent["sha256"]}
    assert removed["sha256"] not in kept(ours)


@pytest.mark.parametrize("name", ["id", "sha256"])
def test_a_draft_may_name_a_file_either_way(ours, worker, store, name):
    publish(ours)
    file = uploaded(ours, store)
    drafted(ours, {name: file[name]})
    assert erased(worker) == 0


def test_a_picture_that_is_the_suppliers_own_too_stays(ours, worker, store):
    publish(ours)
    uploaded(ours, store)
    with ours.work() as session:
        keep_asset(session, store=store, name="logo.jpg", content=picture(size=(60, 40)))
    assert erased(worker) == 0


def test_a_small_picture_that_two_papers_share_stays_with_the_other(ours, worker, store):
    publish(ours)
    with ours.work() as session:
        one, other = (
            keep_upload(
                session, inspect_upload("plan.pdf", pdf(pages=pages)), store=store, now=NOW
            ).file
            for pages in (1, 2)
        )
        small = one.details["thumbnail"]
        assert (other.details["thumbnail"], one.sha256 != other.sha256) == (small, True)
        answers = [{"id": str(file.id), "sha256": file.sha256} for file in (one, other)]
    drafted(ours, answers[0])
    assert erased(worker) == 1
    with worker.work() as session:
        assert forget_deleted_uploads(session, store=store, now=NOW) == 1
    there = [answers[0]["sha256"], answers[1]["sha256"], small]
    assert [store.exists(sha256, organization_id=ours.tenant.id) for sha256 in there] == [
        True,
        False,
        True,
    ]


def test_a_file_that_was_uploaded_again_has_two_days_from_then(ours, worker, store, ledger):
    publish(ours)
    uploaded(ours, store)
    ledger.change("update stored_files set updated_at = :at", at=NOW - timedelta(days=9))
    uploaded(ours, store)
    assert erased(worker, NOW) == 0
    ledger.change("update stored_files set updated_at = :at", at=NOW - timedelta(days=9))
    assert erased(worker, NOW) == 1


def test_the_worker_looks_every_night_in_every_organization(ours, theirs, database, tmp_path):
    settings = read_settings(
        {
            "WEDFORMS_WORKER_DATABASE_URL": plain(database.worker),
            "WEDFORMS_DATA_FOLDER": str(tmp_path),
        }
    )
    store = open_store(settings)
    engine = create_engine(database.owner)
    for office in (ours, theirs):
        publish(office)
        file = uploaded(office, store)
        ledger = Ledger(engine, office.tenant.id)
        ledger.change("update stored_files set updated_at = :at", at=NOW - timedelta(days=9))
    engine.dispose()
    with open_workshop(settings) as workshop:
        in_each(workshop, erase_due)
    for office in (ours, theirs):
        assert not store.exists(file["sha256"], organization_id=office.tenant.id)
        with office.work() as session:
            gone = select(func.count()).where(StoredFile.purged_at.is_not(None))
            assert session.scalar(gone) == 1
