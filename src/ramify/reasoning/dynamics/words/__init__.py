"""Longer answers of the dynamics in words."""
