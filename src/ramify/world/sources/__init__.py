"""Readers of published data on the standing system, one source a file.

A module here that has a `SOURCE` is found by `ramify load` and by the tests.
"""
