"""Ramifications composed from the engines and the reading."""
