"""Files become values that know their place: YAML, Markdown, BibTeX, numerals, pictures."""
