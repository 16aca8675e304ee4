"""The commands of the terminal, one a file; heavy rooms are imported when a command runs."""
