"""The nouns of a review: trial, reference, vocabulary, settings, and the corpus that holds them."""
