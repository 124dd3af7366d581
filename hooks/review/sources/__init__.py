"""A file becomes values that know their place: YAML, Markdown, BibTeX, numerals, links,
pictures."""
