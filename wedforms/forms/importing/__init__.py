"""Forms that were designed elsewhere: read, and told what could not be carried."""

from wedforms.forms.importing.report import Imported, ImportRefused, Remark

__all__ = ["ImportRefused", "Imported", "Remark"]
