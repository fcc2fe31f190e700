"""The seal is a certifying PAdES signature that other programs find valid."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from wedforms.documents import pades
from wedforms.documents.errors import SealFailed
from wedforms.documents.keys import Signer
from wedforms.documents.sign import seal


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def pyhanko(*arguments: str | Path) -> str:
    return run(Path(sys.executable).with_name("pyhanko"), *arguments)


def test_pyhanko_finds_it_intact_and_trusted(sealed_file: Path, certificate_file: Path):
    said = pyhanko("sign", "validate", "--trust", certificate_file, sealed_file)
    assert "INTACT:TRUSTED,UNTOUCHED" in said


def test_pyhanko_does_not_trust_it_without_the_certificate(sealed_file: Path):
    said = pyhanko("sign", "validate", sealed_file)
    assert "INTACT:UNTRUSTED" in said


def test_poppler_finds_it_valid_and_whole(sealed_file: Path):
    said = run("pdfsig", "-nocert", sealed_file)
    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


def test_it_permits_no_change(sealed: bytes):
    with pikepdf.open(BytesIO(sealed)) as pdf:
        signature = pdf.Root.Perms.DocMDP
        (reference,) = signature.Reference
        assert reference.TransformMethod == "/DocMDP"
        assert reference.TransformParams.P == 1


def test_what_was_rendered_stays_byte_for_byte(sealed: bytes, signer: Signer):
    again = seal(unsealed(sealed), signer)
    assert again.startswith(unsealed(sealed))


def test_the_key_is_loaded_once(sealed: bytes, signer: Signer):
    seal(unsealed(sealed), signer)
    before = pades._loaded.cache_info()
    seal(unsealed(sealed), signer)
    after = pades._loaded.cache_info()
    assert (after.hits - before.hits, after.misses - before.misses) == (1, 0)


@pytest.mark.parametrize(
    "pdf",
    [b"", b"no pdf at all", b"%PDF-1.7\n%%EOF\n"],
    ids=["nothing", "text", "an empty PDF"],
)
def test_what_was_not_rendered_here_is_refused(pdf: bytes, signer: Signer):
    with pytest.raises(SealFailed):
        seal(pdf, signer)


def test_a_page_without_a_place_for_the_seal_is_refused(signer: Signer):
    blank = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(blank)
    with pytest.raises(SealFailed, match="form"):
        seal(blank.getvalue(), signer)


def test_a_sealed_document_is_not_sealed_again(sealed: bytes, signer: Signer):
    with pytest.raises(SealFailed):
        seal(sealed, signer)


def unsealed(sealed: bytes) -> bytes:
    """The rendered bytes: all up to the first end of file."""
    end = sealed.index(b"%%EOF") + len(b"%%EOF\n")
    return sealed[:end]
