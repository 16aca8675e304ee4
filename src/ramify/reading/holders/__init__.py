"""Who says, thinks or issues something."""
