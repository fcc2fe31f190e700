"""How the seal is made with pyHanko. Imported late: it takes a second."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Final

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import Signer as CmsSigner
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSignatureMetadata,
    PdfSigner,
    TimestampDSSContentSettings,
)
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.stamp.noop import NoOpStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import ValidationError

from wedforms.documents.errors import SealFailed
from wedforms.documents.keys import Signer
from wedforms.documents.sign import SEAL_FIELD, Timestamps

DIGEST: Final = "sha256"
BYTES_RESERVED: Final = 16_384  # hex digits: the certificates with much room
BYTES_RESERVED_WITH_TIME: Final = 65_536

#: All evidence stands before the last proof of time, so that this one covers the entire file.
EVIDENCE_BEFORE_TIME: Final = DSSContentSettings(
    include_vri=False,
    next_ts_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
)


class _LoadedKey(CmsSigner):
    """Signs with a key already loaded; pyHanko's own signer parses it for each signature."""

    def __init__(self, signer: Signer) -> None:
        super().__init__(signing_cert=to_asn1(signer.certificate))
        for certificate in signer.chain:
            self.cert_registry.register(to_asn1(certificate))
        self._key = signer.key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,  # noqa: ARG002 - always DIGEST here
        dry_run: bool = False,  # noqa: ARG002, FBT001, FBT002 - pyHanko's signature
    ) -> bytes:
        """The signature of `data`."""
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


class _SealingWriter(IncrementalPdfFileWriter):
    """Adds the signature and nothing else.

    pyHanko would rewrite the XMP in its own spelling and let the two sets of metadata disagree,
    which PDF/A forbids.
    """

    def _update_meta(self) -> None:
        """Leave the metadata as they were rendered."""


def certify(pdf: bytes, signer: Signer, timestamps: Timestamps | None) -> bytes:
    """Put the certifying signature into the field that the template drew, or raise SealFailed."""
    sealer = PdfSigner(
        _metadata(signer, timestamps),
        _loaded(signer),
        timestamper=HTTPTimeStamper(timestamps.url) if timestamps else None,
        stamp_style=NoOpStampStyle(),
    )
    reserved = BYTES_RESERVED_WITH_TIME if timestamps else BYTES_RESERVED
    try:
        writer = _SealingWriter(BytesIO(pdf))
        sealed = sealer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=reserved)
    except TimestampRequestError as problem:
        raise SealFailed(f"The timestamp authority does not answer: {problem}") from problem
    except (SigningError, PdfError, ValidationError, OSError) as problem:
        raise SealFailed(str(problem)) from problem
    return bytes(sealed.getbuffer())


def to_asn1(certificate: x509.Certificate) -> asn1.Certificate:
    """A certificate as pyHanko reads it."""
    return asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


@lru_cache(maxsize=8)
def _loaded(signer: Signer) -> _LoadedKey:
    return _LoadedKey(signer)


def _metadata(signer: Signer, timestamps: Timestamps | None) -> PdfSignatureMetadata:
    lasting = bool(timestamps and timestamps.roots)
    return PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason="Issued and sealed electronically",
        embed_validation_info=lasting,
        use_pades_lta=lasting,
        dss_settings=EVIDENCE_BEFORE_TIME,
        validation_context=_trust(signer, timestamps) if timestamps and lasting else None,
    )


def _trust(signer: Signer, timestamps: Timestamps) -> ValidationContext:
    own = signer.certificate
    self_signed = (own,) if own.issuer == own.subject else ()
    return ValidationContext(
        trust_roots=[to_asn1(one) for one in (*timestamps.roots, *self_signed)],
        other_certs=[to_asn1(one) for one in signer.chain],
        allow_fetching=True,
    )
