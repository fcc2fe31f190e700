"""How fast WedForms is, each work as a ratio to a baseline that runs beside it: `make bench`."""
