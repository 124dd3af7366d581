"""What other programs get: citations, metadata, open data, Markdown beside the pages."""
