"""`wedforms document verify`: JSON, and status 0 for a PDF that is ours, whole and unchanged."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.documents.samples import paper, sample, sample_html
from wedforms.documents.issue import finish_document, issue_document
from wedforms.documents.keys import development_signer
from wedforms.documents.render import render_pdf
from wedforms.documents.sign import seal
from wedforms.files.store import open_folder

#: One process makes the key and the sealed paper for all.
pytestmark = pytest.mark.xdist_group("verifying")

#: What README states, in this order.
CONTRACT = [
    "good", "ours", "whole", "unchanged", "known", "signer", "sealed_at", "timestamped", "sha256",
    "problems",
]  # fmt: skip
NOT_ISSUED = "No issued document has this content."
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_pdf() -> bytes:
    content = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(content)
    return content.getvalue()


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> Path:
    """The data folder of an installation that has made its key."""
    folder = tmp_path_factory.mktemp("installation")
    development_signer(folder / "keys", now=NOW)
    return folder


@pytest.fixture(scope="module")
def sealed(installation: Path) -> bytes:
    return seal(render_pdf(sample_html()), development_signer(installation / "keys", now=NOW))


@pytest.fixture
def issued(ours, sealed, tmp_path) -> bytes:
    """The sealed paper as a document of one organization."""
    with ours.work() as session:
        made = issue_document(session, data=paper(sample()), now=NOW)
        finish_document(
            session, document_id=made.id, pdf=sealed, files=open_folder(tmp_path / "f"), now=NOW
        )
    return sealed


@pytest.fixture
def verify(run, installation: Path):
    """Verify these bytes as that installation, given on standard input."""

    def verified(content: bytes, *, folder: Path = installation):
        return run(
            "document", "verify", "-", given=content, env={"WEDFORMS_DATA_FOLDER": str(folder)}
        )

    return verified


def test_a_sealed_document_is_good(run, write, installation, sealed):
    path = write(sealed, "contract.pdf")
    done = run("document", "verify", path, env={"WEDFORMS_DATA_FOLDER": str(installation)})
    assert (done.status, done.errors) == (0, "")
    said = ("good", "ours", "whole", "unchanged", "known", "problems")
    assert {key: done.answer[key] for key in said} == {
        "good": True, "ours": True, "whole": True, "unchanged": True, "known": None, "problems": [],
    }  # fmt: skip
    assert list(done.answer) == CONTRACT


def test_every_changed_byte_that_the_seal_covers_is_noticed(verify, sealed):
    for place in range(50, 400, 50):
        changed = bytearray(sealed)
        changed[place] ^= 1
        done = verify(bytes(changed))
        assert (done.status, done.answer["good"], done.errors) == (1, False, "")
        assert done.answer["problems"]


def test_what_was_added_afterwards_is_noticed(verify, sealed):
    assert verify(sealed + b"\n%more\n").status == 1


def test_the_seal_of_another_installation_is_not_ours(verify, sealed, tmp_path):
    done = verify(sealed, folder=tmp_path / "another")
    assert (done.status, done.answer["ours"], done.answer["whole"]) == (1, False, True)


@pytest.mark.parametrize(
    "content", [b"", b"no pdf", a_pdf(), b"%PDF-1.7\n" + b"\0" * 1000, b"%PDF-1.7\n%%EOF"],
    ids=["empty", "text", "not sealed", "zeros", "nothing in it"],
)  # fmt: skip
def test_anything_else_is_a_clear_no(verify, content):
    done = verify(content)
    assert (done.status, done.answer["good"], done.errors) == (1, False, "")
    assert done.answer["problems"]


@pytest.fixture
def verify_with_record(run_in_database, installation: Path):
    """Verify these bytes as that installation, whose database is there."""

    def verified(content: bytes, *options: str, folder: Path = installation, url: str = ""):
        env = {"WEDFORMS_DATA_FOLDER": str(folder)}
        if url:
            env["WEDFORMS_DATABASE_URL"] = url
        return run_in_database("document", "verify", "-", *options, given=content, env=env)

    return verified


def test_an_issued_document_is_known(verify_with_record, issued):
    done = verify_with_record(issued)
    assert (done.status, done.answer["known"], done.answer["problems"]) == (0, True, [])


def test_a_document_that_was_never_issued_is_not_known(verify_with_record, sealed):
    done = verify_with_record(sealed)
    assert (done.status, done.answer["known"]) == (0, False)
    assert done.answer["problems"] == [NOT_ISSUED]


def test_an_issued_document_that_was_changed_is_not_known(verify_with_record, issued):
    done = verify_with_record(issued + b"\n%more\n")
    assert (done.status, done.answer["known"]) == (1, False)


def test_what_is_on_record_is_ours_although_the_key_is_gone(verify_with_record, issued, tmp_path):
    done = verify_with_record(issued, folder=tmp_path / "another")
    assert (done.status, done.answer["ours"], done.answer["known"]) == (0, True, True)


def test_offline_no_database_is_asked(verify_with_record, issued):
    done = verify_with_record(issued, "--offline", url="postgresql://a:b@127.0.0.1:1/c")
    assert (done.status, done.answer["known"], done.errors) == (0, None, "")


@pytest.mark.parametrize("place", ["127.0.0.1:1/c", "{host}:{port}/postgres"])
def test_a_database_that_cannot_tell_is_said_and_changes_nothing(
    verify_with_record, issued, database, place
):
    app = database.app
    where = place.format(host=app.host, port=app.port)
    done = verify_with_record(issued, url=f"postgresql://{app.username}:{app.password}@{where}")
    assert (done.status, done.answer["known"], done.answer["problems"]) == (0, None, [])
    assert "Judged by certificates alone." in done.errors
