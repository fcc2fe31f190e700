"""The pages that couples see: fill in, keep, send, and look at what was sent."""

from wedforms.web.public.register import register_public

__all__ = ["register_public"]
