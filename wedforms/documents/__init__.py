"""Documents: contracts and invoices, numbered, frozen, rendered once and sealed."""

from wedforms.documents.models import Document, DocumentEvent, DocumentParty, DocumentSignature

__all__ = ["Document", "DocumentEvent", "DocumentParty", "DocumentSignature"]
