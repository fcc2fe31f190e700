"""A certificate authority of its own with revocation list and timestamps, served over HTTP."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from asn1crypto import cms, keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from wedforms.documents.keys import Signer

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass
class Authority:
    """Issues a sealing certificate and timestamps; `url` is where it answers, `clock` when."""

    url: str = ""
    clock: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0) - HOUR)
    requests: list[str] = field(default_factory=list)
    serials: dict[str, int] = field(default_factory=dict)

    @cached_property
    def root(self) -> Signer:
        key = new_key()
        builder = self._builder("Test root", key, issuer=None).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        builder = builder.add_extension(usage(ca=True), critical=True)
        return Signer(key, builder.sign(key, hashes.SHA256()))

    @cached_property
    def signer(self) -> Signer:
        return self._issue("Test sealing key", usage(ca=False), [])

    @cached_property
    def _stamper(self) -> DummyTimeStamper:
        issued = self._issue("Test clock", usage(ca=False), [ExtendedKeyUsageOID.TIME_STAMPING])
        store = SimpleCertificateStore()
        store.register(to_asn1(self.root.certificate))
        private = issued.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return DummyTimeStamper(
            to_asn1(issued.certificate),
            keys.PrivateKeyInfo.load(private),
            certs_to_embed=store,
            fixed_dt=self.clock,
        )

    def stamp(self, request: bytes) -> bytes:
        return self._stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump()

    def token(self, content: bytes) -> cms.ContentInfo:
        """A stamp for this content."""
        imprint = {
            "hash_algorithm": {"algorithm": "sha256"},
            "hashed_message": hashlib.sha256(content).digest(),
        }
        request = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "cert_req": True})
        return self._stamper.request_tsa_response(request)["time_stamp_token"]

    def revocation_list(self) -> bytes:
        now = datetime.now(UTC)
        builder = x509.CertificateRevocationListBuilder(
            issuer_name=self.root.certificate.subject, last_update=now - DAY, next_update=now + DAY
        )
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root.key.public_key())
        signed = builder.add_extension(x509.CRLNumber(1), critical=False).add_extension(
            identifier, critical=False
        )
        return signed.sign(self.root.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def _issue(
        self, name: str, key_usage: x509.KeyUsage, purposes: list[x509.ObjectIdentifier]
    ) -> Signer:
        key = new_key()
        point = x509.DistributionPoint(
            [x509.UniformResourceIdentifier(f"{self.url}/list.crl")], None, None, None
        )
        builder = (
            self._builder(name, key, issuer=self.root.certificate)
            .add_extension(key_usage, critical=True)
            .add_extension(x509.CRLDistributionPoints([point]), critical=False)
        )
        if purposes:
            builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=True)
        return Signer(key, builder.sign(self.root.key, hashes.SHA256()))

    def _builder(
        self, name: str, key: rsa.RSAPrivateKey, issuer: x509.Certificate | None
    ) -> x509.CertificateBuilder:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        signing = issuer.public_key() if issuer else key.public_key()
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.subject if issuer else subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - DAY)
            .not_valid_after(now + 365 * DAY)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(signing), critical=False
            )
        )


@contextmanager
def running_authority() -> Iterator[Authority]:
    """An authority that answers on this machine until the end."""
    authority = Authority()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(authority.stamp(asked), "application/timestamp-reply")

        def do_GET(self) -> None:
            self._answer(authority.revocation_list(), "application/pkix-crl")

        def _answer(self, content: bytes, media_type: str) -> None:
            authority.requests.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    authority.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def to_asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=not ca,
        key_cert_sign=ca,
        crl_sign=ca,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
