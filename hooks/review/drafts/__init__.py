"""New sources as texts; nothing is fetched or written here."""
