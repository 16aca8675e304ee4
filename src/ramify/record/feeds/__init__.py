"""Event feeds: how the files of each are laid out, and what their columns mean."""
