"""One key and one sealed contract for all tests of documents: rendering takes a second."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.samples import NOW, sample_html
from wedforms.documents.keys import Signer, certificate_pem, make_signer
from wedforms.documents.render import render_pdf
from wedforms.documents.sign import seal
from wedforms.documents.verify import Trust


@pytest.fixture(scope="session")
def signer() -> Signer:
    """A sealing key as the first run makes it."""
    return make_signer(now=NOW)


@pytest.fixture(scope="session")
def trust(signer: Signer) -> Trust:
    """What an installation with that key believes."""
    return Trust(own=(signer.certificate,))


@pytest.fixture(scope="session")
def sealed(signer: Signer) -> bytes:
    """A sealed contract."""
    return seal(render_pdf(sample_html()), signer)


@pytest.fixture
def sealed_file(sealed: bytes, tmp_path: Path) -> Path:
    """The sealed contract on disk."""
    path = tmp_path / "contract.pdf"
    path.write_bytes(sealed)
    return path


@pytest.fixture
def certificate_file(signer: Signer, tmp_path: Path) -> Path:
    """The sealing certificate on disk."""
    path = tmp_path / "certificate.pem"
    path.write_bytes(certificate_pem(signer.certificate))
    return path
