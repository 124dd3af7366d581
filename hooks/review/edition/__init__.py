"""The review on one day, for one reader: an edition, its pages, a view in one language."""
