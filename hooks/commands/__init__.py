"""The command line: one file a command of ``python hooks``. Each reads arguments, calls the core
and prints."""
