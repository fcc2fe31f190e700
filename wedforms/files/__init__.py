"""Files that people upload and documents that are issued, kept by content."""

from wedforms.files.models import StoredFile

__all__ = ["StoredFile"]
