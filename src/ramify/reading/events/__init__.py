"""Actions to events: when, where, and whether they happened."""
