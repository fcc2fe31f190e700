"""The acts work on a database in which two suppliers have published forms."""

from tests.published import database, engine, ours, published, theirs, two_organizations

__all__ = ["database", "engine", "ours", "published", "theirs", "two_organizations"]
