"""Reading the seals of a file with pyHanko. Imported late: it takes a second."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from asn1crypto import parser
from pyhanko.pdf_utils.decode_limits import (
    DEFAULT_PURPOSE_LIMITS,
    DecodeLimits,
    DecodePurpose,
    StreamDecodeLimits,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel, TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from wedforms.documents.pades import to_asn1
from wedforms.documents.verify import SealFacts, Trust

#: Their tracebacks say no more than the verdict.
for _name_of_logger in ("pyhanko.sign.validation", "pyhanko_certvalidator"):
    logging.getLogger(_name_of_logger).setLevel(logging.CRITICAL)

_MEGABYTE: Final = 1024 * 1024
#: A few kilobytes may not become gigabytes in memory.
_LIMITS: Final = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=64 * _MEGABYTE),
    per_purpose={
        **DEFAULT_PURPOSE_LIMITS,
        DecodePurpose.XREF_STREAM: StreamDecodeLimits(max_output_size=8 * _MEGABYTE),
    },
)
_COVERING: Final = frozenset(
    {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}
)
_UNTOUCHED: Final = frozenset({ModificationLevel.NONE, ModificationLevel.LTA_UPDATES})


def inspect(pdf: bytes, trust: Trust) -> SealFacts:
    """What the seals of the file say; a file that cannot be read has no facts but a problem."""
    try:
        return _inspect(pdf, trust)
    except (MemoryError, RecursionError):
        return SealFacts(problems=("The file is built to exhaust its reader.",))
    except Exception as problem:  # noqa: BLE001 - damage shows as any error of the parser
        return SealFacts(problems=(f"The file is damaged: {_one_line(problem)}",))


def _inspect(pdf: bytes, trust: Trust) -> SealFacts:
    reader = PdfFileReader(BytesIO(pdf), decode_limits=_LIMITS)
    if reader.encrypted:
        return SealFacts(problems=("The file is encrypted; ours never are.",))
    seals: Sequence[EmbeddedPdfSignature] = reader.embedded_regular_signatures
    if not seals:
        return SealFacts(problems=("The file carries no seal.",))
    statuses = [validate_pdf_signature(seal, _context(trust)) for seal in seals]
    first = statuses[0]
    problems = [words for status in statuses for words in _problems(status)]
    covered = _every_byte_covered(pdf, reader.embedded_signatures)
    if not covered:
        problems.append("There are bytes that no seal covers.")
    if len(seals) > 1:
        problems.append("The file carries more than one signature.")
    return SealFacts(
        intact=covered and all(_intact(status) for status in statuses),
        unchanged=len(seals) == 1 and _unchanged(first),
        trusted=first.trusted,
        signer=_name(first),
        fingerprint=hashlib.sha256(first.signing_cert.dump()).hexdigest(),
        sealed_at=_time(first),
        timestamped=_proof_of_time(first) is not None,
        problems=tuple(problems),
    )


def _context(trust: Trust) -> ValidationContext:
    anchors = [to_asn1(certificate) for certificate in (*trust.own, *trust.roots)]
    return ValidationContext(trust_roots=anchors, allow_fetching=False)


def _intact(status: PdfSignatureStatus) -> bool:
    covered = status.coverage in _COVERING
    return status.intact and status.valid and covered


def _every_byte_covered(pdf: bytes, signatures: Sequence[EmbeddedPdfSignature]) -> bool:
    """The last signature reaches the end, and the gaps hold signatures and zeros, nothing else."""
    start, length = list(signatures[-1].byte_range)[2:]
    return start + length == len(pdf) and all(_tight_gap(pdf, one) for one in signatures)


def _tight_gap(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    first, before, after, _ = signature.byte_range
    gap, padded = pdf[first + before : after], signature.pkcs7_content
    envelope = b"".join(parser.parse(padded, strict=False)[3:])
    return first == 0 and gap == b"<%s>" % envelope.ljust(len(padded), b"\0").hex().upper().encode()


def _unchanged(status: PdfSignatureStatus) -> bool:
    return status.modification_level in _UNTOUCHED and status.docmdp_ok is not False


def _problems(status: PdfSignatureStatus) -> list[str]:
    found = []
    if not status.intact:
        found.append("The sealed content was changed.")
    if not status.valid:
        found.append("The seal itself is broken.")
    if status.coverage not in _COVERING:
        found.append("The seal does not cover the entire file.")
    if not _unchanged(status):
        found.append("Something was added after sealing.")
    if not status.trusted:
        found.append("The certificate of the seal is not trusted here.")
    return found


def _name(status: PdfSignatureStatus) -> str:
    return str(status.signing_cert.subject.native.get("common_name", ""))


def _time(status: PdfSignatureStatus) -> datetime | None:
    stamp = _proof_of_time(status)
    return stamp.timestamp if stamp is not None else status.signer_reported_dt


def _proof_of_time(status: PdfSignatureStatus) -> TimestampSignatureStatus | None:
    """The time that somebody trusted here vouches for: anybody can put another into a seal."""
    stamp = status.timestamp_validity
    return stamp if stamp is not None and stamp.trusted else None


def _one_line(problem: Exception) -> str:
    words = " ".join(str(problem).split())[:200]
    return words or type(problem).__name__
