"""For any WSGI server: `wsgi:application`, configured by the environment."""

from wedforms.app import from_environment

application = from_environment()
