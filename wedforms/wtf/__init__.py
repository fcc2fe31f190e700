"""Forms on pages: WTForms fields over flat inputs, drawn by one macro for each field type."""
