"""The six real forms, the organizations that own them, and their seeding."""
