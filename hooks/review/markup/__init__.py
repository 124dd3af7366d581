"""Markdown and HTML: escaping, tables, templates, labels of the interface."""
