"""With a timestamp authority the seal proves its time; with trust roots, for years."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import cms

from tests.documents.authority import Authority, running_authority
from wedforms.documents.errors import SealFailed
from wedforms.documents.keys import Signer, certificate_pem
from wedforms.documents.sign import Timestamps, seal, timestamps_of
from wedforms.documents.verify import Trust, verify_document
from wedforms.settings import Settings


@pytest.fixture(scope="module")
def authority() -> Iterator[Authority]:
    with running_authority() as running:
        yield running


@pytest.fixture(scope="module")
def rendered(sealed: bytes) -> bytes:
    return sealed[: sealed.index(b"%%EOF") + len(b"%%EOF\n")]


@pytest.fixture(scope="module")
def with_time(rendered: bytes, authority: Authority) -> bytes:
    return seal(rendered, authority.signer, timestamps=Timestamps(authority.url))


@pytest.fixture(scope="module")
def for_years(rendered: bytes, authority: Authority) -> bytes:
    roots = (authority.root.certificate,)
    return seal(rendered, authority.signer, timestamps=Timestamps(authority.url, roots))


@pytest.fixture
def believed(authority: Authority) -> Trust:
    return Trust(own=(authority.signer.certificate,), roots=(authority.root.certificate,))


def test_a_seal_with_time_is_good_and_timestamped(with_time: bytes, believed: Trust):
    verdict = verify_document(with_time, trust=believed)
    assert verdict.good
    assert verdict.timestamped


def test_the_time_is_that_of_the_authority_and_not_of_whoever_sealed(
    with_time: bytes, authority: Authority, believed: Trust
):
    assert verify_document(with_time, trust=believed).sealed_at == authority.clock


def test_a_time_that_nobody_trusted_vouches_for_is_no_proof(with_time: bytes, authority: Authority):
    verdict = verify_document(with_time, trust=Trust(own=(authority.signer.certificate,)))
    assert verdict.good
    assert not verdict.timestamped
    assert verdict.sealed_at is not None
    assert verdict.sealed_at > authority.clock


def test_the_time_of_something_else_is_no_proof(
    with_time: bytes, authority: Authority, believed: Trust
):
    verdict = verify_document(restamped(with_time, authority), trust=believed)
    assert verdict.good
    assert not verdict.timestamped
    assert verdict.sealed_at != authority.clock


def restamped(sealed: bytes, authority: Authority) -> bytes:
    """The seal with a stamp that the authority made for other bytes: it is not signed itself."""
    found = re.search(rb"/Contents <([0-9A-Fa-f]+)>", sealed)
    assert found
    envelope = cms.ContentInfo.load(bytes.fromhex(found[1].decode()), strict=False)
    stamp = {"type": "signature_time_stamp_token", "values": [authority.token(b"something else")]}
    signer = envelope["content"]["signer_infos"][0]
    signer["unsigned_attrs"] = cms.CMSAttributes([cms.CMSAttribute(stamp)])
    changed = envelope.dump(force=True).hex().upper().encode()
    return sealed.replace(found[1], changed.ljust(len(found[1]), b"0"))


def test_a_lasting_seal_is_good_though_evidence_follows_it(for_years: bytes, believed: Trust):
    verdict = verify_document(for_years, trust=believed)
    assert verdict.problems == ()
    assert verdict.good
    assert verdict.timestamped


def test_whoever_else_hangs_on_our_roots_is_not_us(
    with_time: bytes, authority: Authority, signer: Signer
):
    trust = Trust(own=(signer.certificate,), roots=(authority.root.certificate,))
    verdict = verify_document(with_time, trust=trust)
    assert (verdict.ours, verdict.whole, verdict.unchanged) == (False, True, True)
    assert verdict.problems == ("The seal is not made with a certificate of ours.",)


def test_a_lasting_seal_carries_its_evidence(for_years: bytes, authority: Authority):
    with pikepdf.open(BytesIO(for_years)) as pdf:
        assert len(pdf.Root.DSS.Certs) >= 3
        assert len(pdf.Root.DSS.CRLs) >= 1
        kinds = [str(field.V.SubFilter) for field in pdf.Root.AcroForm.Fields]
    assert kinds == ["/ETSI.CAdES.detached", "/ETSI.RFC3161"]
    assert "/list.crl" in authority.requests


def test_pyhanko_validates_the_lasting_seal_as_ades(
    for_years: bytes, authority: Authority, tmp_path: Path
):
    (tmp_path / "root.pem").write_bytes(certificate_pem(authority.root.certificate))
    (tmp_path / "file.pdf").write_bytes(for_years)
    command = [Path(sys.executable).with_name("pyhanko"), "sign", "adesverify", "--trust"]
    done = subprocess.run(
        [*command, "root.pem", "file.pdf"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "INTACT:TRUSTED" in done.stdout + done.stderr


def test_reading_a_seal_asks_nobody(
    with_time: bytes, for_years: bytes, authority: Authority, believed: Trust
):
    before = list(authority.requests)
    for content in (with_time, for_years):
        verify_document(content, trust=believed)
    assert authority.requests == before


@pytest.mark.parametrize("place", [0.2, 0.5, 0.7])
def test_a_changed_byte_of_a_lasting_document_is_reported(
    place: float, for_years: bytes, rendered: bytes, believed: Trust
):
    changed = bytearray(for_years)
    changed[int(len(rendered) * place)] ^= 4
    assert not verify_document(bytes(changed), trust=believed).good


def test_bytes_after_a_lasting_seal_are_reported(for_years: bytes, believed: Trust):
    assert not verify_document(for_years + b"\n", trust=believed).good


def test_a_silent_authority_is_a_clear_failure(rendered: bytes, signer: Signer):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(SealFailed, match="timestamp authority does not answer"):
            seal(rendered, signer, timestamps=Timestamps(nobody))


def test_settings_name_the_authority_and_its_roots(authority: Authority, tmp_path: Path):
    path = tmp_path / "roots.pem"
    path.write_bytes(certificate_pem(authority.root.certificate))
    settings = Settings(timestamp_url=authority.url, trust_roots=str(path))
    assert timestamps_of(settings) == Timestamps(authority.url, (authority.root.certificate,))
    assert timestamps_of(Settings()) is None
