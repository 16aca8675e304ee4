"""Dates in a text, and the day a document is read for."""
