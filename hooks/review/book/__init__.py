"""The review as books: the built pages, written as Typst and printed as tagged PDF."""
