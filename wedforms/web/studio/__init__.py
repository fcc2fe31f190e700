"""The pages that suppliers work in, once they have signed in."""

from wedforms.web.studio.register import register_studio

__all__ = ["register_studio"]
