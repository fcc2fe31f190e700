"""Verification reports every kind of change and never fails on any bytes."""

from __future__ import annotations

import json
import random
import re
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import TextStringObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from tests.documents.samples import NOW
from wedforms.documents.keys import Signer, certificate_pem, development_signer, make_signer
from wedforms.documents.pades import _LoadedKey
from wedforms.documents.verify import (
    LARGEST,
    Trust,
    Verdict,
    trusted_certificates,
    verify_document,
)
from wedforms.settings import Settings

SAMPLES = 200
NESTED = (
    b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/A "
    + b"[" * 200_000
    + b"]" * 200_000
    + b">>\nstartxref\n9\n%%EOF"
)


def test_a_sealed_document_is_ours_whole_and_unchanged(sealed: bytes, trust: Trust):
    verdict = verify_document(sealed, trust=trust)
    assert verdict.good
    assert verdict.problems == ()
    assert verdict.signer == "WedForms document seal (development)"
    assert verdict.sealed_at is not None
    assert abs((verdict.sealed_at - datetime.now(UTC)).total_seconds()) < 3600


def test_the_verdict_is_json(sealed: bytes, trust: Trust):
    said = json.loads(json.dumps(verify_document(sealed, trust=trust).as_json()))
    assert {"good", "ours", "whole", "unchanged", "signer", "sealed_at", "sha256"} <= said.keys()
    assert said["good"] is True


@pytest.mark.parametrize("known", [True, False])
def test_the_record_is_asked_too(known: bool, sealed: bytes, signer: Signer):
    stranger = Trust(own=(make_signer(now=NOW).certificate,))
    verdict = verify_document(sealed, trust=stranger, known=known)
    assert verdict.ours is known
    assert ("No issued document has this content." in verdict.problems) is not known


def test_another_key_is_not_ours(sealed: bytes):
    verdict = verify_document(sealed, trust=Trust(own=(make_signer(now=NOW).certificate,)))
    assert (verdict.ours, verdict.whole, verdict.unchanged) == (False, True, True)
    assert not verdict.good


def test_every_sampled_changed_byte_is_reported(sealed: bytes, trust: Trust):
    first, before, after, rest = signed_ranges(sealed)
    signed = [*range(first, before), *range(after, after + rest)]
    for position in random.Random(2).sample(signed, SAMPLES):
        assert_reported(flipped(sealed, position), trust)


def test_a_changed_page_is_called_changed_and_still_sealed_by_us(sealed: bytes, trust: Trust):
    verdict = verify_document(flipped(sealed, signed_ranges(sealed)[1] // 2), trust=trust)
    assert (verdict.good, verdict.whole, verdict.unchanged) == (False, False, False)
    assert not [words for words in verdict.problems if "not made with a certificate" in words]


def test_a_changed_byte_of_the_signature_itself_is_reported(sealed: bytes, trust: Trust):
    _, before, after, _ = signed_ranges(sealed)
    for position in random.Random(3).sample(range(before, after), SAMPLES // 4):
        assert_reported(flipped(sealed, position), trust)


@pytest.mark.parametrize("more", [b"\n", b"%", b"<html>", b"\0" * 5000], ids=repr)
def test_bytes_after_the_end_are_reported(more: bytes, sealed: bytes, trust: Trust):
    assert_reported(sealed + more[:10], trust)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9, 0.999])
def test_a_cut_off_file_is_reported(share: float, sealed: bytes, trust: Trust):
    assert_reported(sealed[: int(len(sealed) * share)], trust)


def test_a_later_revision_is_reported(sealed: bytes, trust: Trust):
    changed = BytesIO(sealed)
    writer = IncrementalPdfFileWriter(changed)
    writer.root[pdf_name("/Lang")] = TextStringObject("fr")
    writer.update_root()
    writer.write_in_place()
    verdict = verify_document(changed.getvalue(), trust=trust)
    assert not verdict.unchanged
    assert not verdict.good


class _Careless(PdfSigner):
    """Signs what forbids it, as whoever wants to deceive does."""

    def _enforce_certification_constraints(self, reader):
        """Nothing is forbidden."""


def test_a_second_signature_is_reported(sealed: bytes, trust: Trust):
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    signer = _Careless(PdfSignatureMetadata(field_name="Another"), _LoadedKey(make_signer(now=NOW)))
    verdict = verify_document(signer.sign_pdf(writer).getvalue(), trust=trust)
    assert "The file carries more than one signature." in verdict.problems
    assert (verdict.good, verdict.unchanged) == (False, False)


def test_a_rewritten_copy_is_reported(sealed: bytes, trust: Trust):
    copy = BytesIO()
    with pikepdf.open(BytesIO(sealed)) as pdf:
        pdf.save(copy)
    assert_reported(copy.getvalue(), trust)


def test_an_encrypted_copy_is_reported(sealed: bytes, trust: Trust):
    copy = BytesIO()
    with pikepdf.open(BytesIO(sealed)) as pdf:
        pdf.save(copy, encryption=pikepdf.Encryption(owner="a", user=""))
    verdict = verify_document(copy.getvalue(), trust=trust)
    assert verdict.problems == ("The file is encrypted; ours never are.",)
    assert not verdict.good


def test_a_file_without_a_seal_is_reported(trust: Trust):
    blank = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(blank)
    verdict = verify_document(blank.getvalue(), trust=trust)
    assert verdict.problems == ("The file carries no seal.",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04 a zip", "The file is not a PDF."),
        (b"\0" * 4096, "The file is not a PDF."),
        (b"%PDF-1.7", "The file is damaged"),
        (NESTED, "The file is built to exhaust its reader."),
        (b"%PDF-1.7\n1 0 obj<</A 1 0 R>>endobj\ntrailer<</Root 1 0 R>>startxref\n9\n%%EOF", "The"),
    ],
    ids=["empty", "zip", "zeros", "head only", "nested", "circular"],
)
def test_garbage_gets_words(content: bytes, words: str, trust: Trust):
    verdict = verify_document(content, trust=trust)
    assert verdict.problems[0].startswith(words)
    assert not verdict.good


def test_a_huge_file_is_not_read(trust: Trust):
    verdict = verify_document(b"%PDF-1.7\n" + bytes(LARGEST), trust=trust)
    assert verdict.problems == ("The file is larger than 64 MB.",)


@pytest.mark.parametrize("megabytes", [12, 256])
def test_a_file_that_would_fill_the_memory_is_not_unpacked(megabytes: int, trust: Trust):
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()
    entries = megabytes << 18
    head = (
        b"1 0 obj<</Type/XRef/Size 9/W[1 2 1]/Index[0 %d]/Root 2 0 R/Filter/FlateDecode" % entries
    )
    stream = b"/Length %d>>stream\n%s\nendstream endobj\n" % (len(packed), packed)
    pdf = b"%PDF-1.7\n" + head + stream + b"startxref\n9\n%%EOF"
    verdict = verify_document(pdf, trust=trust)
    assert "exceeds the limit" in verdict.problems[0]


def test_random_damage_never_fails(sealed: bytes, trust: Trust):
    chance = random.Random(5)
    for _ in range(60):
        start = chance.randrange(len(sealed))
        end = min(len(sealed), start + chance.randrange(1, 3000))
        damaged = sealed[:start] + chance.randbytes(chance.randrange(2000)) + sealed[end:]
        assert_reported(damaged, trust)


def test_an_installation_trusts_its_own_keys_old_and_new(
    tmp_path: Path, sealed: bytes, signer: Signer
):
    keys = tmp_path / "keys"
    development_signer(keys, now=NOW)
    (keys / "certificate-of-last-year.pem").write_bytes(certificate_pem(signer.certificate))
    trust = trusted_certificates(Settings(data_folder=str(tmp_path)))
    assert len(trust.own) == 2
    assert verify_document(sealed, trust=trust).good


def test_an_installation_without_keys_trusts_nobody(tmp_path: Path, sealed: bytes):
    trust = trusted_certificates(Settings(data_folder=str(tmp_path)))
    assert not verify_document(sealed, trust=trust).good


def assert_reported(content: bytes, trust: Trust) -> None:
    verdict: Verdict = verify_document(content, trust=trust)
    assert not verdict.good
    assert not verdict.whole or not verdict.unchanged
    assert verdict.problems


def flipped(content: bytes, position: int) -> bytes:
    changed = bytearray(content)
    changed[position] ^= 1 << (position % 8)
    return bytes(changed)


def signed_ranges(content: bytes) -> list[int]:
    found = re.search(rb"/ByteRange \[([0-9 ]+)\]", content)
    assert found
    return [int(number) for number in found[1].split()]
