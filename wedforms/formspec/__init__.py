"""The pure core: what a form is, and whether answers to it are right."""
