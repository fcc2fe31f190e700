"""`wedforms document verify`: JSON, and status 0 for a PDF that is ours, whole and unchanged."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.documents.samples import sample_html
from wedforms.documents.keys import development_signer
from wedforms.documents.render import render_pdf
from wedforms.documents.sign import seal

#: One process makes the key and the sealed paper for all.
pytestmark = pytest.mark.xdist_group("verifying")

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
    assert {key: done.answer[key] for key in ("good", "ours", "whole", "unchanged", "problems")} == {
        "good": True, "ours": True, "whole": True, "unchanged": True, "problems": [],
    }  # fmt: skip


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
