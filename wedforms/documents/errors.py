"""What can go wrong with a document; each error states a fact and carries it."""

from __future__ import annotations


class DocumentError(Exception):
    """The root of everything this package raises."""


class RenderFailed(DocumentError):
    """The document could not be rendered."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{self.__doc__} {reason}")


class SealFailed(DocumentError):
    """The document could not be sealed."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{self.__doc__} {reason}")


class CertificatesUnusable(DocumentError):
    """The trusted certificates cannot be used."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{self.__doc__} {reason}")


class KeyUnusable(DocumentError):
    """The signing key cannot be used."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{self.__doc__} {reason}")
