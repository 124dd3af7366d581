"""New sources as texts: a trial table, a section, a reference, a whole review. Pure: nothing is
fetched or written here."""
