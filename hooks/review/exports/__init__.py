"""What the review gives to other programs: the search index, citations, metadata, Markdown beside
the pages."""
