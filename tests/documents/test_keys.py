"""Sealing keys: made once, kept to their owner, loaded with clear words about what is wrong."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    load_pem_private_key,
    pkcs12,
)

from tests.documents.samples import NOW
from wedforms.documents.errors import CertificatesUnusable, KeyUnusable
from wedforms.documents.keys import (
    CERTIFICATE_FILE,
    Signer,
    development_signer,
    fingerprint,
    load_certificates,
    load_signer,
)


def written(path: Path, signer: Signer, passphrase: bytes = b"") -> Path:
    encryption = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    content = pkcs12.serialize_key_and_certificates(
        b"seal", signer.key, signer.certificate, None, encryption
    )
    path.write_bytes(content)
    return path


def test_the_first_run_makes_a_key_and_later_runs_keep_it(tmp_path: Path):
    first = development_signer(tmp_path / "keys", now=NOW)
    second = development_signer(tmp_path / "keys", now=NOW)
    assert first.certificate == second.certificate
    assert first.key.key_size == 3072


def test_the_key_belongs_to_its_owner_alone(tmp_path: Path):
    development_signer(tmp_path / "keys", now=NOW)
    assert stat.S_IMODE((tmp_path / "keys/seal.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_the_certificate_may_sign_documents_and_make_no_other(signer: Signer):
    extensions = signer.certificate.extensions
    assert extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    usage = extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert (usage.value.digital_signature, usage.value.content_commitment) == (True, True)
    assert not usage.value.key_cert_sign
    assert not usage.value.crl_sign
    assert not usage.value.key_encipherment


def test_the_certificate_lies_beside_it_without_the_key(tmp_path: Path):
    signer = development_signer(tmp_path / "keys", now=NOW)
    path = tmp_path / "keys" / CERTIFICATE_FILE
    assert load_certificates(path) == [signer.certificate]
    with pytest.raises(ValueError, match="key"):
        load_pem_private_key(path.read_bytes(), password=None)


def test_processes_that_start_together_end_with_one_key(tmp_path: Path):
    with ThreadPoolExecutor(4) as together:
        made = together.map(lambda _: development_signer(tmp_path / "keys", now=NOW), range(4))
        assert len({fingerprint(signer.certificate) for signer in made}) == 1


@pytest.mark.parametrize("passphrase", ["", "correct horse"])
def test_a_production_key_is_loaded(passphrase: str, signer: Signer, tmp_path: Path):
    path = written(tmp_path / "key.p12", signer, passphrase.encode())
    assert load_signer(path, passphrase=passphrase).certificate == signer.certificate


def test_a_wrong_passphrase_is_told(signer: Signer, tmp_path: Path):
    path = written(tmp_path / "key.p12", signer, b"right")
    with pytest.raises(KeyUnusable, match="passphrase"):
        load_signer(path, passphrase="wrong")


def test_a_missing_file_is_told(tmp_path: Path):
    with pytest.raises(KeyUnusable, match="No such file"):
        load_signer(tmp_path / "none.p12", passphrase="")


def test_what_is_no_key_is_told(tmp_path: Path):
    path = tmp_path / "key.p12"
    path.write_bytes(b"not a key")
    with pytest.raises(KeyUnusable, match="no PKCS #12 file"):
        load_signer(path, passphrase="")


def test_a_key_that_cannot_seal_is_told(tmp_path: Path):
    key = ed25519.Ed25519PrivateKey.generate()
    content = pkcs12.serialize_key_and_certificates(b"x", key, None, None, NoEncryption())
    (tmp_path / "key.p12").write_bytes(content)
    with pytest.raises(KeyUnusable, match="no RSA or elliptic-curve key"):
        load_signer(tmp_path / "key.p12", passphrase="")


def test_a_damaged_development_key_is_told(tmp_path: Path):
    (tmp_path / "seal.pem").write_bytes(b"-----BEGIN")
    with pytest.raises(KeyUnusable, match=r"seal\.pem"):
        development_signer(tmp_path, now=NOW)


def test_certificates_that_are_none_are_told(tmp_path: Path):
    (tmp_path / "roots.pem").write_bytes(b"nothing")
    with pytest.raises(CertificatesUnusable, match=r"^The trusted certificates .* no certificate"):
        load_certificates(tmp_path / "roots.pem")
