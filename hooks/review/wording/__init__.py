"""A datum in words of one language: values, names, denominators, provenance, prose, citations."""
