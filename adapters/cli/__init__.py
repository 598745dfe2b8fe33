"""The command line: one folder, one command a file."""
