"""Forms: designing, publishing and finding them."""

from wedforms.forms.models import Form, FormField, FormLink, FormVersion

__all__ = ["Form", "FormField", "FormLink", "FormVersion"]
