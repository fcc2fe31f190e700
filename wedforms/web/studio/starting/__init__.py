"""Beginning a form from something: the gallery, templates, another form, a file from elsewhere."""
