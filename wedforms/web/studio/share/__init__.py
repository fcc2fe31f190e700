"""Sharing one form: its public link and code, the sites that show it, personal links."""
