"""The command line, one file a command: each reads arguments, calls the core and prints."""
