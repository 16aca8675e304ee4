"""Asking: which events are meant, what they add up to, and how they leave a record."""
