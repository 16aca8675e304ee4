"""Base rates: how often a pair does such a thing anyway, and what its own acts add."""
