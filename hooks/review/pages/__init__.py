"""One file a kind of page, in plain Markdown."""
