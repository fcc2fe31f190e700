"""The shared core schema: the tables of the wider business, and the scope that parts tenants."""
