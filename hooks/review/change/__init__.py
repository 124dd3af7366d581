"""The clinical diff: what a change of the sources means for a reader. Two corpora in, changes out;
no git, no network."""
