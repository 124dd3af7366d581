"""What changed: the log of the review as a page, and as items that a page and a feed tell alike."""
