"""Issuing in a real database: numbers without gaps, frozen data, one file for good."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from tests.documents.samples import LETTERHEAD, NOW, paper, sample
from tests.factories.organizations import TwoOrganizations
from tests.factories.submissions import insert_form, submission_to, submit
from wedforms.core.accounts import Organization
from wedforms.core.clients import Client  # noqa: F401 - documents point at its table
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.payments import NumberSeries
from wedforms.core.tenancy import tenant_transaction
from wedforms.database.addresses import Addresses
from wedforms.documents import Document, DocumentEvent
from wedforms.documents.errors import RenderFailed
from wedforms.documents.issue import (
    finish_document,
    issue_document,
    note_failure,
    produce_document,
)
from wedforms.documents.keys import Signer
from wedforms.documents.numbering import lock_series, take_number
from wedforms.documents.template import TEMPLATE_VERSION
from wedforms.documents.verify import Trust, verify_document
from wedforms.files.store import FileStore, open_folder

Transaction = Callable[[UUID], Any]
DATA = {**paper(sample()), "kind": "contract"}


@pytest.fixture
def engine(database: Addresses) -> Iterator[Engine]:
    made = create_engine_for(
        database.worker, pool_size=10, lock_timeout="30s", statement_timeout="60s"
    )
    yield made
    made.dispose()


@pytest.fixture
def transaction(engine: Engine) -> Transaction:
    @contextmanager
    def begin(organization_id: UUID) -> Iterator[Session]:
        with (
            Session(engine, expire_on_commit=False) as session,
            tenant_transaction(session, organization_id),
        ):
            yield session

    return begin


@pytest.fixture
def ours(two_organizations: TwoOrganizations) -> UUID:
    return two_organizations.ours.id


@pytest.fixture
def theirs(two_organizations: TwoOrganizations) -> UUID:
    return two_organizations.theirs.id


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return open_folder(tmp_path / "files")


def issue(transaction: Transaction, organization_id: UUID, **more: Any) -> Document:
    with transaction(organization_id) as session:
        return issue_document(session, **{"data": DATA, "now": NOW, **more})


def test_a_document_gets_its_number_and_keeps_its_data(transaction: Transaction, ours: UUID):
    issued = issue(transaction, ours)
    assert (issued.number, issued.status, issued.kind) == ("C-2026-0001", "issuing", "contract")
    with transaction(ours) as session:
        kept = session.get_one(Document, (ours, issued.id))
        assert kept.data["number"] == "C-2026-0001"
        assert kept.data["bill"] == DATA["bill"]
        assert kept.template_version == TEMPLATE_VERSION


def test_numbers_go_on_through_the_years(transaction: Transaction, ours: UUID):
    later = datetime(2027, 1, 2, tzinfo=UTC)
    numbers = [issue(transaction, ours, now=now).number for now in (NOW, NOW, later)]
    assert numbers == ["C-2026-0001", "C-2026-0002", "C-2027-0003"]


def test_each_organization_counts_for_itself(transaction: Transaction, ours: UUID, theirs: UUID):
    assert issue(transaction, ours).number == issue(transaction, theirs).number


def test_an_organization_may_choose_its_series(transaction: Transaction, ours: UUID):
    chosen = {"invoice_series": {"prefix": "IL-", "next_number": 41, "digits": 5}}
    with transaction(ours) as session:
        session.execute(update(Organization).values(settings=chosen))
        assert take_number(lock_series(session, "invoice"), year=2026) == "IL-00041"
        assert take_number(lock_series(session, "contract"), year=2026) == "C-2026-0001"


def test_an_act_that_fails_takes_no_number(transaction: Transaction, ours: UUID):
    with pytest.raises(TypeError):
        issue(transaction, ours, data={**DATA, "title": object()})
    assert issue(transaction, ours).number == "C-2026-0001"


def test_numbers_taken_at_once_have_no_gap_and_no_double(transaction: Transaction, ours: UUID):
    with ThreadPoolExecutor(8) as together:
        numbers = list(together.map(lambda _: issue(transaction, ours).number, range(40)))
    assert sorted(numbers) == [f"C-2026-{number:04d}" for number in range(1, 41)]
    with transaction(ours) as session:
        assert session.scalar(select(func.count()).select_from(NumberSeries)) == 1


@pytest.fixture
def submission(database: Addresses, two_organizations: TwoOrganizations) -> UUID:
    """A sent form of ours."""
    engine = create_engine_for(database.app)
    form = insert_form(session_factory(engine), two_organizations.ours)
    sent = submission_to(form)
    submit(engine, two_organizations.ours.id, sent)
    engine.dispose()
    return UUID(sent["id"])


def test_one_submission_gives_one_document(transaction: Transaction, ours: UUID, submission: UUID):
    with ThreadPoolExecutor(4) as together:
        issued = list(
            together.map(
                lambda _: issue(transaction, ours, submission_id=submission).number, range(8)
            )
        )
    assert set(issued) == {"C-2026-0001"}
    assert issue(transaction, ours).number == "C-2026-0002"


def produced(
    transaction: Transaction, ours: UUID, document: Document, files: FileStore, signer: Signer
) -> Document:
    produce_document(
        transaction,
        organization_id=ours,
        document_id=document.id,
        files=files,
        signer=signer,
        timestamps=None,
        clock=lambda: NOW,
    )
    with transaction(ours) as session:
        return session.get_one(Document, (ours, document.id))


def test_a_document_is_produced_once_for_good(
    transaction: Transaction, ours: UUID, files: FileStore, signer: Signer, trust: Trust
):
    document = produced(transaction, ours, issue(transaction, ours), files, signer)
    assert (document.status, document.issued_at) == ("issued", NOW)
    assert document.sha256 is not None
    content = files.get(document.sha256, organization_id=ours)
    assert verify_document(content, trust=trust).good

    again = produced(transaction, ours, document, files, signer)
    assert (again.sha256, again.file_id) == (document.sha256, document.file_id)
    with transaction(ours) as session:
        events = session.scalars(select(DocumentEvent.event_type)).all()
    assert events == ["issued"]


def test_the_file_bears_the_number(
    transaction: Transaction, ours: UUID, files: FileStore, signer: Signer
):
    document = produced(transaction, ours, issue(transaction, ours), files, signer)
    with transaction(ours) as session:
        kept = session.get_one(Document, (ours, document.id)).file
        assert kept is not None
        assert kept.name == "C-2026-0001 Wedding photography contract.pdf"
        assert (kept.media_type, kept.kind) == ("application/pdf", "document")


def test_the_paper_is_made_of_the_frozen_data_alone(
    transaction: Transaction, ours: UUID, files: FileStore, signer: Signer
):
    document = issue(transaction, ours)
    with transaction(ours) as session:
        session.execute(update(Organization).values(name="Another name"))
    content = files.get(
        produced(transaction, ours, document, files, signer).sha256, organization_id=ours
    )
    assert LETTERHEAD.name.split(" & ")[0].encode() in content


def test_a_failure_is_kept_and_a_later_attempt_mends_it(
    transaction: Transaction, ours: UUID, files: FileStore, signer: Signer
):
    document = issue(transaction, ours, data={**DATA, "title": "x" * (65 << 20)})
    with pytest.raises(RenderFailed):
        produced(transaction, ours, document, files, signer)
    with transaction(ours) as session:
        failed = session.get_one(Document, (ours, document.id))
        assert (failed.status, failed.attempts) == ("failed", 1)
        assert failed.failure is not None
        assert "longer than 64 MB" in failed.failure
        failed.data = {**failed.data, "title": "Contract"}
    mended = produced(transaction, ours, document, files, signer)
    assert (mended.status, mended.failure) == ("issued", None)


def test_a_failure_that_comes_late_undoes_nothing(
    transaction: Transaction, ours: UUID, files: FileStore, signer: Signer
):
    issued = produced(transaction, ours, issue(transaction, ours), files, signer)
    with transaction(ours) as session:
        told = note_failure(session, document_id=issued.id, reason="The press stood still.")
        assert (told.status, told.failure, told.attempts) == ("issued", None, issued.attempts)


def test_of_two_that_produced_it_at_once_the_first_one_stores(
    transaction: Transaction, ours: UUID, files: FileStore
):
    document = issue(transaction, ours)

    def finish(session: Session, pdf: bytes) -> None:
        finish_document(session, document_id=document.id, pdf=pdf, files=files, now=NOW)

    def finish_too() -> None:
        with transaction(ours) as session:
            finish(session, b"second")

    with ThreadPoolExecutor() as pool:
        with transaction(ours) as session:
            finish(session, b"first")
            second = pool.submit(finish_too)
            with pytest.raises(TimeoutError):
                second.result(timeout=1)
        second.result()
    with transaction(ours) as session:
        kept = session.get_one(Document, (ours, document.id))
        assert kept.sha256 == hashlib.sha256(b"first").hexdigest()
        assert session.scalar(select(func.count()).select_from(DocumentEvent)) == 1


def test_another_organizations_document_is_not_found(
    transaction: Transaction, ours: UUID, theirs: UUID, files: FileStore, signer: Signer
):
    document = issue(transaction, ours)
    with pytest.raises(NoResultFound):
        produced(transaction, theirs, document, files, signer)
