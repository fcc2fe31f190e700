"""Why a file is not taken, as a code for programs and a sentence for the person who sent it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from wedforms.formspec.fieldtypes.showing import show_number, show_size, with_commas
from wedforms.formspec.wording import msgid

#: The language that the words are written in, and that the studio speaks.
_OWN: Final = "en-GB"

_WORDS: Final = {
    "empty": msgid("“{name}” is empty."),
    "too_large": msgid("“{name}” is too large: at most {limit} is possible."),
    "kind": msgid("“{name}” cannot be taken here. What can be sent: {accepted}."),
    "mismatch": msgid(
        "“{name}” is not what its name says. Please save it again and send that file."
    ),
    "broken": msgid("“{name}” is damaged or incomplete. Please save it again and send that file."),
    "markup": msgid(
        "“{name}” holds a web page or drawing code, which could do harm. "
        "Please send it as a JPG, PNG or PDF."
    ),
    "heic": msgid(
        "“{name}” is in Apple's HEIC format, which not everybody can open. Please send a JPEG: "
        "on an iPhone choose Settings, Camera, Formats, “Most Compatible” for new pictures; for "
        "this one choose Share, Options, “Most Compatible” in Photos, and save it to Files."
    ),
    "too_many_pixels": msgid(
        "“{name}” has more than {limit} megapixels. Please send a smaller picture."
    ),
    "bomb": msgid("“{name}” unpacks to far more than it should. Please save it again."),
    "locked": msgid("“{name}” is protected by a password. Please send it without one."),
    "active": msgid(
        "“{name}” contains programs or macros, which could do harm. Please remove them."
    ),
    "infected": msgid("“{name}” was refused by the virus scanner."),
    "scanner_silent": msgid(
        "Files cannot be checked at the moment, so “{name}” was not taken. "
        "Please try again in some minutes; what you have filled in is kept."
    ),
}


class FileError(Exception):
    """Something about a file."""


class UploadRefused(FileError):
    """A file that cannot be taken; `reason` is a stable code, the message is for its sender."""

    def __init__(
        self, reason: str, *, name: str, limit: int = 0, accepted: Iterable[str] = ()
    ) -> None:
        self.reason = reason
        self.name = name
        self.limit = limit
        self.accepted = sorted(accepted)
        #: What is said before the facts are put in, to be translated.
        self.words = _WORDS[reason].one
        super().__init__(self.words.format_map(self.facts(_OWN)))

    def facts(self, locale: str) -> dict[str, str]:
        """What is put into the words, as readers of this language write it."""
        show = show_size if self.reason == "too_large" else show_number
        return {
            "name": self.name,
            "limit": show(self.limit, locale),
            "accepted": with_commas([one.upper() for one in self.accepted], locale),
        }


class ContentRefused(FileError):
    """A content that its kind's check does not let pass; the name is not known there."""

    def __init__(self, reason: str, *, limit: int = 0) -> None:
        self.reason = reason
        self.limit = limit
        super().__init__(reason)


class FileMissing(FileError):
    """The store does not hold this content."""

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(f"the file store does not hold {sha256}")


class FileDamaged(FileError):
    """The stored content is not the one that was put there."""

    def __init__(self, sha256: str) -> None:
        self.sha256 = sha256
        super().__init__(f"the stored content of {sha256} was changed")


class StoreUnusable(FileError):
    """The configured place for files cannot be used."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"Files cannot be kept at {place}: {reason}")


class LinkInvalid(FileError):
    """The link to a file was altered or its five minutes are over."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)
