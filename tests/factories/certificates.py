"""An authority of this machine, and the certificates of mail servers that it signs."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Authority:
    """Signs certificates; whoever trusts `path` trusts them."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def path(self) -> Path:
        return self.folder / "authority.pem"

    def server(self, *, address: str = "127.0.0.1", is_over: bool = False) -> ssl.SSLContext:
        """The context of a server at this address, its certificate in force or over."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = _signed(
            "a mail server",
            key.public_key(),
            issuer=self.certificate.subject,
            signer=self.key,
            until=datetime.now(UTC) + (-_DAY if is_over else _DAY),
            extension=x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]),
        )
        path = self.folder / f"{made.serial_number}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def new_authority(folder: Path) -> Authority:
    """An authority that keeps its files in the folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an authority of the tests")])
    made = _signed(
        "an authority of the tests",
        key.public_key(),
        issuer=name,
        signer=key,
        until=datetime.now(UTC) + _DAY,
        extension=x509.BasicConstraints(ca=True, path_length=None),
    )
    (folder / "authority.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return Authority(folder, key, made)


def _signed(
    name: str,
    key: ec.EllipticCurvePublicKey,
    *,
    issuer: x509.Name,
    signer: ec.EllipticCurvePrivateKey,
    until: datetime,
    extension: x509.ExtensionType,
) -> x509.Certificate:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - 30 * _DAY)
        .not_valid_after(until)
        .add_extension(extension, critical=False)
        .sign(signer, hashes.SHA256())
    )
