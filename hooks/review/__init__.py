"""The pure core: sources in, problems, plain Markdown and data out. Knows nothing of MkDocs and
nothing of the disease."""
