"""Is a PDF ours, whole and unchanged? A verdict for any bytes, never an exception."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from sqlalchemy import Engine

from wedforms.core.lookup import document_by_sha256
from wedforms.documents.keys import fingerprint, load_certificates, load_signer
from wedforms.settings import Settings

LARGEST: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Trust:
    """Our own sealing certificates, old ones too, and the roots that others hang on."""

    own: tuple[x509.Certificate, ...]
    roots: tuple[x509.Certificate, ...] = ()


def trusted_certificates(settings: Settings) -> Trust:
    """What this installation believes: its own certificates and the configured roots.

    Certificates of earlier sealing keys are kept as `keys/*certificate*.pem` in the data folder.
    """
    folder = Path(settings.data_folder) / "keys"
    own = [
        one for path in sorted(folder.glob("*certificate*.pem")) for one in load_certificates(path)
    ]
    if settings.signing_key:
        signer = load_signer(Path(settings.signing_key), passphrase=settings.signing_passphrase)
        own.append(signer.certificate)
    roots = load_certificates(Path(settings.trust_roots)) if settings.trust_roots else []
    return Trust(tuple(dict.fromkeys(own)), tuple(roots))


@dataclass(frozen=True, slots=True)
class SealFacts:
    """What the seals of a file say, before anyone is believed."""

    intact: bool = False
    unchanged: bool = False
    trusted: bool = False
    signer: str = ""
    fingerprint: str = ""
    sealed_at: datetime | None = None
    timestamped: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found.

    `ours`: its content is on record, or our certificate sealed it. `whole`: the seal fits every
    byte it covers, and covers them all. `unchanged`: neither was any of it altered, nor anything
    added after sealing but proofs of time. `known`: an issued document has this very content; None
    when no database was asked.
    """

    ours: bool
    whole: bool
    unchanged: bool
    known: bool | None
    signer: str
    sealed_at: datetime | None
    timestamped: bool
    sha256: str
    problems: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether the file can be relied upon."""
        return self.ours and self.whole and self.unchanged

    def as_json(self) -> dict[str, Any]:
        """The verdict as JSON, the stable answer of `wedforms document verify`."""
        facts = asdict(self)
        facts["sealed_at"] = self.sealed_at.isoformat() if self.sealed_at else None
        facts["problems"] = list(self.problems)
        return {"good": self.good, **facts}


def is_on_record(engine: Engine, pdf: bytes) -> bool:
    """Whether an issued document, of whichever organization, has this very content."""
    return document_by_sha256(engine, _sha256(pdf)) is not None


def verify_document(pdf: bytes, *, trust: Trust, known: bool | None = None) -> Verdict:
    """Judge a file; `known` is what `is_on_record` said of it, if the database was asked."""
    facts = _read(pdf, trust)
    own = {fingerprint(certificate) for certificate in trust.own}
    is_own = facts.fingerprint in own
    by_us = facts.trusted and is_own
    problems = list(facts.problems)
    if facts.signer and not is_own:
        problems.append("The seal is not made with a certificate of ours.")
    if known is False:
        problems.append("No issued document has this content.")
    return Verdict(
        ours=bool(known) or by_us,
        whole=facts.intact,
        unchanged=facts.unchanged and facts.intact,
        known=known,
        signer=facts.signer,
        sealed_at=facts.sealed_at,
        timestamped=facts.timestamped,
        sha256=_sha256(pdf),
        problems=tuple(problems),
    )


def _sha256(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


def _read(pdf: bytes, trust: Trust) -> SealFacts:
    if not pdf:
        return SealFacts(problems=("The file is empty.",))
    if len(pdf) > LARGEST:
        return SealFacts(problems=(f"The file is larger than {LARGEST // 1024**2} MB.",))
    if b"%PDF-" not in pdf[:1024]:
        return SealFacts(problems=("The file is not a PDF.",))
    from wedforms.documents import inspection  # noqa: PLC0415 - pyHanko takes a second

    return inspection.inspect(pdf, trust)
