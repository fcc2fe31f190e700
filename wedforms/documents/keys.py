"""The key that seals documents: a PKCS #12 file in production, one made on first run otherwise."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from wedforms.documents.errors import CertificatesUnusable, KeyUnusable

BITS: Final = 3072
TEN_YEARS: Final = timedelta(days=3653)
CLOCK_SKEW: Final = timedelta(hours=1)
_KEY_FILE: Final = "seal.pem"
CERTIFICATE_FILE: Final = "seal-certificate.pem"

SigningKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Signer:
    """A loaded private key with its certificate and the certificates above it."""

    key: SigningKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()


def load_signer(path: Path, *, passphrase: str) -> Signer:
    """The key of a PKCS #12 file, or KeyUnusable saying why not."""
    try:
        content = path.read_bytes()
        found = pkcs12.load_key_and_certificates(content, passphrase.encode() or None)
    except OSError as problem:
        raise KeyUnusable(f"{path}: {problem.strerror}.") from None
    except ValueError:
        raise KeyUnusable(f"{path} is no PKCS #12 file, or its passphrase is another.") from None
    key, certificate, chain = found
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) or certificate is None:
        raise KeyUnusable(f"{path} holds no RSA or elliptic-curve key with its certificate.")
    return Signer(key, certificate, tuple(chain))


def development_signer(folder: Path, *, now: datetime) -> Signer:
    """The self-signed key of this installation, made in `folder` when there is none.

    Its certificate lies beside it for `pyhanko sign validate --trust`. Two processes that start
    together end with the same key.
    """
    path = folder / _KEY_FILE
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_once(path, _pem(make_signer(now=now)))
    signer = _read_pem(path)
    certificate = folder / CERTIFICATE_FILE
    if not certificate.exists():
        certificate.write_bytes(certificate_pem(signer.certificate))
    return signer


def make_signer(*, now: datetime) -> Signer:
    """A new RSA key with a self-signed certificate that may do nothing but sign documents."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "WedForms"),
            x509.NameAttribute(NameOID.COMMON_NAME, "WedForms document seal (development)"),
        ]
    )
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = (
        x509.CertificateBuilder(subject_name=name, issuer_name=name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SKEW)
        .not_valid_after(now + TEN_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signing_only(), critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )
    return Signer(key, certificate)


def certificate_pem(certificate: x509.Certificate) -> bytes:
    """A certificate as others import it."""
    return certificate.public_bytes(serialization.Encoding.PEM)


def load_certificates(path: Path) -> list[x509.Certificate]:
    """Every certificate in a PEM file, or CertificatesUnusable saying why not."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except OSError as problem:
        raise CertificatesUnusable(f"{path}: {problem.strerror}.") from None
    except ValueError:
        raise CertificatesUnusable(f"{path} holds no certificate in PEM form.") from None


def fingerprint(certificate: x509.Certificate) -> str:
    """The SHA-256 of a certificate, in hex."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def _signing_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(signer: Signer) -> bytes:
    key = signer.key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return key + certificate_pem(signer.certificate)


def _read_pem(path: Path) -> Signer:
    try:
        content = path.read_bytes()
        key = serialization.load_pem_private_key(content, password=None)
        certificate = x509.load_pem_x509_certificate(content)
    except (OSError, ValueError) as problem:
        raise KeyUnusable(f"{path}: {problem}") from None
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyUnusable(f"{path} holds no RSA or elliptic-curve key.")
    return Signer(key, certificate)


def _write_once(path: Path, content: bytes) -> None:
    """Put a complete file at `path`, for its owner alone, unless another process was first."""
    handle, name = tempfile.mkstemp(dir=path.parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink()
