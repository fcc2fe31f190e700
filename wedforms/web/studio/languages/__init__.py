"""The languages of a form: which it speaks, and its texts beside their translations."""
