"""The web pages: routes, guards and the front end they wear."""
