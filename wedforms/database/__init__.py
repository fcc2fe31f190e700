"""The database as a thing to run: its server, its roles, its migrations and its catalogue check."""
