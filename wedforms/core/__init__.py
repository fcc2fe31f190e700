"""The shared core schema: the tables of the wider business, and the scope that parts tenants.

All its tables are loaded together: rows anywhere point at them by name.
"""

from wedforms.core import accounts, clients, communications, journeys, payments, security

__all__ = ["accounts", "clients", "communications", "journeys", "payments", "security"]
