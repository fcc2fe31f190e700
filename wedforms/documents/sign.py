"""The seal: rendered bytes in, bytes with a certifying PAdES signature out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509

from wedforms.documents.keys import Signer, load_certificates
from wedforms.settings import Settings

#: The signature field that every template draws.
SEAL_FIELD: Final = "Seal"


@dataclass(frozen=True, slots=True)
class Timestamps:
    """Where proofs of time come from; with `roots` the evidence for later years is embedded too."""

    url: str
    roots: tuple[x509.Certificate, ...] = ()


def timestamps_of(settings: Settings) -> Timestamps | None:
    """The configured timestamp authority with the roots it is trusted by, if there is one."""
    if not settings.timestamp_url:
        return None
    roots = load_certificates(Path(settings.trust_roots)) if settings.trust_roots else []
    return Timestamps(settings.timestamp_url, tuple(roots))


def seal(pdf: bytes, signer: Signer, *, timestamps: Timestamps | None = None) -> bytes:
    """Certify a rendered document; no change is permitted afterwards.

    PAdES B-B, B-T with a timestamp authority, B-LTA with its trust roots. Raises SealFailed.
    """
    from wedforms.documents import pades  # noqa: PLC0415 - pyHanko takes a second

    return pades.certify(pdf, signer, timestamps)
