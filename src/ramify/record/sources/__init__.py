"""Readers of published data on what happened, one source a file, laid out as in the world room.

A module here that has a `SOURCE` is found by `ramify load` and by the tests.
"""
