"""Couples: who they are, how the relationship goes, and finding them again."""

from wedforms.core.clients import Client, ClientContact

__all__ = ["Client", "ClientContact"]
