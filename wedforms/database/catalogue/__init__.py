"""The catalogue check: what the database promises, read from PostgreSQL's own catalogue.

Each module holds rules of one kind; a rule is a name, words and a query for the places that break
it. `promises` says what this schema intends.
"""
