"""The corpus as pages of plain Markdown."""
