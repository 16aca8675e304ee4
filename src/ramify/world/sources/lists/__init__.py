"""Readers of published lists of persons, bodies and ships under sanctions, one list a file.

A module here that has a `SOURCE` is found by `ramify load` and by the tests.
"""
