"""Publishing a form, and what was published before."""
