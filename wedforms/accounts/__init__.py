"""Accounts: organizations and the people in them."""
