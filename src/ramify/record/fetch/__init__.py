"""Fetching: the files of feeds from their publishers, politely, and verified."""
